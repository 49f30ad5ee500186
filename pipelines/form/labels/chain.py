"""Finds the form's labels in a document: the best chain of matches in the order of the form.

Prose may contain lines that look like labels, so no label is taken on its own. Of all places where
some label could stand, the chain is chosen that follows the order of the form, does not overlap, and
proves most, counted in fixed letters of the labels. Of two equal chains the one with the earlier
places wins; ``rivals`` then tells that another place would have done as well.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Literal

from pipelines.form.spec.folding import Pattern
from pipelines.form.spec.load import the_form
from pipelines.form.spec.model import Body, Field, Repeat, Section, Table
from pipelines.form.stream.units import TABLE_SIGN, Stream
from pipelines.form.tables.grid_header import GridHeader
from pipelines.read.document import Word

BOX_BONUS = 2
"""Letters that blank space above a label counts for: the form prints every label in a box of its own."""

LABEL_WORDS = 12
"""No label of a row has more words."""

_NO_CHAIN = (0, 1)
"""What ``_best_chain`` builds on where no label has been found yet."""

AnchorKind = Literal["heading", "field", "caption", "header", "unknown"]


@dataclass(frozen=True, slots=True)
class Expected:
    """One place in the form where a label is expected. ``no`` is its place in the order of the form.

    ``group`` is the range of ``no`` of the items that repeat together with this one.
    """

    no: int
    kind: AnchorKind
    section: Section
    pattern: Pattern
    item: Field | Table | None = None
    group: tuple[int, int] | None = None

    @property
    def bare(self) -> Pattern | None:
        """The label without its colon, which counts where nothing stands behind it on its line."""
        return _bare(self.pattern) if self.kind in ("field", "caption") else None

    @property
    def is_weak(self) -> bool:
        """A header without letters (years only): it counts only directly below its caption, and again
        where a further page repeats it.
        """
        return self.kind == "header" and self.pattern.weight == 0


_bare = cache(Pattern.without_colon)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A label found: units ``start`` up to but not including ``end`` of the stream.

    ``cut`` is 0, or how many folded characters of the last unit belong to the label (its value then
    begins inside the same word). ``columns`` holds the units of each header cell (a header in running
    text); ``grid`` the header of a ruled table. ``again`` marks a header that is repeated on a new page.
    ``resembles`` is the item in whose place a label of the kind "unknown" stands; its weight is 0 where
    only its look tells that it is one: a line of an answer may look so, too.
    """

    expected: Expected
    start: int
    end: int
    weight: int
    cut: int = 0
    columns: dict[str, tuple[int, int]] = field(default_factory=dict)
    grid: GridHeader | None = None
    again: bool = False
    resembles: str | None = None


@cache
def expected_labels() -> tuple[Expected, ...]:
    """Every label of the form in its order."""
    found: list[Expected] = []
    for section in the_form().sections:
        if section.heading:
            found.append(Expected(len(found), "heading", section, section.heading))
        for item in section.items:
            if not isinstance(item, Repeat):
                found += _labels_of(item, section, len(found), None)
                continue
            first = len(found)
            inner = [one for part in item.items for one in _labels_of(part, section, 0, None)]
            group = (first, first + len(inner))
            for part in item.items:
                found += _labels_of(part, section, len(found), group)
    return tuple(found)


@cache
def _labels_by_opening() -> Mapping[str, tuple[Expected, ...]]:
    """The labels that may begin with a folded character: those that do, and then those that may begin with
    any, which alone stand under "".
    """
    by_opening: dict[str, tuple[Expected, ...]] = {"": ()}
    for label in expected_labels():
        opening = label.pattern.opening
        by_opening[opening] = (*by_opening.get(opening, ()), label)
    with_any = by_opening[""]
    return {opening: labels + with_any if opening else labels for opening, labels in by_opening.items()}


def _labels_of(
    item: Field | Table | Body, section: Section, no: int, group: tuple[int, int] | None
) -> list[Expected]:
    if isinstance(item, Field):
        return [Expected(no, "field", section, item.pattern, item, group)]
    if isinstance(item, Table):
        header = Expected(no + bool(item.caption), "header", section, item.header, item, group)
        if item.caption:
            return [Expected(no, "caption", section, item.caption, item, group), header]
        return [header]
    return []


