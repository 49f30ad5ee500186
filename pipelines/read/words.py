"""Letters become words, by the rules of pdfplumber's word extraction, once for the whole page.

Letters come in runs. Nearly always a run is in order and its words can be cut out whole; where letters are
printed over one another, the line is put together from single letters instead. Both ways give the same words.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import compress, pairwise
from operator import itemgetter, sub
from typing import NamedTuple

from pipelines.read.characters import printed_words
from pipelines.read.document import Box, Word
from pipelines.read.letters import SAME_PLACE

WORD_GAP = 0.15
"""Share of the font size. A printed space is 0.25 of it and justified lines shrink it a little; kerning and
letter spacing stay below. A fixed gap in points would join the words of small print."""

SAME_LINE = 1.0
"""Points between the tops of two letters of one word. Fonts differ by tenths. More would let the shifted
lines of neighbouring cells run into each other, letter by letter."""

_UNBROKEN = re.compile(r"\S+")


@dataclass(slots=True)
class Letters:
    """Upright letters printed one after the other, of one font size and base line.

    Each has one character of ``text``, a left and a right side; the parts of a ligature share its sides.
    In points from the visible page's top left corner.
    """

    text: str
    lefts: list[float]
    rights: list[float]
    top: float
    size: float


class _Piece(NamedTuple):
    """Letters that belong together, or white space (no text). ``end`` and ``last`` are the right and the left
    side of the last letter; ``apart`` says that white space stands before it.
    """

    left: float
    right: float
    end: float
    last: float
    top: float
    size: float
    text: str
    apart: bool = False


def group_words(runs: Iterable[Letters], page: int) -> Iterator[Word]:
    """The words that ``runs`` (in the order of printing) make, in no particular order.

    A letter printed again on top of itself, which makes it bold, is one letter.
    """
    for line in _lines(runs):
        yield from _words(_pieces(line) or _single_letters(line), page)


def _lines(runs: Iterable[Letters]) -> Iterator[list[Letters]]:
    """Runs whose tops follow each other closely."""
    by_top: dict[float, list[Letters]] = {}
    for run in runs:
        by_top.setdefault(run.top, []).append(run)
    line: list[Letters] = []
    last = 0.0
    for top in sorted(by_top):
        if line and top > last + SAME_LINE:
            yield line
            line = []
        line += by_top[top]
        last = top
    if line:
        yield line


def _pieces(line: Iterable[Letters]) -> list[_Piece] | None:
    """The unbroken stretches of ``line`` from left to right; None where letters stand over one another."""
    pieces: list[_Piece] = []
    for run in line:
        steps = list(map(sub, run.lefts[1:], run.lefts))
        if steps and min(steps) < SAME_PLACE and not _only_ligatures(run, steps):
            return None
        pieces += _stretches(run)
    pieces.sort(key=itemgetter(0))
    if any(after.left - before.last < SAME_PLACE for before, after in pairwise(pieces)):
        return None
    return pieces


def _only_ligatures(run: Letters, steps: list[float]) -> bool:
    close = compress(range(len(steps)), (step < SAME_PLACE for step in steps))
    return all(_is_ligature(run, index) for index in close)


def _is_ligature(run: Letters, index: int) -> bool:
    """Whether the letter at ``index`` and the next are parts of one glyph."""
    return run.lefts[index] == run.lefts[index + 1] and run.rights[index] == run.rights[index + 1]


def _stretches(run: Letters) -> Iterator[_Piece]:
    text, lefts, rights, top, size = run.text, run.lefts, run.rights, run.top, run.size
    gaps = list(map(sub, lefts[1:], rights))
    widest = WORD_GAP * size
    if text[0].isspace():
        yield _Piece(lefts[0], rights[0], rights[0], lefts[0], top, size, "")
    for unbroken in _UNBROKEN.finditer(text):
        start, end = unbroken.span()
        cuts = [start, end]
        if end - start > 1 and max(gaps[start : end - 1]) > widest:
            cuts[1:1] = [index + 1 for index in range(start, end - 1) if gaps[index] > widest]
        for first, after in pairwise(cuts):
            last = after - 1
            yield _Piece(
                lefts[first],
                max(rights[first:after]),
                rights[last],
                lefts[last],
                top,
                size,
                text[first:after],
                first == start > 0,
            )
    if text[-1].isspace() and len(text) > 1:
        yield _Piece(lefts[-1], rights[-1], rights[-1], lefts[-1], top, size, "")


def _single_letters(line: Iterable[Letters]) -> list[_Piece]:
    """The letters of ``line`` from left to right, each only once where it is printed."""
    letters: list[_Piece] = []
    for run in line:
        start = 0
        for end in range(1, len(run.text) + 1):
            if end < len(run.text) and _is_ligature(run, end - 1):
                continue
            left, right, text = run.lefts[start], run.rights[start], run.text[start:end].strip()
            letters.append(_Piece(left, right, right, left, run.top, run.size, text))
            start = end
    letters.sort(key=itemgetter(0))
    once: list[_Piece] = []
    near: list[_Piece] = []
    for letter in letters:
        if near and letter.left - near[-1].left >= SAME_PLACE:
            near = []
        if not any(_is_printed_again(letter, other) for other in near):
            near.append(letter)
            once.append(letter)
    return once


def _is_printed_again(letter: _Piece, before: _Piece) -> bool:
    return (
        letter.text == before.text
        and letter.left - before.left < SAME_PLACE
        and abs(letter.top - before.top) < SAME_PLACE
    )


def _words(pieces: Iterable[_Piece], page: int) -> Iterator[Word]:
    """``pieces`` from left to right, joined where no white space, gap or jump up or down parts them."""
    text = ""
    x0 = y0 = x1 = y1 = 0.0
    last_top = limit = 0.0
    for left, right, end, _, top, size, part, apart in pieces:
        if text and (apart or not part or left > limit or not -SAME_LINE <= top - last_top <= SAME_LINE):
            yield from _printed(text, (x0, y0, x1, y1), page)
            text = ""
        if text:
            text += part
            x1, y0, y1 = max(x1, right), min(y0, top), max(y1, top + size)
        elif part:
            text, x0, y0, x1, y1 = part, left, top, right, top + size
        last_top, limit = top, end + WORD_GAP * size
    if text:
        yield from _printed(text, (x0, y0, x1, y1), page)


def _printed(text: str, place: tuple[float, float, float, float], page: int) -> Iterator[Word]:
    x0, top, x1, bottom = place
    # PDFium calculates with single precision: more digits would only be noise.
    box = Box(round(x0, 3), round(top, 3), round(x1, 3), round(bottom, 3))
    for word in printed_words(text):
        yield Word(word, page, box=box)
