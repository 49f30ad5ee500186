"""From printed words to a reading's text, status and place."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipelines.form.readings.reading import Reading, Status
from pipelines.form.spec.folding import fold
from pipelines.form.spec.load import the_form
from pipelines.form.spec.model import Kind
from pipelines.form.stream.lines import box_around
from pipelines.read.characters import UNKNOWN
from pipelines.read.document import Box, Word

_LEFT_OF_BREAK = re.compile(r"[(\-$]*\d[\d.,]*")
_RIGHT_OF_BREAK = re.compile(r"[\d.,]*\d[\d.,]*[%)]*|%")
# A figure as people print it: grouped by threes or not at all, no zero in front.
_FIGURE = re.compile(r"[(\-$]*(?:0|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d*)(?:,\d+)?[%)]*")
# Groups of three digits with a space between them, as a figure of one line is printed.
_FIRST_GROUP = re.compile(r"[(\-$]*[1-9]\d{0,2}")
_GROUP = re.compile(r"\d{3}(?:,\d+)?[%)]*")
_SPACED_FIGURE = re.compile(r"[(\-$]*[1-9]\d{0,2}(?: \d{3})+(?:,\d+)?[%)]*")
_DASHES = frozenset({"-", "--"})
NO_BREAK = "\N{NO-BREAK SPACE}"
"""What stands between the groups of digits of one figure, where its place shows that it is one."""

GROUP_GAP = 0.5
"""Share of a letter's height that two groups of digits of one figure are apart at most."""

_OPEN_ENDS = frozenset("-/([")
_OPEN_END = re.compile(r"[-/(\[] ")
# "pre- y postnatal": behind such a hyphen a word is left out, none is broken.
_CONJUNCTIONS = frozenset({"y", "e", "o", "u", "ni"})


def status_of(text: str) -> Status:
    """What a printed text says about itself. A dash alone stands for nothing."""
    if not text:
        return "blank"
    folded = fold(text)
    if folded in _DASHES:
        return "blank"
    form = the_form()
    if form.not_reported.fits(folded):
        return "not_reported"
    return "not_applicable" if form.not_applicable.fits(folded) else "value"


def printed(words: Sequence[Word], kind: Kind = "text") -> str:
    """The words as one line, as printed.

    In a cell of figures a number that the narrow cell broke over lines is joined again: "72.917." over
    "334" is 72.917.334. Figures of one line stay apart. So is a compound that a line end broke behind its
    hyphen: "socio-" over "comunitario" is socio-comunitario, but "pre-" over "y postnatal" stays.
    """
    if any(word.marks for word in words):
        return _with_marks(words, kind)
    if len(words) > 1 and _is_group(words[0], words[1]):
        return _with_groups(words, kind)
    if kind != "text" and _is_torn_figure(words):
        return "".join(" ".join(word.text for word in line) for line in _lines(words)).replace(" ", NO_BREAK)
    text = " ".join([word.text for word in words])
    is_cut = any(word.goes_on for word in words)
    if len(words) < 2 or (kind == "text" and not is_cut and not _OPEN_END.search(text)):
        return text
    is_broken = _is_broken_text if kind == "text" else is_broken_number
    text = words[0].text
    for last, word in pairwise(words):
        if kind == "text" and _is_repeated_hyphen(last, word):
            text += word.text[1:]
        else:
            text += word.text if last.goes_on or is_broken(last, word) else f" {word.text}"
    return text


def with_whole_words(words: Sequence[Word], known: frozenset[str]) -> tuple[Word, ...]:
    """``words`` of a label, of which those go on that a narrow cell broke inside: together they are one of
    the ``known`` words of that label, folded.
    """
    found = list(words)
    start = ""
    for place, (word, below) in enumerate(pairwise(words)):
        start += fold(word.text)
        whole = start + fold(below.text)
        is_broken = start not in known and any(one.startswith(whole) for one in known)
        if is_broken and not _on_one_line(word, below):
            found[place] = replace(word, goes_on=True)
        else:
            start = ""
    return tuple(found)


def _with_marks(words: Sequence[Word], kind: Kind) -> str:
    """The words as one line with the marks beside them, a space between; a figure has none."""
    bare = [replace(word, marks=()) for word in words]
    if kind != "text" or all(_FIGURE.fullmatch(word.text) for word in words):
        return printed(bare, kind)
    spaced: list[Word] = []
    for word, plain in zip(words, bare, strict=True):
        before = [mark for mark in word.marks if mark.box and word.box and mark.box.x0 < word.box.x0]
        spaced += [*before, plain, *(mark for mark in word.marks if mark not in before)]
    return printed(spaced, kind)


def _with_groups(words: Sequence[Word], kind: Kind) -> str:
    """The words as one line, the groups of digits of the figure that they begin with kept together."""
    count = 1
    while (
        count < len(words)
        and _GROUP.fullmatch(words[count].text)
        and _is_near(words[count - 1], words[count])
    ):
        count += 1
    figure = NO_BREAK.join(word.text for word in words[:count])
    return f"{figure} {printed(words[count:], kind)}" if count < len(words) else figure


def _is_group(first: Word, second: Word) -> bool:
    """Whether two words are the first two groups of digits of one figure, on one line of a PDF."""
    is_figure = _FIRST_GROUP.fullmatch(first.text) and _GROUP.fullmatch(second.text)
    return bool(is_figure) and _is_near(first, second)


