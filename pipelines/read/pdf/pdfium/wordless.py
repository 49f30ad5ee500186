"""Areas of a page that show something and have no words: a scan, or letters that are drawn as outlines."""

import ctypes
from collections.abc import Iterable, Sequence

from pypdfium2 import raw

from pipelines.read.document import Box, Word
from pipelines.read.pdf.frame import Frame, around
from pipelines.read.pdf.pdfium import api
from pipelines.read.pdf.pdfium.drawing import Bounds, Drawing

LEAST_BAND = 0.15
"""Share of the page's height without a word, below which nothing is looked for: a logo, or a photograph."""

LEAST_PICTURE = 0.05
"""Share of the page that pictures cover in such a band, to be more than a logo."""

LEAST_SHAPES = 30
"""Outlines in such a band, to be more than an ornament: as many letters are half a line."""

LEAST_INK = 0.002
"""Share of the band that is of another colour than the rest of it: an empty background shows nothing."""


_PIXELS = 1_000_000


def wordless_areas(
    page: api.Handle, drawing: Drawing, frame: Frame, words: Iterable[Word]
) -> tuple[Box, ...]:
    """The bands of ``page``, as wide as it, that show something and hold none of ``words``."""
    if len(drawing.shapes) < LEAST_SHAPES and not any(area.is_picture for area in drawing.areas):
        return ()
    bands = _bands_between(words, frame)
    pictures = [_placed(area.bounds, frame) for area in drawing.areas if area.is_picture]
    shapes = [_placed(bounds, frame) for bounds in drawing.shapes]
    held = [band for band in bands if _holds_picture(band, pictures, frame) or _holds_shapes(band, shapes)]
    return tuple(held) and _with_ink(page, frame, held)


def _bands_between(words: Iterable[Word], frame: Frame) -> list[Box]:
    boxes = sorted((word.box.top, word.box.bottom) for word in words if word.box)
    ends = [0.0]
    for _, bottom in boxes:
        ends.append(max(ends[-1], bottom))
    tops = [*(top for top, _ in boxes), frame.height]
    return [
        Box(0, end, frame.width, top)
        for end, top in zip(ends, tops, strict=True)
        if top - end > LEAST_BAND * frame.height
    ]


def _placed(bounds: Bounds, frame: Frame) -> Box:
    left, low, right, high = bounds
    return Box(*around([(left, low), (right, high)], frame.to_visible))


def _holds_picture(band: Box, pictures: Sequence[Box], frame: Frame) -> bool:
    shared = sum(
        max(0.0, min(band.x1, one.x1) - max(band.x0, one.x0))
        * max(0.0, min(band.bottom, one.bottom) - max(band.top, one.top))
        for one in pictures
    )
    return shared > LEAST_PICTURE * frame.width * frame.height


def _holds_shapes(band: Box, shapes: Sequence[Box]) -> bool:
    return sum(band.holds_centre_of(shape) for shape in shapes) >= LEAST_SHAPES


def _with_ink(page: api.Handle, frame: Frame, bands: Sequence[Box]) -> tuple[Box, ...]:
    """Those of ``bands`` that are not of one colour, on a picture with a pixel a point at most."""
    scale = min(1.0, (_PIXELS / (frame.width * frame.height)) ** 0.5)
    width, height = max(1, round(scale * frame.width)), max(1, round(scale * frame.height))
    bitmap = raw.FPDFBitmap_Create(width, height, 0)
    if not bitmap:
        raise MemoryError
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        raw.FPDF_RenderPageBitmap(bitmap, ctypes.cast(page, raw.FPDF_PAGE), 0, 0, width, height, 0, 0)
        stride = raw.FPDFBitmap_GetStride(bitmap)
        pixels = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    return tuple(
        band
        for band in bands
        if _has_ink(pixels[stride * int(scale * band.top) : stride * int(scale * band.bottom)])
    )


def _has_ink(pixels: bytes) -> bool:
    """Whether pixels are of several colours."""
    if not pixels:
        return False
    colours = memoryview(pixels).cast("I").tolist()
    return len(colours) - max(map(colours.count, set(colours[:: max(1, len(colours) // 9)]))) > (
        LEAST_INK * len(colours)
    )
