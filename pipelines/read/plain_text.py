"""The plain text of each page of a PDF, by a library that the reader does not take its letters from.

A witness is only worth its time if it does not share the reader's mistakes: it decodes the fonts itself,
and takes the letters as they are drawn, one after the other, without looking for words, lines or tables.
Both libraries have a text output of their own; PDFium's runs the cells of a short page together, and
pdfminer's lays the page out first, which takes longer.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from ctypes import byref, c_double
from math import dist, hypot
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c

from pipelines.read.drawn_letters import OF_NUMBERS, Letter, drawn_letters
from pipelines.read.pdf.structure import open_structure

NEXT_DIGIT = 0.75
"""Ems between the origins of two neighbouring digits, at most. Digits are half an em wide, up to 0.64 in
the widest fonts; the numbers of two cells stand further apart, and so do two lines."""

SAME_SIZE = 0.85
"""How much smaller the next digit of a number may be. A superscript has two thirds of the size, or less."""

BOLD, COPY = 0.15, 0.6
"""Ems between a digit and the same again, printed to look bold, and between the ends of a number and those of
its copy, such as a text that was recognised, at most."""

_BAND = 10.0  # points

_Seen = defaultdict[tuple[str, int], list[tuple[Letter, Letter]]]
"""By text and band of the page the first and the last letter of each number."""


def plain_text(path: Path, reader: str) -> Iterator[str] | None:
    """The text of page after page, by a witness for ``reader``; None where there is none.

    Only its numbers are put together with care. A text dump is plain text already: nobody can say what
    its PDF printed.
    """
    letters = _WITNESSES.get(reader.partition(",")[0])
    return map(_text, letters(path)) if letters else None


def _text(letters: Iterable[Letter]) -> str:
    parts: list[str] = []
    seen: _Seen = defaultdict(list)
    number: list[Letter] = []
    for letter in letters:
        if letter.text not in OF_NUMBERS:
            parts += _once(number, seen), letter.text
            number = []
        elif number and _is_again(number[-1], letter):
            continue
        elif not number or _goes_on(number, letter):
            number.append(letter)
        else:
            parts += _once(number, seen), " "
            number = [letter]
    parts.append(_once(number, seen))
    return "".join(parts)


def _once(number: Sequence[Letter], seen: _Seen) -> str:
    """A number; nothing where it is printed again, over itself."""
    text = "".join(letter.text for letter in number)
    if number:
        first, last, most = number[0], number[-1], COPY * abs(number[0].em)
        band = int(first.y // _BAND)
        near = (pair for other in (band - 1, band, band + 1) for pair in seen[text, other])
        if any(_apart(first, one) <= most and _apart(last, other) <= most for one, other in near):
            return ""
        seen[text, band].append((first, last))
    return text


def _apart(one: Letter, other: Letter) -> float:
    return dist(one[1:3], other[1:3])


def _is_again(last: Letter, letter: Letter) -> bool:
    """Whether a letter is the last one, printed twice to look bold."""
    return last.text == letter.text and _apart(last, letter) <= BOLD * letter.em


def _goes_on(number: Sequence[Letter], letter: Letter) -> bool:
    """Whether a character is the next one of a number: no mark, which is smaller, and no step back."""
    last, before = number[-1], number[-2] if len(number) > 1 else number[-1]
    sizes = sorted((last.em, letter.em))
    if sizes[0] <= SAME_SIZE * sizes[1] or _apart(last, letter) > NEXT_DIGIT * letter.em:
        return False
    return (last.x - before.x) * (letter.x - last.x) + (last.y - before.y) * (letter.y - last.y) >= 0


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
        if letter not in OF_NUMBERS:
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