def _is_near(left: Word, right: Word) -> bool:
    if left.box is None or right.box is None or not _on_one_line(left, right):
        return False
    return right.box.x0 - left.box.x1 <= GROUP_GAP * (left.box.bottom - left.box.top)


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    lines: list[list[Word]] = []
    for word in words:
        if lines and _on_one_line(lines[-1][-1], word):
            lines[-1].append(word)
        else:
            lines.append([word])
    return lines


def _is_torn_figure(words: Sequence[Word]) -> bool:
    """Whether the lines of a narrow cell of a PDF make one figure with spaces between its groups of digits,
    and do not without each other: "21 63" over "6".
    """
    if len(words) < 3 or any(word.box is None for word in words):
        return False
    lines = [" ".join(word.text for word in line) for line in _lines(words)]
    whole = [_SPACED_FIGURE.fullmatch(line) or _FIGURE.fullmatch(line) for line in lines]
    return len(lines) > 1 and not all(whole) and _SPACED_FIGURE.fullmatch("".join(lines)) is not None


def is_broken_number(left: Word, right: Word) -> bool:
    """Whether two words on different lines are the halves of one number.

    So they are where one of them alone is no number that anybody prints ("72.917." and "334", "1.24" and
    "0.000", "77,5" and "%"); "412" over "438" are two.
    """
    return (
        not _on_one_line(left, right)
        and _LEFT_OF_BREAK.fullmatch(left.text) is not None
        and _RIGHT_OF_BREAK.fullmatch(right.text) is not None
        and not (_FIGURE.fullmatch(left.text) and _FIGURE.fullmatch(right.text))
    )


def has_unknown_letters(words: Sequence[Word]) -> bool:
    """Whether letters of a word or figure are printed that the file does not name. A single such sign that
    stands alone is a symbol.
    """
    return any(UNKNOWN in word.text and len(word.text) > 1 for word in words)


def are_stacked_figures(words: Sequence[Word]) -> bool:
    """Whether a cell holds whole figures on several lines: which of them is meant, nobody can tell."""
    if _is_torn_figure(words):
        return False
    return len(words) > 1 and any(
        _FIGURE.fullmatch(left.text) and _FIGURE.fullmatch(right.text) and not _on_one_line(left, right)
        for left, right in pairwise(words)
    )


def _is_broken_text(left: Word, right: Word) -> bool:
    """Whether a line that ends with ``left`` goes on with ``right`` without a space: behind an opening
    bracket, and behind a hyphen or a slash that is joined to its word.
    """
    if left.text[-1:] not in _OPEN_ENDS or not right.text[:1].isalnum() or _on_one_line(left, right):
        return False
    if left.text[-1] in "([":
        return True
    before = left.text[-2:-1]
    leaves_out = left.text[-1] == "-" and right.text in _CONJUNCTIONS
    return (before.isalnum() or before in {")", "]", "%"}) and not leaves_out


def _is_repeated_hyphen(left: Word, right: Word) -> bool:
    """Whether a line begins with the hyphen that the line above ends with, as Spanish spelling has it."""
    before, behind = left.text[-2:], right.text[:2]
    is_hyphen = before[-1:] == behind[:1] == "-" and before[:1].isalpha() and behind[1:].isalpha()
    return is_hyphen and not _on_one_line(left, right)


def _on_one_line(left: Word, right: Word) -> bool:
    if left.box is None or right.box is None:
        return left.line_no == right.line_no
    return left.page == right.page and right.box.x0 >= left.box.x1 - 0.5 and right.box.top < left.box.bottom


def reading(
    section: str,
    item: str,
    words: Sequence[Word],
    *,
    near: Word,
    label: str = "",
    label_words: int = 0,
    row_no: int | None = None,
    column: str = "value",
    kind: Kind = "text",
    status: Status | None = None,
    cell: tuple[int, Box] | None = None,
) -> Reading:
    """One reading of ``words``.

    Its place is that of the words on the page of the first one; where nothing was printed it is
    ``cell`` (page and box of the empty cell) or else the place of ``near``, usually the label.
    ``label_words`` are words of a label that no other reading counts.
    """
    text = printed(words, kind)
    if status is None and (
        has_unknown_letters(words) or (kind in {"number", "percent"} and are_stacked_figures(words))
    ):
        status = "ambiguous"
    page, box = _place(words, near, cell)
    return Reading(
        section=section,
        item=item,
        row_no=row_no,
        column=column,
        label=label,
        text=text,
        status=status or status_of(text),
        page=page,
        x0=box.x0 if box else None,
        top=box.top if box else None,
        x1=box.x1 if box else None,
        bottom=box.bottom if box else None,
        line_no=(words[0] if words else near).line_no,
        words=len(words) + label_words,
    )


def _place(words: Sequence[Word], near: Word, cell: tuple[int, Box] | None) -> tuple[int, Box | None]:
    if not words:
        return cell or (near.page, near.box)
    page = words[0].page
    return page, box_around([word for word in words if word.page == page])


def rest_of(word: Word, folded_length: int) -> Word | None:
    """``word`` without its first ``folded_length`` folded characters; None where nothing is left."""
    for end in range(1, len(word.text) + 1):
        if len(fold(word.text[:end])) >= folded_length:
            rest = word.text[end:]
            return replace(word, text=rest) if rest else None
    return None


def whole_number(folded: str) -> int | None:
    """The number that a figure without decimals prints ("72.917" is 72917); None for anything else."""
    digits = folded.replace(".", "")
    return int(digits) if digits.isdecimal() and digits.isascii() else None
