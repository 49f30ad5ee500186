"""Show a figure's place: an image of the page with the figure framed, or the lines of a text dump."""

import io
import math
from collections.abc import Iterable
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from pipelines.explain.model import Box
from pipelines.read.dump import printed_lines

RED = (214, 0, 28)
"""Colour of the frame around a marked place."""

PAD = 2.0
"""Points between a place and its frame, so that the frame does not cover letters."""

MAX_PIXELS = 8_000_000
"""Of a picture: a page of A3 has 4.3 million. A larger page is drawn smaller."""

_TINT = (255, 221, 0, 70)
_RESOLUTION = 150
_POINTS = 72
_STROKE = 3
_COLOURS = 63
"""Enough for letters and grids: a page takes a quarter of its bytes in all colours."""

_LINES_AROUND = 3


def draw_page(pdf: bytes, page: int, boxes: Iterable[Box]) -> bytes:
    """Page number ``page`` as a PNG (150 dpi), with a frame around each of ``boxes``.

    Nothing limits the work here: ``page_picture`` does.
    """
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    found = document[page - 1]
    width, height = found.get_size()
    most = math.sqrt(MAX_PIXELS / max(1.0, width * height))
    scale = min(_RESOLUTION / _POINTS, most)
    drawn = found.render(scale=scale).to_pil().convert("RGB")
    image = drawn.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).convert("RGB")
    pen = ImageDraw.Draw(image, "RGBA")
    for x0, top, x1, bottom in boxes:
        around = [edge * scale for edge in (x0 - PAD, top - PAD, x1 + PAD, bottom + PAD)]
        pen.rectangle(around, fill=_TINT, outline=RED, width=_STROKE)
    picture = io.BytesIO()
    # The tint doubles the colours at most, so none is lost.
    image.quantize(4 * _COLOURS, dither=Image.Dither.NONE).save(picture, format="PNG")
    return picture.getvalue()


def marked_lines(dump: Path, line_no: int) -> list[str]:
    """Line ``line_no`` of a text dump, marked with ">", and three lines before and after, numbered."""
    lines = printed_lines(dump)
    first, last = max(1, line_no - _LINES_AROUND), min(len(lines), line_no + _LINES_AROUND)
    return [
        f"{'>' if number == line_no else ' '} {number:>5}  {lines[number - 1].rstrip()}"
        for number in range(first, last + 1)
    ]