def find_anchors(
    stream: Stream, start: int, headers: Mapping[int, Sequence[GridHeader]], below: Mapping[str, int] = {}
) -> tuple[list[Anchor], dict[int, Anchor]]:
    """The labels of the document from unit ``start`` on, in order; and for those (by their place in that
    list) that have one, a rival: another place, or another label at the same place, that would do as well.

    ``headers`` gives, for the ruled tables among the units, the tables whose header they carry; ``below`` the
    units behind captions in words that the form does not know, by their table.
    """
    candidates = list(_candidates(stream, start, headers, below))
    chain = _best_chain(candidates)
    return chain, _rivals(chain, candidates)


def _candidates(
    stream: Stream, start: int, headers: Mapping[int, Sequence[GridHeader]], below: Mapping[str, int]
) -> Iterator[Anchor]:
    by_opening = _labels_by_opening()
    by_table = {label.item.id: label for label in expected_labels() if label.kind == "header" and label.item}
    captions = {table: {unit} for table, unit in below.items()}
    ruled: set[tuple[int, str]] = set()
    for index in range(start, len(stream)):
        if not stream.starts_line[index]:
            continue
        for header in headers.get(index, ()):
            label = by_table[header.table.id]
            again = index - 1 in headers
            below_its_caption = index in captions.get(header.table.id, ())
            goes_on = again and (index - 1, header.table.id) in ruled
            if not label.is_weak or header.has_caption or below_its_caption or goes_on:
                weight = label.pattern.weight + BOX_BONUS
                ruled.add((index, header.table.id))
                yield Anchor(label, index, index + 1, weight, grid=header, again=again)
        offset = stream.offsets[index]
        for label in by_opening.get(stream.folded[offset : offset + 1], by_opening[""]):
            found = label.pattern.regex.match(stream.folded, offset)
            if found is None and label.bare and _has_place(stream, index):
                found = label.bare.regex.match(stream.folded, offset)
                if found and not (_ends_line(stream, found.end()) and _goes_before(stream, found, label)):
                    found = None
            anchor = _anchor(stream, index, label, found) if found else None
            if anchor is None:
                continue
            if not isinstance(label.item, Table):
                yield anchor
                continue
            if label.kind == "caption":
                captions.setdefault(label.item.id, set()).add(anchor.end)
            if not label.is_weak or index in captions.get(label.item.id, ()):
                yield anchor


def _has_place(stream: Stream, index: int) -> bool:
    unit = stream.units[index]
    return isinstance(unit, Word) and unit.box is not None


def _goes_before(stream: Stream, found: re.Match[str], label: Expected) -> bool:
    """Whether a caption without its colon, which may be a row's label as well, has its table behind it."""
    if not isinstance(label.item, Table):
        return True
    behind = stream.folded[found.end() : found.end() + 1]
    return behind == TABLE_SIGN or label.item.header.regex.match(stream.folded, found.end()) is not None


def _ends_line(stream: Stream, offset: int) -> bool:
    """Whether a line ends at ``offset`` of the folded text."""
    behind = stream.unit_at(offset) if offset < len(stream.folded) else len(stream)
    return behind == len(stream) or (stream.offsets[behind] == offset and stream.starts_line[behind])


def _anchor(stream: Stream, index: int, label: Expected, found: re.Match[str]) -> Anchor | None:
    """What ``found``, a match of ``label`` at unit ``index``, makes if it ends where a label may."""
    if not found[0]:
        return None
    last = stream.unit_at(found.end() - 1)
    after = stream.offsets[last + 1] if last + 1 < len(stream) else len(stream.folded)
    cut = 0
    if found.end() < after:
        if label.kind != "field" or stream.folded[found.end() - 1].isalnum():
            return None
        cut = found.end() - stream.offsets[last]
    end = last + 1
    if label.kind == "heading" and end < len(stream) and not stream.starts_line[end]:
        return None
    columns = _header_cells(stream, found, index, end)
    if isinstance(label.item, Table) and stream.words(index, end)[0].box is None:
        extra = any(column.id in columns for _, column in label.item.extra)
        if extra or label.item.needs_places:
            return None
    weight = max(label.pattern.weight, 1) + BOX_BONUS * stream.starts_box[index]
    again = label.kind == "header" and _begins_page(stream, index, label)
    return Anchor(label, index, end, weight, cut, columns, again=again)


