"""What of a page's text a person sees.

Most text is plainly seen: it is painted in a colour that differs from what it stands on, and nothing is
painted over it. All other text is tried: it is seen if the page looks otherwise without it. So the ways in
which text can be hidden (a layer that is off, a clip, transparency, a cover) need not be told apart.
"""

import ctypes
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from pypdfium2 import raw

from pipelines.read.pdf.pdfium import api
from pipelines.read.pdf.pdfium.drawing import Area, Bounds, Colour, Drawing, DrawnText

CONTRAST = 48
"""Of 255: how far a colour must differ in red, green or blue from what it stands on to be plainly seen."""

TRACE = 12
"""Of 255: a change of a pixel that no eye notices."""

LEAST_INK = 0.02
"""Share of a text's box that changes with it: letters fill a fifth of it, the rim of a covered one less."""

SCAN = 0.5
"""Share of the page that the pictures cover which are the scan of a page, in one piece or in strips."""

INK = 96
"""Of 255: how far ink differs from the paper around it in a scan."""

_CUT_WIDTH = 1.0  # points
_CUT_HEIGHT = 0.3  # share of the height
_NO_SIZE = 0.1  # points
_BYTES = 4  # of a pixel
_COLOURS = 3
_PAPER_WHITE = 0xFFFFFFFF
_PIXELS = 3_000_000  # of the largest picture of a page
_SCALE = 2.0  # pixels a point
_WHITE = (255, 255, 255)


class Sight(NamedTuple):
    """The text objects of a page that are seen, in the order of drawing, and those that nobody sees; and
    whether some are recognised from a scan.
    """

    seen: Sequence[DrawnText]
    hidden: Sequence[DrawnText] = ()
    is_recognised: bool = False


def hide_unseen(page: api.Handle, drawing: Drawing, *, layered: bool) -> Sight:
    """Make the text objects of ``page`` inactive that nobody sees; a text page that is loaded then has only
    the others. ``layered`` says that the file has layers, which may be off.

    The text of a scan, which a program that recognised it laid invisibly over or under the picture, stays.
    """
    texts = drawing.texts
    doubtful = list(_doubtful(drawing.areas, texts, layered=layered))
    if not doubtful:
        return Sight(texts)
    camera = _Camera(page)
    whole = camera.picture()
    _set_active(doubtful, active=False)
    bare = camera.picture()
    seen = [one for one in doubtful if not one.paints_nothing and _differ(whole, bare, one.bounds)]
    if seen and len(doubtful) < len(texts):
        seen = _seen_alone(camera, seen, texts)
    _set_active(seen, active=True)
    for one in [one for one in seen if any(_overlap(one, other) for other in seen if other is not one)]:
        if not _is_seen(camera, one):
            seen.remove(one)
    rest = [one for one in doubtful if one not in seen and any(_is_cut_with(one, other) for other in seen)]
    _set_active(rest, active=True)
    unseen = [one for one in doubtful if one not in seen and one not in rest]
    if not unseen or sum(camera.share(area.bounds) for area in drawing.areas if area.is_picture) < SCAN:
        return Sight([one for one in texts if one not in unseen], unseen)
    printed = [one for one in texts if one not in unseen]
    recognised = [
        one
        for one in unseen
        if _has_ink(bare, one.bounds) and not any(_overlap(one, other) for other in printed)
    ]
    _set_active(recognised, active=True)
    hidden = [one for one in unseen if one not in recognised]
    return Sight(printed, hidden, is_recognised=bool(recognised))


def _seen_alone(camera: "_Camera", seen: Sequence[DrawnText], texts: Sequence[DrawnText]) -> list[DrawnText]:
    """Those of ``seen``, all of them inactive, that are seen without the other ``texts``: white letters over
    black ones blot them, and cannot be read.
    """
    others = [one for one in texts if one not in seen]
    _set_active(others, active=False)
    paper = camera.picture()
    _set_active(seen, active=True)
    alone = camera.picture()
    _set_active(seen, active=False)
    _set_active(others, active=True)
    return [one for one in seen if _differ(alone, paper, one.bounds)]


