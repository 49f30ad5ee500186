"""Where the labels of an evaluation page stand among its lines, and which lines only look like labels."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pipelines.form.page.spec import Dimension, Label, PageField, PageForm
from pipelines.form.spec.folding import fold
from pipelines.read.document import Element, Page, Word

_LABEL_LINES = 4  # lines of one block over which markup may spread a label
_LABEL_WORDS = 8
NO_FINDING = "without_findings"
"""The item of the sentence that a dimension has no finding."""

_INDEX = re.compile(r"\[\d+\]")
_HEADINGS = re.compile(r"/h[1-6](?:\[\d+\])?$")


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line of visible text and the element that it stands in."""

    words: tuple[Word, ...]
    element: Element
    folded: str


@dataclass(frozen=True, slots=True)
class Found:
    """A label from ``line`` up to but not including ``end``: its words, and those behind it on its last line.

    It is a ``field``, or of a ``dimension``: its heading (``item`` None), that nothing was found, or an item
    of it with its ``number``. It is neither where it is in words that the form does not know, which is not
    certain where only its colon makes it a label.
    """

    line: int
    end: int
    words: Sequence[Word]
    rest: Sequence[Word] = ()
    dimension: Dimension | None = None
    field: PageField | None = None
    item: str | None = None
    number: int | None = None
    is_certain: bool = True


def lines_of_page(page: Page) -> list[PageLine]:
    """The lines of ``page``, a web page."""
    lines = []
    for line_no, group in groupby(page.words, key=lambda word: word.line_no):
        assert line_no is not None
        words = tuple(group)
        folded = fold(" ".join(word.text for word in words))
        lines.append(PageLine(words, page.elements[line_no - 1], folded))
    return lines


def find_labels(lines: Sequence[PageLine], form: PageForm) -> list[Found]:
    """All labels of the page in their order, known ones and those in unknown words."""
    known = list(_known(lines, form))
    unknown = _unknown(lines, known)
    return sorted([*known, *unknown], key=lambda found: found.line)


def _known(lines: Sequence[PageLine], form: PageForm) -> Iterator[Found]:
    dimension: Dimension | None = None
    taken: set[str] = set()
    at = 0
    while at < len(lines):
        found = _label_at(lines, at, form, dimension, taken)
        if found is None:
            at += 1
            continue
        if found.field is not None:
            dimension = None
        elif found.dimension is not dimension:
            dimension, taken = found.dimension, set()
        if found.item and found.number is None:
            taken.add(found.item)
        yield found
        at = found.end


def _label_at(
    lines: Sequence[PageLine], at: int, form: PageForm, dimension: Dimension | None, taken: set[str]
) -> Found | None:
    """The label that begins with line ``at``, inside ``dimension`` where the items ``taken`` came already."""
    for one in form.dimensions:
        if end := _beginning(lines, at, one.heading):
            return Found(at, end, _words(lines[at:end]), dimension=one)
    if dimension:
        if dimension.none and _beginning(lines, at, dimension.none):
            end = _end_of_block(lines, at)
            return Found(at, end, _words(lines[at:end]), dimension=dimension, item=NO_FINDING)
        for item, label in dimension.labels.items():
            if item not in taken and (found := _fitting(lines, at, label)):
                return replace(found, dimension=dimension, item=item)
    for field in form.fields:
        if found := _fitting(lines, at, field.label):
            return replace(found, field=field, item=field.item)
    return None


def _beginning(lines: Sequence[PageLine], at: int, folded: str) -> int:
    """Behind which line it is clear that those from ``at`` on begin with ``folded``; 0 where they do not."""
    text = ""
    for end in range(at + 1, _end_of_block(lines, at) + 1):
        text += lines[end - 1].folded
        if len(text) >= len(folded) or not folded.startswith(text):
            return end if text.startswith(folded) else 0
    return 0


def _fitting(lines: Sequence[PageLine], at: int, label: Label) -> Found | None:
    """``label`` from line ``at`` on: over some lines of its block, or before its value on one line."""
    folded = ""
    last = min(at + _LABEL_LINES, _end_of_block(lines, at))
    for end in range(at + 1, last + 1):
        folded += lines[end - 1].folded
        if label.fits(folded):
            return Found(at, end, _words(lines[at:end]), number=label.number(folded))
    if length := label.begins(lines[at].folded):
        words, rest = _split(lines[at].words, length)
        return Found(at, at + 1, words, rest, number=label.number(lines[at].folded[:length]))
    return None


def _words(lines: Iterable[PageLine]) -> list[Word]:
    return [word for line in lines for word in line.words]


def _split(words: Sequence[Word], length: int) -> tuple[Sequence[Word], Sequence[Word]]:
    """``words`` up to ``length`` folded characters, and those behind."""
    count = 0
    for position, word in enumerate(words, start=1):
        count += len(fold(word.text))
        if count >= length:
            return words[:position], words[position:]
    return words, ()


def _unknown(lines: Sequence[PageLine], known: Sequence[Found]) -> Iterator[Found]:
    """Lines that look like labels: headings, and what stands where the page prints its known labels and no
    value. Where its markup does not tell labels from values, a short line with a colon may be one.
    """
    labels = {at for found in known for at in range(found.line, found.end)}
    of_labels, of_values = _signs_of(lines, known, labels)
    blocks = Counter(line.element.block for line in lines)
    for at, line in enumerate(lines):
        if at in labels:
            continue
        signs = _signs(line)
        is_heading = _HEADINGS.search(line.element.path) is not None and signs[0] not in of_values
        is_alone = blocks[line.element.block] == 1
        if is_heading or any(sign in of_labels for sign in signs):
            yield Found(at, at + 1, line.words)
        elif not of_labels and is_alone and line.folded.endswith(":") and len(line.words) <= _LABEL_WORDS:
            yield Found(at, at + 1, line.words, is_certain=False)


def _signs_of(
    lines: Sequence[PageLine], known: Sequence[Found], labels: set[int]
) -> tuple[set[str], set[str]]:
    """The signs by which the page tells its labels from values, and those of values.

    A sign of labels is how the elements of several are nested, or also the place of the last element if that
    is the same for most; and no line in the first block below a label has it.
    """
    names = [at for found in known if found.item != NO_FINDING for at in range(found.line, found.end)]
    values = [
        at for found in known for at in range(found.end, _end_of_block(lines, found.end)) if at not in labels
    ]
    of_values = {sign for at in values for sign in _signs(lines[at])}
    of_labels: set[str] = set()
    for number, least in ((0, 2), (1, len(names) // 2 + 1)):
        counted = Counter(_signs(lines[at])[number] for at in names)
        of_labels |= {sign for sign, count in counted.items() if count >= least and sign not in of_values}
    return of_labels, of_values


def _end_of_block(lines: Sequence[PageLine], start: int) -> int:
    """The line behind those from ``start`` on that stand in its block."""
    end = start
    while end < len(lines) and lines[end].element.block == lines[start].element.block:
        end += 1
    return end


def _signs(line: PageLine) -> tuple[str, str]:
    """The nesting of the element of ``line``, without and with the last element's place among its like."""
    path = line.element.path
    parent, _, last = path.rpartition("/")
    return _INDEX.sub("", path), f"{_INDEX.sub('', parent)}/{last} of its like"
