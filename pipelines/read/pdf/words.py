"""Letters become words, by the rules of pdfplumber's word extraction, once for the whole page.

Letters come in runs. Nearly always a run is in order and its words can be cut out whole; where letters are
printed over one another, the line is put together from single letters instead. Both ways give the same words.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, compress, count, pairwise, repeat, starmap
from operator import gt, itemgetter, sub
from statistics import median
from typing import Final
from unicodedata import category, combining

from pipelines.read.characters import SOFT_HYPHEN, printed_words
from pipelines.read.document import Box, Word
from pipelines.read.pdf.letters import SAME_PLACE, USUAL_DESCENT, is_printed_again
from pipelines.read.pdf.marks import with_marks

WORD_GAP = 0.15
"""Share of the font size. A printed space is 0.25 of it and justified lines shrink it a little; kerning and
letter spacing stay below. A fixed gap in points would join the words of small print."""

SAME_LINE = 1.0
"""Points between the tops of two letters of one word. Fonts differ by tenths. More would let the shifted
lines of neighbouring cells run into each other, letter by letter."""

COPY = 0.6
"""Share of the font size. How far the ends of a text stand at most from those of its copy."""

OVER = 0.25
"""Share of a letter's width that its middle is away at most from that of a letter under it."""

SAME_SIZE = 0.8
"""Share of the size of the letters before: smaller and larger ones are no part of their word."""

ON_BASE = 0.08
"""Share of the size of the letters before by which those of another size may be raised or lowered."""

_LEAST_SPACED = 3  # gaps of a heading in spaced letters
_SPACED = 1.6  # such gaps are the one between two words
_UNBROKEN = re.compile(r"\S+")

_printed_words = lru_cache(maxsize=1 << 13)(printed_words)  # a report says the same words again and again


@dataclass(slots=True)
class Letters:
    """Upright letters printed one after the other, of one font size and base line.

    Each has one character of ``text``, a left and a right side; the parts of a ligature share its sides.
    In points from the visible page's top left corner, ``top`` to three digits.
    """

    text: str
    lefts: list[float]
    rights: list[float]
    top: float
    size: float

    @property
    def bottom(self) -> float:
        """The lower side of the letters."""
        return rounded(self.top + self.size)

    def go_on_at(self, left: float) -> bool:
        """Whether a letter whose left side is at ``left`` stands to the right of the last one."""
        return left - self.lefts[-1] >= SAME_PLACE

    def add(self, text: str, lefts: Iterable[float], rights: Iterable[float]) -> None:
        """Go on with the letters of ``text``."""
        self.text += text
        self.lefts += lefts
        self.rights += rights


_Piece = tuple[float, float, float, float, float, float, str, bool]
"""Letters that belong together, or white space (no text): left; left of the last letter; right; how far right
the next letter of the same word can begin; top; bottom; text; and whether white space stands before it.
A plain tuple: a page has hundreds.
"""
_LEFT: Final = 0
_LAST: Final = 1
_RIGHT: Final = 2
_TOP: Final = 4
_TEXT: Final = 6


def group_words(runs: Iterable[Letters], page: int) -> list[Word]:
    """The words that ``runs`` (in the order of printing) make, in no particular order.

    A letter printed again on top of itself, which makes it bold, is one letter.
    """
    words: list[Word] = []
    for line in _lines(runs):
        if _stand_apart(line):
            found = _cut(line)
        else:
            layers = _layers(_without_copies(line))
            found = _once(chain(*(_joined(_pieces(layer) or _single_letters(layer)) for layer in layers)))
        for text, box in found:
            words += [Word(word, page, box) for word in _printed_words(text)]
            if text[-1] == SOFT_HYPHEN != text:
                words[-1].goes_on = True
    return with_marks(words)


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


def _stand_apart(line: list[Letters]) -> bool:
    """Whether no word of ``line`` is made of several runs, and no letter printed over another one."""
    ordered = sorted(line, key=lambda run: run.lefts[0]) if len(line) > 1 else line
    return all(starmap(_is_apart, pairwise(ordered))) and not any(map(_overlaps, line))


