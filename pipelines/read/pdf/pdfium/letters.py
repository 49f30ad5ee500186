"""The letters of a page, from PDFium's text page, as runs: stretches that share font, size and base line.

PDFium's boxes follow the font's ascent and descent, or the glyph itself where the font has none; pdfplumber's
stand on the descent and are as high as the font size. Here they are brought to pdfplumber's, for the letters
of both readers must fall into the same lines.
"""

import ctypes
import math
import re
from array import array
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress, pairwise, repeat
from typing import Any

from pipelines.read.characters import UNKNOWN
from pipelines.read.pdf.frame import Frame
from pipelines.read.pdf.pdfium import api
from pipelines.read.pdf.pdfium.runs import Runs
from pipelines.read.pdf.pdfium.spoken import Spoken, as_spoken
from pipelines.read.pdf.words import Letters, rounded

LINE_END_HYPHEN = "\x02"
"""What PDFium makes of a hyphen, hard or soft, between the letters of two lines."""

_BLURRED_HYPHEN = "\ufffe"  # the same in PDFium's running text
_SURROGATE = re.compile("[\ud800-\udfff]")
_BOX = 4  # floats


@dataclass(slots=True)
class PageLetters:
    """What is printed on a page, in the order of printing.

    ``directions`` counts letters that do not stand level, and some that do, by how many degrees they are
    turned against the clock. ``turned`` are the letters that do not stand upright, as pdfplumber's ``chars``.
    ``hyphens`` are the run, the place in it and the text object of each hyphen that may be soft.
    """

    upright: list[Letters] = field(default_factory=list)
    turned: list[dict[str, Any]] = field(default_factory=list)
    hyphens: list[tuple[Letters, int, api.Handle]] = field(default_factory=list)
    directions: Counter[float] = field(default_factory=Counter)

    @property
    def degrees(self) -> float:
        """How far most letters are turned against the clock."""
        letter_count = sum(len(run.text) for run in self.upright) + len(self.turned)
        degrees, times = next(iter(self.directions.most_common(1)), (0.0, 0))
        return degrees if 2 * times > letter_count else 0.0


def read_letters(text_page: api.Reference, frame: Frame, spoken: Spoken) -> PageLetters:
    """The letters of a page, in points from the visible page's top left corner; ``spoken`` takes the place
    of those it stands for.

    Spaces that PDFium adds on its own are left out: the gaps between the letters tell where words end.
    """
    found = PageLetters()
    text, (lefts, highs, rights, lows) = _text(text_page), _boxes(text_page)
    if shift := frame.to_visible[4]:
        lefts, rights = [left + shift for left in lefts], [right + shift for right in rights]
    runs = Runs(text_page, frame)
    numbers: Sequence[int] = range(len(text))
    if spoken or _SURROGATE.search(text):
        numbers, text = _replaced(text_page, text, spoken)
        lefts, rights = [lefts[number] for number in numbers], [rights[number] for number in numbers]
        highs = array("f", [highs[number] for number in numbers])
        lows = array("f", [lows[number] for number in numbers])
    letters: Letters | None = None
    extent = 0.0, 0.0  # of the boxes that were added to ``letters`` last: letters alike need no other look
    for start, end in _stretches(highs, lows):
        high, low = highs[start], lows[start]
        if high == low and _is_generated(text_page, numbers[start:end]):
            continue
        if letters is None or extent != (high, low) or not letters.go_on_at(lefts[start]):
            style, top = runs.at(numbers[start], high)
            if not style.is_plain:
                letters = None
                for index in range(start, end):
                    _add_letter(found, runs, numbers[index], text[index], rights[index] - lefts[index])
                continue
            letters = _continued(found.upright, lefts[start], rounded(top), style.size)
            extent = high, low
        stretch = text[start:end]
        if LINE_END_HYPHEN in stretch:
            _note_hyphens(found, letters, text_page, stretch, numbers[start:end])
        letters.add(stretch, lefts[start:end], rights[start:end])
    return found


def _is_generated(text_page: api.Reference, numbers: Sequence[int]) -> bool:
    """Whether PDFium added these letters, which have no height, on its own."""
    return all(map(api.letter_is_generated, repeat(text_page), numbers))


def _replaced(text_page: api.Reference, text: str, spoken: Spoken) -> tuple[list[int], str]:
    """The letters of ``text`` with what is ``spoken`` in their place, and the number of each.

    A character beyond the basic plane, which PDFium gives as two letters, is one.
    """
    objects: list[int | None] = []
    if spoken:
        objects = [api.letter_object(text_page, number).value for number in range(len(text))]
        letters = as_spoken(text, objects, spoken)
    else:
        letters = list(enumerate(text))
    numbers: list[int] = []
    characters: list[str] = []
    for number, character in letters:
        if "\udc00" <= character <= "\udfff" and characters and "\ud800" <= characters[-1] <= "\udbff":
            pair = characters[-1] + character
            characters[-1] = pair.encode("utf-16", "surrogatepass").decode("utf-16")
        else:
            numbers.append(number)
            characters.append(character)
    return numbers, _SURROGATE.sub(UNKNOWN, "".join(characters))