def show_notes(page: api.Handle, fields: Any) -> None:
    """Paint ``page`` as small as can be with what stands above its drawing: PDFium gives notes without a
    look one, and the values of ``fields``, the file's form as pypdfium2 holds it (None without fields).
    """
    shown = ctypes.cast(page, raw.FPDF_PAGE)
    bitmap = raw.FPDFBitmap_Create(1, 1, 0)
    raw.FPDF_RenderPageBitmap(bitmap, shown, 0, 0, 1, 1, 0, raw.FPDF_ANNOT)
    if fields is not None:
        raw.FORM_OnAfterLoadPage(shown, fields)
        raw.FPDF_FFLDraw(fields, bitmap, shown, 0, 0, 1, 1, 0, raw.FPDF_ANNOT)
        raw.FORM_OnBeforeClosePage(shown, fields)
    raw.FPDFBitmap_Destroy(bitmap)


def _doubtful(areas: Sequence[Area], texts: Iterable[DrawnText], *, layered: bool) -> Iterator[DrawnText]:
    """The texts that are not plainly seen."""
    for text in texts:
        x0, y0, x1, y1 = text.bounds
        if (x1 - x0 < _NO_SIZE or y1 - y0 < _NO_SIZE) and not text.paints_nothing:
            continue  # PDFium does not know where it stands
        if layered or text.paints_nothing or text.colour is None or any(_cuts(text)):
            yield text
            continue
        below: Colour | None = _WHITE
        for area in areas:
            left, low, right, high = area.bounds
            if left < x1 and right > x0 and low < y1 and high > y0:  # it may reach over a part of the text
                below = area.colour
                if area.order > text.order:
                    yield text
                    break
        else:
            if below is None or _contrast(text.colour, below) < CONTRAST:
                yield text


@lru_cache
def _contrast(one: Colour, other: Colour) -> int:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def _overlap(one: DrawnText, other: DrawnText) -> bool:
    """Whether one of two texts stands on the middle of the other one's line, somewhere."""
    left, bottom, right, top = one.bounds
    x0, y0, x1, y1 = other.bounds
    across = min(right, x1) - max(left, x0)
    up = min(top, y1) - max(bottom, y0)
    return across > 0 and up > min(top - bottom, y1 - y0) / 2


def _cuts(text: DrawnText) -> tuple[bool, bool]:
    """Whether a clip cuts away a part of a text's line, and of its height, that may hold ink."""
    if text.shown is None:
        return False, False
    x0, y0, x1, y1 = text.bounds
    left, low, right, high = text.shown
    slack = _CUT_HEIGHT * (y1 - y0)
    return left > x0 + _CUT_WIDTH or right < x1 - _CUT_WIDTH, low > y0 + slack or high < y1 - slack


def _is_cut_with(one: DrawnText, other: DrawnText) -> bool:
    """Whether ``one`` is cut along the line of ``other``, as at the edge of a page.

    Where a part of the capitals is seen, their word is read.
    """
    if one.paints_nothing or not _cuts(one) == _cuts(other) == (False, True):
        return False
    low, high = max(one.bounds[1], other.bounds[1]), min(one.bounds[3], other.bounds[3])
    return high - low > min(one.bounds[3] - one.bounds[1], other.bounds[3] - other.bounds[1]) / 2


def _set_active(texts: Iterable[DrawnText], *, active: bool) -> None:
    for text in texts:
        api.set_active(text.handle, active)


def _is_seen(camera: "_Camera", text: DrawnText) -> bool:
    """Whether the page looks otherwise without ``text``, which is left inactive if not."""
    there = camera.picture(text.bounds)
    _set_active([text], active=False)
    is_seen = _differ(there, camera.picture(text.bounds), text.bounds)
    _set_active([text], active=is_seen)
    return is_seen


