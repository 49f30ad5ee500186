"""What a file says that a stretch of letters stands for (ISO 32000-1, 14.9.4, ActualText).

PDFium puts that text in the place of the letters by itself, and loses the last one where it spreads it over
their width. So the marks are taken off before PDFium reads the letters, and are heard here.
"""

import ctypes
from collections.abc import Iterable, Sequence

from pypdfium2 import raw

from pipelines.read.characters import printed_words
from pipelines.read.pdf.pdfium import api
from pipelines.read.pdf.pdfium.drawing import DrawnText

Spoken = dict[int | None, tuple[int, str]]
"""By text object the number of the stretch it belongs to, and what that stretch stands for."""


def take_spoken(texts: Iterable[DrawnText]) -> Spoken:
    """What stretches of ``texts`` stand for; the text objects lose the marks that say it."""
    spoken: Spoken = {}
    said_by: list[tuple[DrawnText, api.Handle]] = []
    for text in texts:
        for number in reversed(range(api.count_marks(text.handle))):
            mark = api.mark(text.handle, number)
            said = _actual_text(mark)
            if said is not None:
                spoken[text.handle.value] = mark.value or 0, said  # the outermost mark counts
                said_by.append((text, mark))
    for text, mark in said_by:  # only now: text objects share their marks
        api.remove_mark(text.handle, mark)
    return spoken


def _actual_text(mark: api.Handle) -> str | None:
    handle = ctypes.cast(mark, raw.FPDF_PAGEOBJECTMARK)
    size = ctypes.c_ulong()
    if not raw.FPDFPageObjMark_GetParamStringValue(handle, b"ActualText", None, 0, ctypes.byref(size)):
        return None
    units = (ctypes.c_ushort * (size.value // 2 + 1))()
    raw.FPDFPageObjMark_GetParamStringValue(handle, b"ActualText", units, size.value, ctypes.byref(size))
    return bytes(units)[: size.value].decode("utf-16-le", "replace").rstrip("\0")


def as_spoken(text: str, objects: Sequence[int | None], spoken: Spoken) -> list[tuple[int, str]]:
    """``text``, whose letters are printed by ``objects``, as number and character of each letter: what a
    stretch stands for takes the place of its letters, the last of which may stand for several.

    What is shorter than the letters leaves them as they are: it would hide something that is printed.
    """
    letters: list[tuple[int, str]] = []
    start = 0
    while start < len(text):
        stretch, said = spoken.get(objects[start], (None, ""))
        end = start + 1
        while stretch is not None and end < len(text) and spoken.get(objects[end], (None, ""))[0] == stretch:
            end += 1
        numbers = [number for number in range(start, end) if not text[number].isspace()]
        if stretch is None or not numbers or len(_bare(said)) < len(_bare(text[start:end])):
            letters += zip(range(start, end), text[start:end], strict=True)
        else:
            places = numbers + [numbers[-1]] * len(said)
            letters += zip(places, said.strip(), strict=False)
        start = end
    return letters


def _bare(text: str) -> str:
    return "".join(printed_words(text))
