"""The cells' contents of a table in a text dump: words folded into the smallest pieces a cell can hold."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.form.readings.values import is_broken_number, printed
from pipelines.form.spec.folding import Pattern, fold
from pipelines.form.spec.load import the_form
from pipelines.form.spec.model import Kind
from pipelines.form.stream.units import Stream
from pipelines.read.document import Word

PHRASE_WORDS = 8
"""No phrase that stands for a value has more words."""

_NUMBER = re.compile(r"[-(]?\$?\d[\d.,]*\)?|-")
_PERCENT = re.compile(r"[-(]?\d[\d.,]*%?\)?|-")
_CODE = re.compile(r"\d+")
_SUBTITLE = re.compile(r"\d+\(.*[a-z].*\)")
_FIGURE_KINDS: dict[Kind, re.Pattern[str]] = {
    "number": _NUMBER,
    "percent": _PERCENT,
    "code": _CODE,
    "subtitle": _SUBTITLE,
}


@dataclass(frozen=True, slots=True)
class Token:
    """Words that stand in one cell together, and whether a printed line or box begins with them."""

    words: tuple[Word, ...]
    starts_line: bool
    starts_box: bool
    is_phrase: bool = False

    @property
    def folded(self) -> str:
        """The token for comparison."""
        return fold(printed(self.words, "number"))

    def can_be(self, kind: Kind) -> bool:
        """Whether a cell of ``kind`` can hold it. Phrases such as N/A stand in any cell."""
        return kind == "text" or self.is_phrase or _FIGURE_KINDS[kind].fullmatch(self.folded) is not None

    @property
    def is_broken(self) -> bool:
        """Whether it is printed over several lines."""
        return self.words[0].line_no != self.words[-1].line_no

    @property
    def is_figure(self) -> bool:
        """Whether it is a number, a percentage or a phrase in place of one."""
        return self.can_be("percent") or self.can_be("number")


def tokens_of(stream: Stream, start: int, end: int, *, subtitles: bool = False) -> list[Token]:
    """The units from ``start`` to ``end`` as tokens.

    A phrase such as "El programa no presenta información." is one token however it is broken over lines;
    so is a number broken over lines, a percent sign with its number and, where the table has such a
    column, a budget subtitle with its name in brackets.
    """
    found: list[Token] = []
    index = start
    while index < end:
        if not isinstance(stream.units[index], Word):
            index += 1
            continue
        phrase_end_at = phrase_end(stream, index, end)
        after = phrase_end_at or _figure_end(stream, index, end)
        if not phrase_end_at and subtitles:
            after = _subtitle_end(stream, index, end) or after
        found.append(
            Token(
                words=tuple(stream.words(index, after)),
                starts_line=stream.starts_line[index],
                starts_box=stream.starts_box[index],
                is_phrase=bool(phrase_end_at),
            )
        )
        index = after
    return found


def words_in(tokens: Sequence[Token]) -> tuple[Word, ...]:
    """All words of ``tokens``."""
    return tuple(word for token in tokens for word in token.words)


def boxes_of(tokens: Sequence[Token]) -> list[list[Token]]:
    """``tokens`` cut where a printed box begins."""
    return _cut(tokens, at_boxes=True)


def lines_in(tokens: Sequence[Token]) -> list[list[Token]]:
    """``tokens`` cut where a printed line begins."""
    return _cut(tokens, at_boxes=False)


def _cut(tokens: Sequence[Token], *, at_boxes: bool) -> list[list[Token]]:
    parts: list[list[Token]] = []
    for token in tokens:
        if parts and not (token.starts_box if at_boxes else token.starts_line or token.starts_box):
            parts[-1].append(token)
        else:
            parts.append([token])
    return parts


def phrase_end(stream: Stream, index: int, end: int) -> int | None:
    """The unit behind a phrase that stands for a value and begins at unit ``index``, if there is one."""
    form = the_form()
    limit = min(end, index + PHRASE_WORDS)
    last_offset = stream.offsets[limit] if limit < len(stream) else len(stream.folded)
    for pattern in (form.not_reported, form.not_applicable):
        after = _match_end(stream, pattern, index, last_offset)
        if after:
            return after
    return None


def _match_end(stream: Stream, pattern: Pattern, index: int, last_offset: int) -> int | None:
    """The unit behind a match of ``pattern`` that begins and ends with whole words."""
    found = pattern.regex.match(stream.folded, stream.offsets[index], last_offset)
    if found is None:
        return None
    after = stream.unit_at(found.end() - 1) + 1
    at = stream.offsets[after] if after < len(stream) else len(stream.folded)
    return after if at == found.end() else None


def _figure_end(stream: Stream, index: int, end: int) -> int:
    after = index + 1
    while after < end:
        left, right = stream.units[after - 1], stream.units[after]
        if not (isinstance(left, Word) and isinstance(right, Word)):
            break
        ends_open = left.text[-1:] in (".", ",") and is_broken_number(left, right)
        is_sign = right.text == "%" and left.text[-1:].isdigit()
        if not (ends_open or is_sign):
            break
        after += 1
    return after


def _subtitle_end(stream: Stream, index: int, end: int) -> int | None:
    """The unit behind "24 (Transferencias Corrientes)". A bracketed figure is no name."""
    first = stream.units[index]
    if not isinstance(first, Word) or not re.match(r"\d+(?:\(|$)", first.text):
        return None
    text = ""
    for after in range(index, end):
        unit = stream.units[after]
        if not isinstance(unit, Word):
            return None
        text += unit.text
        if after == index + 1 and not text[len(first.text) :].startswith("(") and "(" not in first.text:
            return None
        if "(" in text and text.count("(") == text.count(")"):
            return after + 1 if _SUBTITLE.fullmatch(fold(text)) else None
    return None
