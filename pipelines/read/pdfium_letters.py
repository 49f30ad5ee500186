"""The letters of a page, from PDFium's text page.

PDFium's boxes follow the font's ascent and descent, or the glyph itself where the font has none; pdfplumber's
stand on the descent and are as high as the font size. Here they are brought to pdfplumber's, for the letters
of both readers must fall into the same lines.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

from pipelines.read import pdfium_api as api
from pipelines.read.frame import Frame
from pipelines.read.letters import UNKNOWN
from pipelines.read.pdfium_runs import NO_RUN, Runs
from pipelines.read.words import Letter

LINE_END_HYPHEN = 0x02
"""What PDFium makes of a hyphen, hard or soft, between the letters of two lines."""

HYPHEN = "-"

_BOX = 4  # floats
_FLOAT = ctypes.sizeof(ctypes.c_float)


@dataclass(slots=True)
class PageLetters:
    """What is printed on a page, in the order of printing.

    ``turned`` are the letters that do not stand upright, as pdfplumber's ``chars``. ``hyphens`` are the
    places in ``upright`` of the hyphens that may be soft, with the text objects that print them.
    """

    upright: list[Letter] = field(default_factory=list)
    turned: list[dict[str, Any]] = field(default_factory=list)
    hyphens: list[tuple[int, api.Handle]] = field(default_factory=list)


def read_letters(text_page: api.Handle, frame: Frame) -> PageLetters:
    """The letters of a page, in points from the visible page's top left corner.

    Spaces that PDFium adds on its own are left out: the gaps between the letters tell where words end.
    A ligature of several letters is one letter with a longer text.
    """
    found = PageLetters()
    upright = found.upright
    runs = Runs(text_page, frame)
    shift = frame.to_visible[4]
    run = NO_RUN
    before: tuple[float, float, float, float] | None = None
    line: tuple[float, float] | None = None  # of a plain run
    for index, code, unmapped, left, high, right, low in _boxes(text_page):
        if high == low and left == right and api.letter_is_generated(text_page, index):
            continue
        text = UNKNOWN if unmapped or not code else chr(code)
        if before == (left, high, right, low):
            _lengthen(found, run.is_upright, text)
            continue
        before = left, high, right, low
        if line != (high, low):
            run = runs.at(index)
            line = (high, low) if run.is_plain and right > left else None
        if code == LINE_END_HYPHEN and not unmapped:
            text = HYPHEN
            if line or run.is_upright:
                found.hyphens.append((len(upright), api.letter_object(text_page, index)))
        if line:
            upright.append((left + shift, run.top, right + shift, run.size, text))
        else:
            _place(found, run.is_upright, runs.box(run, code, right - left), text)
    return found


def _place(found: PageLetters, is_upright: bool, box: tuple[float, float, float, float], text: str) -> None:
    """Add a letter whose place does not follow from PDFium's box."""
    x0, top, x1, bottom = box
    if is_upright:
        found.upright.append((x0, top, x1, bottom - top, text))
        return
    found.turned.append(
        {
            "text": text,
            "x0": x0,
            "top": top,
            "x1": x1,
            "bottom": bottom,
            "doctop": top,
            "size": bottom - top,
            "upright": False,
        }
    )


def _lengthen(found: PageLetters, is_upright: bool, text: str) -> None:
    """Add ``text`` to the last letter: the next part of a ligature."""
    if is_upright:
        x0, top, x1, size, first = found.upright[-1]
        found.upright[-1] = x0, top, x1, size, first + text
    else:
        found.turned[-1]["text"] += text


def _boxes(text_page: api.Handle) -> Iterator[tuple[int, int, int, float, float, float, float]]:
    """Index, code, whether the code is made up, left, top, right and bottom of every letter."""
    count = api.count_letters(text_page)
    floats = (ctypes.c_float * (_BOX * count))()
    start = ctypes.addressof(floats)
    places = range(start, start + _BOX * _FLOAT * count, _BOX * _FLOAT)
    for _ in map(api.letter_box, repeat(text_page), range(count), places):
        pass
    values = floats[:]
    return zip(
        range(count),
        map(api.letter_code, repeat(text_page), range(count)),
        map(api.letter_is_unmapped, repeat(text_page), range(count)),
        values[0::_BOX],
        values[1::_BOX],
        values[2::_BOX],
        values[3::_BOX],
        strict=True,
    )
