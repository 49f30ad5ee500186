"""Letters become words, by the same rules as pdfplumber's word extraction and once for the whole page."""

from collections.abc import Iterable, Iterator
from operator import itemgetter

from pipelines.read.characters import printed_words
from pipelines.read.document import Box, Word
from pipelines.read.letters import SAME_PLACE

Letter = tuple[float, float, float, float, str]
"""x0, top, x1, height (the font size) and text of an upright letter, in points from the visible page's
top left corner. Tuples, because a page has thousands."""

WORD_GAP = 0.15
"""Share of the font size. A printed space is 0.25 of it and justified lines shrink it a little; kerning and
letter spacing stay below. A fixed gap in points would join the words of small print."""

SAME_LINE = 1.0
"""Points between the tops of two letters of one word. Fonts differ by tenths. More would let the shifted
lines of neighbouring cells run into each other, letter by letter."""


def group_words(letters: Iterable[Letter], page: int) -> Iterator[Word]:
    """The words that ``letters`` (in the order of printing) make, in no particular order.

    A letter printed again on top of itself, which makes it bold, is one letter.
    """
    for line in _lines(letters):
        line.sort(key=itemgetter(0))
        yield from _words(line, page)


def _lines(letters: Iterable[Letter]) -> Iterator[list[Letter]]:
    """Letters whose tops follow each other closely."""
    by_top: dict[float, list[Letter]] = {}
    for letter in letters:
        top = letter[1]
        if top in by_top:
            by_top[top].append(letter)
        else:
            by_top[top] = [letter]
    line: list[Letter] = []
    last = 0.0
    for top in sorted(by_top):
        if line and top > last + SAME_LINE:
            yield line
            line = []
        line += by_top[top]
        last = top
    if line:
        yield line


def _words(line: list[Letter], page: int) -> Iterator[Word]:
    """``line`` from left to right, split at white space, gaps and jumps up or down."""
    text = ""
    left = top = right = bottom = 0.0  # of the word
    last_left = last_top = limit = 0.0  # of its last letter; no letter of the word begins beyond the limit
    near: list[Letter] = []
    for letter in line:
        x0, y, x1, size, print_ = letter
        if near and x0 - near[-1][0] < SAME_PLACE:
            if _is_printed_again(letter, near):
                continue
            near.append(letter)
        else:
            near = [letter]
        if print_.isspace():
            if text:
                yield from _printed(text, (left, top, right, bottom), page)
                text = ""
            continue
        if text and (x0 > limit or x0 < last_left or not -SAME_LINE <= y - last_top <= SAME_LINE):
            yield from _printed(text, (left, top, right, bottom), page)
            text = ""
        if text:
            text += print_
            right = max(right, x1)
            top = min(top, y)
            bottom = max(bottom, y + size)
        else:
            text, left, top, right, bottom = print_, x0, y, x1, y + size
        last_left, last_top, limit = x0, y, x1 + WORD_GAP * size
    if text:
        yield from _printed(text, (left, top, right, bottom), page)


def _is_printed_again(letter: Letter, near: Iterable[Letter]) -> bool:
    x0, top, _, _, text = letter
    return any(
        text == other[4] and x0 - other[0] < SAME_PLACE and abs(top - other[1]) < SAME_PLACE for other in near
    )


def _printed(text: str, place: tuple[float, float, float, float], page: int) -> Iterator[Word]:
    # PDFium calculates with single precision: more digits would only be noise.
    box = Box(*(round(part, 3) for part in place))
    for word in printed_words(text):
        yield Word(word, page, box=box)