def _is_apart(run: Letters, after: Letters) -> bool:
    gap = after.lefts[0] - run.rights[-1]
    if gap <= WORD_GAP * run.size and not (run.text[-1].isspace() or after.text[0].isspace()):
        return False
    return after.lefts[0] - run.lefts[-1] >= SAME_PLACE


def _overlaps(run: Letters) -> bool:
    return min(map(sub, run.lefts[1:], run.lefts), default=SAME_PLACE) < SAME_PLACE


def _without_copies(line: list[Letters]) -> list[Letters]:
    """``line`` without runs that say again, in another size or pitch, what a longer one says there."""
    if not _lie_over_another(line, 1):
        return line
    kept: list[Letters] = []
    for run in sorted(line, key=lambda run: -len(run.text)):
        if not any(_is_copy(run, other) for other in kept):
            kept.append(run)
    return [run for run in line if any(run is one for one in kept)]


def _lie_over_another(line: list[Letters], least: float) -> bool:
    """Whether a run of ``line`` begins before another one's end, by ``least`` (share of the font size)."""
    reach = float("-inf")
    for run in sorted(line, key=lambda run: run.lefts[0]):
        if run.lefts[0] < reach - least * run.size:
            return True
        reach = max(reach, run.rights[-1])
    return False


def _is_copy(run: Letters, other: Letters) -> bool:
    """Whether ``other`` has all of ``run`` in nearly the same places, and not in the very same ones: that is
    left to single letters.
    """
    text = run.text.strip()
    if len(text) < 2 or run.rights[-1] < other.lefts[0] or other.rights[-1] < run.lefts[0]:
        return False
    first = run.text.index(text)
    start = other.text.find(text)
    while start >= 0:
        apart = [
            abs(run.lefts[first] - other.lefts[start]),
            abs(run.rights[first + len(text) - 1] - other.rights[start + len(text) - 1]),
        ]
        if max(apart) < COPY * run.size:
            return True
        start = other.text.find(text, start + 1)
    return False


def _layers(line: list[Letters]) -> list[list[Letters]]:
    """The runs of ``line``, those that stand on letters of another text apart from it: letters of two figures
    that are printed over one another never make a third one.
    """
    runs = [part for run in line for part in _onwards(run)]
    if not _lie_over_another(runs, OVER):
        return [line]
    layers: list[list[Letters]] = []
    for run in runs:
        free = (layer for layer in layers if not any(_stands_on(run, other) for other in layer))
        layer = next(free, None)
        if layer is None:
            layers.append([run])
        else:
            layer.append(run)
    return layers


def _once(words: Iterable[tuple[str, Box]]) -> Iterator[tuple[str, Box]]:
    """``words`` without those that are printed again in the same place."""
    seen: dict[str, list[Box]] = defaultdict(list)
    for text, box in words:
        if not any(
            is_printed_again(box.x0 - other.x0, box.top - other.top, box.x1 - box.x0) for other in seen[text]
        ):
            seen[text].append(box)
            yield text, box


def _onwards(run: Letters) -> Iterator[Letters]:
    """``run`` in parts, in each of which letters go from left to right."""
    steps = enumerate(map(sub, run.lefts[1:], run.lefts), start=1)
    starts = [0, *(at for at, step in steps if step < -OVER * run.size), len(run.text)]
    if len(starts) == 2:
        yield run
        return
    for start, end in pairwise(starts):
        yield Letters(run.text[start:end], run.lefts[start:end], run.rights[start:end], run.top, run.size)


def _stands_on(run: Letters, other: Letters) -> bool:
    """Whether a letter of ``run`` is printed over another letter of ``other``."""
    if run.rights[-1] <= other.lefts[0] or other.rights[-1] <= run.lefts[0]:
        return False
    for letter, left, right in zip(run.text, run.lefts, run.rights, strict=True):
        at = bisect_right(other.lefts, (left + right) / 2) - 1
        if at < 0 or other.text[at] == letter or not (_is_print(letter) and _is_print(other.text[at])):
            continue
        apart = abs(left + right - other.lefts[at] - other.rights[at]) / 2
        if apart < OVER * max(right - left, other.rights[at] - other.lefts[at]):
            return True
    return False


