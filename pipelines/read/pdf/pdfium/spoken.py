"""What a file says that a stretch of letters stands for (ISO 32000-1, 14.9.4, ActualText).

PDFium puts that text in the place of the letters by itself, and loses the last one where it spreads it over
their width. So the marks are taken off before PDFium reads the letters, and are heard here.
"""

import ctypes
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pypdfium2 import raw

from pipelines.read.characters import printed_words
from pipelines.read.pdf.pdfium import api
from pipelines.read.pdf.pdfium.drawing import DrawnText

Spoken = dict[int | None, tuple[int, str]]
"""By text object the number of the stretch it belongs to, and what that stretch stands for."""

_FIGURE = re.compile(r"[-−(]?\d[\d.,]*[)%]*")


def take_spoken(texts: Iterable[DrawnText]) -> Spoken:
    """What stretches of ``texts`` stand for; the text objects lose the marks that say it."""
    spoken: Spoken = {}
    said_by: list[tuple[api.Handle, api.Handle]] = []
    known: dict[int, str | None] = {}  # text objects share their marks
    handles = [text.handle for text in texts]
    for handle, mark_count in zip(handles, map(api.count_marks, handles), strict=True):
        for number in range(mark_count - 1, -1, -1):
            mark = api.mark(handle, number)
            place = mark.value or 0
            if place not in known:
                known[place] = _actual_text(mark)
            said = known[place]
            if said is not None:
                spoken[handle.value] = place, said  # the outermost mark counts
                said_by.append((handle, mark))
    for handle, mark in said_by:  # only now, as they are shared
        api.remove_mark(handle, mark)
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
    stretch stands for takes the place of its letters.

    It does not where it is shorter than they are, for it would hide something that is printed, and where they
    are a figure, which a person reads as it is printed.
    """
    stretches: dict[int, list[int]] = defaultdict(list)
    for number, printed_by in enumerate(objects):
        if printed_by in spoken:
            stretches[spoken[printed_by][0]].append(number)
    said_at: dict[int, list[tuple[int, str]]] = {}
    left_out: set[int] = set()
    for numbers in stretches.values():
        said = spoken[objects[numbers[0]]][1]
        printed = "".join(text[number] for number in numbers)
        if _is_better(said, printed):
            said_at[numbers[0]] = list(_in_place(said.split(), numbers, text))
            left_out.update(numbers)
    letters: list[tuple[int, str]] = []
    for number, letter in enumerate(text):
        letters += said_at.get(number, () if number in left_out else ((number, letter),))
    return letters


def _is_better(said: str, printed: str) -> bool:
    """Whether ``said`` tells something that the letters do not tell, and leaves none of them out."""
    letters, spoken = _bare(printed), _bare(said)
    return len(spoken) >= len(letters) > 0 and spoken != letters and not _FIGURE.fullmatch(letters)


def _in_place(said: Sequence[str], numbers: Sequence[int], text: str) -> Iterator[tuple[int, str]]:
    """The words that are ``said`` at the letters of ``text`` with these ``numbers``: word by word where there
    are as many of them, and else all at the first letter. The last letter of a word may stand for several.
    """
    places: list[list[int]] = [[]]
    for number in numbers:
        if not text[number].isspace():
            places[-1].append(number)
        elif places[-1]:
            places.append([])
    places = [place for place in places if place]
    if len(places) != len(said):
        places = [places[0][:1]] * len(said)
    for at, (word, place) in enumerate(zip(said, places, strict=True)):
        if at:
            yield places[at - 1][-1], " "
        yield from zip(place + place[-1:] * len(word), word, strict=False)


def _bare(text: str) -> str:
    return "".join(printed_words(text))