@dataclass(slots=True)
class _Picture:
    """A part of a page as pixels of four bytes (blue, green, red, unused), and where it stands."""

    data: memoryview
    stride: int
    left: int
    top: int
    place: Callable[[Bounds], tuple[int, int, int, int]]

    def rows(self, bounds: Bounds) -> list[memoryview]:
        """The pixels in ``bounds``, line by line."""
        left, top, right, bottom = self.place(bounds)
        across = slice(_BYTES * max(left - self.left, 0), _BYTES * max(right - self.left, 0))
        starts = range(
            max(top - self.top, 0) * self.stride, max(bottom - self.top, 0) * self.stride, self.stride
        )
        return [self.data[start : start + self.stride][across] for start in starts if start < len(self.data)]


class _Camera:
    """Takes pictures of a page as a person sees it."""

    def __init__(self, page: api.Handle) -> None:
        self._page = ctypes.cast(page, raw.FPDF_PAGE)
        width, height = raw.FPDF_GetPageWidthF(self._page), raw.FPDF_GetPageHeightF(self._page)
        scale = min(_SCALE, (_PIXELS / max(width * height, 1)) ** 0.5)
        self._width, self._height = max(round(width * scale), 1), max(round(height * scale), 1)

    def picture(self, bounds: Bounds | None = None) -> _Picture:
        """The page, or the part of it in ``bounds``."""
        left, top, right, bottom = self._place(bounds) if bounds else (0, 0, self._width, self._height)
        bitmap = raw.FPDFBitmap_Create(max(right - left, 1), max(bottom - top, 1), 0)
        if not bitmap:
            raise MemoryError
        try:
            width, height = raw.FPDFBitmap_GetWidth(bitmap), raw.FPDFBitmap_GetHeight(bitmap)
            raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _PAPER_WHITE)
            raw.FPDF_RenderPageBitmap(bitmap, self._page, -left, -top, self._width, self._height, 0, 0)
            stride = raw.FPDFBitmap_GetStride(bitmap)
            data = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), stride * height)
        finally:
            raw.FPDFBitmap_Destroy(bitmap)
        return _Picture(memoryview(data), stride, left, top, self._place)

    def share(self, bounds: Bounds) -> float:
        """Which share of the page lies in ``bounds``."""
        left, top, right, bottom = self._place(bounds)
        return float((right - left) * (bottom - top) / (self._width * self._height))

    def _place(self, bounds: Bounds) -> tuple[int, int, int, int]:
        """Left, top, right and bottom of ``bounds`` on the page, in pixels."""
        x, y = ctypes.c_int(), ctypes.c_int()
        xs, ys = [], []
        for across, up in (bounds[:2], bounds[2:]):
            raw.FPDF_PageToDevice(
                self._page, 0, 0, self._width, self._height, 0, across, up, ctypes.byref(x), ctypes.byref(y)
            )
            xs.append(min(max(x.value, 0), self._width))
            ys.append(min(max(y.value, 0), self._height))
        return min(xs), min(ys), min(max(xs) + 1, self._width), min(max(ys) + 1, self._height)


def _differ(one: _Picture, other: _Picture, bounds: Bounds) -> bool:
    """Whether two pictures of the same part of a page differ in ``bounds``, as they do with a text there."""
    changed = total = 0
    for row, other_row in zip(one.rows(bounds), other.rows(bounds), strict=True):
        total += len(row)
        if row != other_row:
            changed += sum(abs(a - b) > TRACE for a, b in zip(row, other_row, strict=True))
    return changed > LEAST_INK * total * _COLOURS / _BYTES


def _has_ink(picture: _Picture, bounds: Bounds) -> bool:
    """Whether something darker than the paper is printed in ``bounds``."""
    rows = [bytes(row[1::_BYTES]) for row in picture.rows(bounds) if row]  # green stands for all
    return bool(rows) and max(map(max, rows)) - min(map(min, rows)) > INK