def _begins_page(stream: Stream, index: int, label: Expected) -> bool:
    """Whether a label at unit ``index`` stands at the head of a further page. In a text dump the label of
    the page's first row may come before a header that has no cell above it.
    """
    page = stream.units[index].page
    start = index
    while start > max(0, index - LABEL_WORDS) and stream.units[start - 1].page == page:
        start -= 1
    if start == 0 or stream.units[start - 1].page == page:
        return False
    if start == index:
        return True
    first = stream.units[start]
    if not (isinstance(first, Word) and first.box is None and isinstance(label.item, Table)):
        return False
    above = stream.folded[stream.offsets[start] : stream.offsets[index]]
    return label.item.columns[0].header is None and any(row.is_label(above) for row in label.item.rows)


def _header_cells(stream: Stream, found: re.Match[str], start: int, end: int) -> dict[str, tuple[int, int]]:
    """The units of each header cell; together they are all units of the header."""
    names = [name for name, text in found.groupdict().items() if text]
    starts = [start, *(stream.unit_at(found.start(name)) for name in names[1:]), end]
    return dict(zip(names, pairwise(starts), strict=True)) if names else {}


def _best_chain(candidates: Sequence[Anchor]) -> list[Anchor]:
    """The heaviest chain, by dynamic programming over the candidates in the order of their places.

    ``best[no]`` is the heaviest chain so far that ends with label ``no`` and whose end has been passed:
    its weight and, with a minus sign so that of two equal chains the earlier one is the greater, its last
    candidate.
    """
    count = len(expected_labels())
    best = [_NO_CHAIN] * count
    weights: list[int] = []
    before: list[int] = []
    waiting: list[int] = []
    for index, candidate in enumerate(candidates):
        still: list[int] = []
        for other in waiting:
            anchor = candidates[other]
            if anchor.end > candidate.start:
                still.append(other)
            elif weights[other] > best[anchor.expected.no][0]:
                best[anchor.expected.no] = (weights[other], -other)
        waiting = [*still, index]
        weight, previous = _best_before(best, candidate)
        weights.append(weight + candidate.weight)
        before.append(-previous)
    if not candidates:
        return []
    last = max(range(len(candidates)), key=lambda index: (weights[index], -index))
    chain: list[Anchor] = []
    while last >= 0:
        chain.append(candidates[last])
        last = before[last]
    return chain[::-1]


def _best_before(best: list[tuple[int, int]], candidate: Anchor) -> tuple[int, int]:
    no, group = candidate.expected.no, candidate.expected.group
    ends = best[:no]
    if group:
        ends += best[group[0] : group[1]]
    if candidate.again:
        ends.append(best[no])
    return max(ends, default=_NO_CHAIN)


def _rivals(chain: Sequence[Anchor], candidates: Sequence[Anchor]) -> dict[int, Anchor]:
    """By place in ``chain`` a candidate that proves as much as the label chosen there."""
    starts = [candidate.start for candidate in candidates]
    found: dict[int, Anchor] = {}
    for place, anchor in enumerate(chain):
        if anchor.expected.kind not in ("field", "heading", "caption"):
            continue
        before = chain[place - 1] if place else None
        after = chain[place + 1] if place + 1 < len(chain) else None
        low = before.end if before else 0
        first = bisect_right(starts, low - 1)
        for candidate in candidates[first:]:
            if after and candidate.start >= after.start:
                break
            if candidate is not anchor and _could_replace(candidate, anchor, before, after):
                found[place] = candidate
                break
    return found


def _could_replace(candidate: Anchor, anchor: Anchor, before: Anchor | None, after: Anchor | None) -> bool:
    if candidate.weight < anchor.weight or (after and candidate.end > after.start):
        return False
    if candidate.expected.no == anchor.expected.no:
        return candidate.start != anchor.start
    if candidate.start != anchor.start or candidate.end != anchor.end:
        return False
    low = before.expected.no if before else -1
    high = after.expected.no if after else len(expected_labels())
    is_next = anchor.expected.no == low + 1
    return not is_next and low < candidate.expected.no < high