def _is_print(letter: str) -> bool:
    """Whether ``letter`` is neither a blank nor an accent, which stand over others."""
    return not (letter.isspace() or combining(letter) or category(letter) in {"Sk", "Lm"})


def _cut(line: Iterable[Letters]) -> Iterator[tuple[str, Box]]:
    """The stretches of runs that stand apart, and their boxes."""
    for run in line:
        text, lefts, rights, top, bottom = run.text, run.lefts, run.rights, run.top, run.bottom
        for start, end in _unbroken(run):
            right = max(rights[max(start, end - 3) : end])  # accents end before their letter
            yield text[start:end], Box(rounded(lefts[start]), top, rounded(right), bottom)


def _pieces(line: list[Letters]) -> list[_Piece] | None:
    """The unbroken stretches of ``line`` from left to right; None where letters stand over one another."""
    pieces: list[_Piece] = []
    for run in line:
        if _overlaps(run) and not _only_ligatures(run):
            return None
        _add_stretches(pieces, run)
    if len(line) > 1:
        pieces.sort(key=itemgetter(_LEFT))
        starts, ends = map(itemgetter(_LEFT), pieces[1:]), map(itemgetter(_LAST), pieces)
        if min(map(sub, starts, ends), default=SAME_PLACE) < SAME_PLACE:
            return None
    return pieces


def _only_ligatures(run: Letters) -> bool:
    """Whether letters are printed over one another only where one glyph stands for several."""
    steps = map(sub, run.lefts[1:], run.lefts)
    return all(_is_ligature(run, index) for index, step in enumerate(steps) if step < SAME_PLACE)


def _is_ligature(run: Letters, index: int) -> bool:
    """Whether the letter at ``index`` and the next are parts of one glyph, or the next is its accent."""
    return (run.lefts[index] == run.lefts[index + 1] and run.rights[index] == run.rights[index + 1]) or bool(
        combining(run.text[index + 1])
    )


def _add_stretches(pieces: list[_Piece], run: Letters) -> None:
    """Add the stretches of ``run`` without white space or a gap in them, and the white space at its ends."""
    text, lefts, rights, top, bottom = run.text, run.lefts, run.rights, run.top, run.bottom
    widest = WORD_GAP * run.size
    if text[0].isspace():
        pieces.append((lefts[0], lefts[0], rights[0], rights[0], top, bottom, "", False))
    for start, end in _unbroken(run):
        apart = start > 0 and text[start - 1].isspace()
        right = max(rights[start:end])
        limit = (right if combining(text[end - 1]) else rights[end - 1]) + widest
        pieces.append((lefts[start], lefts[end - 1], right, limit, top, bottom, text[start:end], apart))
    if len(text) > 1 and text[-1].isspace():
        pieces.append((lefts[-1], lefts[-1], rights[-1], rights[-1], top, bottom, "", False))


def _unbroken(run: Letters) -> list[tuple[int, int]]:
    """Where the stretches of ``run`` without white space or a gap in them begin and end."""
    gaps, widest = list(map(sub, run.lefts[1:], run.rights)), WORD_GAP * run.size
    if max(gaps, default=0.0) <= widest:
        return [found.span() for found in _UNBROKEN.finditer(run.text)]
    if _is_letter_spaced(run, gaps):
        widest = _SPACED * median(gaps)
    after_gaps = compress(count(1), map(gt, gaps, repeat(widest)))
    parts = pairwise([0, *after_gaps, len(run.text)])
    return [found.span() for start, end in parts for found in _UNBROKEN.finditer(run.text, start, end)]