def _add_letter(found: PageLetters, runs: Runs, index: int, text: str, width: float) -> None:
    """Add a letter whose place does not follow from PDFium's box, which is ``width`` points wide."""
    style = runs.style_at(index)
    a, b, c, d = style.turn
    if a * d < b * c:  # else it is mirrored, and no turn sets it upright
        found.directions[round(style.degrees, 3)] += 1
    x0, top, x1, bottom = runs.box(index, style, text, width)
    if style.is_upright:
        size = style.size if style.is_plain else bottom - top
        letters = _continued(found.upright, x0, rounded(top), size)
        if text == LINE_END_HYPHEN:
            _note_hyphens(found, letters, runs.text_page, text, [index])
        letters.add(text, [x0], [x1])
        return
    found.turned.append(
        {
            "text": "-" if text == LINE_END_HYPHEN else text,
            "x0": x0,
            "top": top,
            "x1": x1,
            "bottom": bottom,
            "doctop": top,
            "size": style.font_size * math.hypot(*style.turn[2:]),
            "upright": False,
            "degrees": style.degrees,
        }
    )


def _continued(runs: list[Letters], left: float, top: float, size: float) -> Letters:
    """The last of ``runs`` if a letter with these measures goes on with it, or else a new one."""
    if runs:
        last = runs[-1]
        if last.top == top and last.size == size and last.go_on_at(left):
            return last
    runs.append(Letters("", [], [], top, size))
    return runs[-1]


def _note_hyphens(
    found: PageLetters, letters: Letters, text_page: api.Reference, text: str, numbers: Sequence[int]
) -> None:
    """Note the hyphens that may be soft in ``text``, the letters with these ``numbers``, which will be added
    to ``letters``.
    """
    for place, letter in enumerate(text):
        if letter == LINE_END_HYPHEN and api.letter_is_hyphen(text_page, numbers[place]):
            text_object = api.letter_object(text_page, numbers[place])
            found.hyphens.append((letters, len(letters.text) + place, text_object))


def _text(text_page: api.Reference) -> str:
    """One character for every letter."""
    letter_count = api.count_letters(text_page)
    units = bytearray(2 * (letter_count + 1))
    first = ctypes.c_char.from_buffer(units)
    written = api.running_text(text_page, 0, letter_count, ctypes.byref(first))
    text = units[: 2 * (written - 1)].decode("utf-16-le", "surrogatepass")
    if len(text) != letter_count or _SURROGATE.search(text):
        codes = map(api.letter_code, repeat(text_page), range(letter_count))
        text = "".join(map(chr, codes))
    # PDFium puts the number of the glyph in the place of a character that the file does not give.
    if "\0" in text or any(map(api.letter_is_unmapped, repeat(text_page), range(letter_count))):
        unmapped = map(api.letter_is_unmapped, repeat(text_page), range(letter_count))
        known = zip(text, unmapped, strict=True)
        text = "".join(UNKNOWN if bad or letter == "\0" else letter for letter, bad in known)
    return text.replace(_BLURRED_HYPHEN, LINE_END_HYPHEN)


def _boxes(
    text_page: api.Reference,
) -> tuple[list[float], "array[float]", list[float], "array[float]"]:
    """Left, top, right and bottom of every letter, in the file's own coordinates."""
    sides = array("f"), array("f"), array("f"), array("f")
    letter_count = api.count_letters(text_page)
    values, (places, *_) = api.written(ctypes.c_float, _BOX)
    for first in range(0, letter_count, api.AT_ONCE):
        here = min(letter_count - first, api.AT_ONCE)
        deque(map(api.letter_box, repeat(text_page), range(first, first + here), places), maxlen=0)
        for number, side in enumerate(sides):
            side.frombytes(values[number : _BOX * here : _BOX].tobytes())
    lefts, highs, rights, lows = sides
    return lefts.tolist(), highs, rights.tolist(), lows


def _stretches(highs: "array[float]", lows: "array[float]") -> Iterator[tuple[int, int]]:
    """Where letters of one height begin and end."""
    if not highs:
        return iter(())
    changes = _changes(highs) | _changes(lows)
    is_change = memoryview(changes.to_bytes(len(highs) * highs.itemsize, "little")).cast("I")
    return pairwise([0, *compress(range(1, len(highs)), is_change), len(highs)])


def _changes(values: "array[float]") -> int:
    """One number with the bits in which each value differs from the next: all are compared at once, which is
    many times faster than one after the other. The last value differs from nothing.
    """
    bits = int.from_bytes(values.tobytes(), "little")
    return bits ^ bits >> (8 * values.itemsize)
