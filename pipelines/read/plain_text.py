"""The plain text of each page of a PDF, by a library that the reader does not take its letters from.

A witness is only worth its time if it does not share the reader's mistakes: it decodes the fonts itself,
and takes the letters as they are drawn, one after the other, without looking for words, lines or tables.
Both libraries have a text output of their own; PDFium's runs the cells of a short page together, and
pdfminer's lays the page out first, which takes longer.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from ctypes import byref, c_double
from math import dist, hypot
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c

from pipelines.read.drawn_letters import Letter, drawn_letters
from pipelines.read.pdf.structure import open_structure

NEXT_DIGIT = 0.75
"""Ems between the origins of two neighbouring digits, at most. Digits are half an em wide, up to 0.64 in
the widest fonts; the numbers of two cells stand further apart, and so do two lines."""

SAME_SIZE = 0.85
"""How much smaller the next digit of a number may be. A superscript has two thirds of the size, or less."""

SAME_PLACE, SAME_SHARE = 1.0, 0.25
"""Points, and share of their size, between two equal letters that are one, printed twice to look bold."""

_NUMBERS = frozenset("0123456789.,%")


def plain_text(path: Path, reader: str) -> Iterator[str] | None:
    """The text of page after page, by a witness for ``reader``; None where there is none.

    Only its numbers are put together with care. A text dump is plain text already: nobody can say what
    its PDF printed.
    """
    letters = _WITNESSES.get(reader.partition(",")[0])
    return map(_text, letters(path)) if letters else None


def _text(letters: Iterable[Letter]) -> str:
    parts: list[str] = []
    seen: set[tuple[str, int, int]] = set()
    last: Letter | None = None
    for letter in letters:
        if letter.text in _NUMBERS:
            place = min(SAME_PLACE, SAME_SHARE * abs(letter.em)) or SAME_PLACE
            column, row = round(letter.x / place), round(letter.y / place)
            around = ((letter.text, column + right, row + up) for right in (-1, 0, 1) for up in (-1, 0, 1))
            if not seen.isdisjoint(around):
                continue
            seen.add((letter.text, column, row))
            if last and not _goes_on(last, letter):
                parts.append(" ")
            last = letter
        else:
            last = None
        parts.append(letter.text)
    return "".join(parts)


def _goes_on(last: Letter, letter: Letter) -> bool:
    """Whether two characters are neighbours in one number: a mark, which is smaller, is not."""
    sizes = sorted((last.em, letter.em))
    return sizes[0] > SAME_SIZE * sizes[1] and dist(last[1:3], letter[1:3]) <= NEXT_DIGIT * letter.em


def _by_pdfium(path: Path) -> Iterator[list[Letter]]:
    with closing(pypdfium2.PdfDocument(path)) as pdf:
        for number in range(len(pdf)):
            with closing(pdf[number]) as page, closing(page.get_textpage()) as text:
                yield list(_pdfium_letters(text, page.get_bbox()))


def _pdfium_letters(text: Any, visible: tuple[float, float, float, float]) -> Iterator[Letter]:
    left, bottom, right, top = visible
    x, y, matrix = c_double(), c_double(), pdfium_c.FS_MATRIX()
    for index in range(text.count_chars()):
        letter = chr(pdfium_c.FPDFText_GetUnicode(text, index))
        if letter not in _NUMBERS:
            # A space that PDFium made up may stand in the middle of a number.
            if not (letter.isspace() and pdfium_c.FPDFText_IsGenerated(text, index)):
                yield Letter(letter, 0, 0, 0)
            continue
        pdfium_c.FPDFText_GetCharOrigin(text, index, byref(x), byref(y))
        if left <= x.value <= right and bottom <= y.value <= top:
            pdfium_c.FPDFText_GetMatrix(text, index, byref(matrix))
            em = pdfium_c.FPDFText_GetFontSize(text, index) * hypot(matrix.a, matrix.b)
            yield Letter(letter, x.value, y.value, em)


def _by_pdfminer(path: Path) -> Iterator[list[Letter]]:
    return drawn_letters(open_structure(path.read_bytes()))


_WITNESSES: dict[str, Callable[[Path], Iterator[list[Letter]]]] = {
    "pdfplumber": _by_pdfium,
    "pdfium": _by_pdfminer,
}