def _is_letter_spaced(run: Letters, gaps: Sequence[float]) -> bool:
    """Whether all letters of ``run`` stand apart, as in headings. Figures in columns do as well."""
    return (
        len(gaps) >= _LEAST_SPACED
        and 2 * sum(map(str.isalpha, run.text)) > len(run.text)
        and min(gaps) > WORD_GAP * run.size
        and median(gaps) < run.size
    )


def _single_letters(line: Iterable[Letters]) -> list[_Piece]:
    """The letters of ``line`` from left to right, each only once where it is printed."""
    letters: list[_Piece] = []
    for run in line:
        bottom, widest = run.bottom, WORD_GAP * run.size
        start = 0
        for end in range(1, len(run.text) + 1):
            if end < len(run.text) and _is_ligature(run, end - 1):
                continue
            left, right, text = run.lefts[start], run.rights[start], run.text[start:end].strip()
            letters.append((left, left, right, right + widest, run.top, bottom, text, False))
            start = end
    letters = _accented(letters)
    letters.sort(key=itemgetter(_LEFT))
    once: list[_Piece] = []
    near: list[_Piece] = []
    for letter in letters:
        if near and letter[_LEFT] - near[-1][_LEFT] >= SAME_PLACE:
            near = []
        if not any(_is_printed_again(letter, other) for other in near):
            near.append(letter)
            once.append(letter)
    return once


def _accented(letters: list[_Piece]) -> list[_Piece]:
    """``letters`` with accents that are printed apart behind the letter that they stand over."""
    accents = [letter for letter in letters if combining(letter[_TEXT][:1] or " ")]
    bare = [letter for letter in letters if letter not in accents] if accents else letters
    for accent in accents:
        middle = (accent[_LEFT] + accent[_RIGHT]) / 2
        below = min(bare, key=lambda one: abs(one[_LEFT] + one[_RIGHT] - 2 * middle), default=None)
        if below is None or not below[_LEFT] <= middle <= below[_RIGHT]:
            bare.append(accent)
        else:
            bare[bare.index(below)] = (*below[:_TEXT], below[_TEXT] + accent[_TEXT], below[-1])
    return bare


def _is_printed_again(letter: _Piece, before: _Piece) -> bool:
    return letter[_TEXT] == before[_TEXT] and is_printed_again(
        letter[_LEFT] - before[_LEFT], letter[_TOP] - before[_TOP], before[_RIGHT] - before[_LEFT]
    )


def _joined(pieces: Iterable[_Piece]) -> Iterator[tuple[str, Box]]:
    """``pieces`` from left to right, joined where no white space, gap, jump or other size parts them."""
    text = ""
    x0 = y0 = x1 = y1 = 0.0
    last_top = last_limit = last_height = last_bottom = 0.0
    for left, _, right, limit, top, bottom, part, apart in pieces:
        if text and (
            apart
            or not part
            or left > last_limit
            or not -SAME_LINE <= top - last_top <= SAME_LINE
            or not SAME_SIZE * last_height <= bottom - top <= last_height / SAME_SIZE
            or _are_raised(bottom - top, last_height, bottom - last_bottom)
        ):
            yield text, Box(rounded(x0), y0, rounded(x1), y1)
            text = ""
        if text:
            text += part
            x1, y0, y1 = max(x1, right), min(y0, top), max(y1, bottom)
        elif part:
            text, x0, y0, x1, y1 = part, left, top, right, bottom
        last_top, last_limit, last_height, last_bottom = top, limit, bottom - top, bottom
    if text:
        yield text, Box(rounded(x0), y0, rounded(x1), y1)


def _are_raised(height: float, before: float, lower: float) -> bool:
    """Whether letters of another height than those before stand on another base line, as a mark in nearly the
    size of its figure does; ``lower`` is how much lower (in points) their boxes end.
    """
    return (
        abs(height - before) > 0.01 * before
        and abs(lower - USUAL_DESCENT * (height - before)) > ON_BASE * before
    )


def rounded(points: float) -> float:
    """To three digits: PDFium calculates with single precision, and more of them would only be noise.

    Rounding to an integer is twice as fast as rounding to a number of digits.
    """
    return round(points * 1000) / 1000
