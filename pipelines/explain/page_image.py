"""Show a figure's place: an image of the page with the figure framed, or the lines of a text dump."""

from collections.abc import Iterable
from pathlib import Path

import pdfplumber

from pipelines.explain.model import Box
from pipelines.read.dump import printed_lines

RED = (214, 0, 28)
"""Colour of the frame around a marked place."""

PAD = 2.0
"""Points between a place and its frame, so that the frame does not cover letters."""

_TINT = (255, 221, 0, 70)
_RESOLUTION = 150
_STROKE = 3
_LINES_AROUND = 3


def draw_page(pdf: Path, page: int, boxes: Iterable[Box], picture: Path) -> None:
    """Write page number ``page`` as a PNG (150 dpi) to ``picture``, with a frame around each of ``boxes``.

    Raises ``OSError`` when ``picture`` cannot be written.
    """
    with pdfplumber.open(pdf) as document:
        found = document.pages[page - 1]
        left, top, _, _ = found.cropbox
        image = found.to_image(resolution=_RESOLUTION, antialias=True)
        for x0, y0, x1, y1 in boxes:
            around = (x0 + left - PAD, y0 + top - PAD, x1 + left + PAD, y1 + top + PAD)
            image.draw_rect(around, fill=_TINT, stroke=RED, stroke_width=_STROKE)
        image.save(picture, format="PNG", quantize=False)


def marked_lines(dump: Path, line_no: int) -> list[str]:
    """Line ``line_no`` of a text dump, marked with ">", and three lines before and after, numbered."""
    lines = printed_lines(dump)
    first, last = max(1, line_no - _LINES_AROUND), min(len(lines), line_no + _LINES_AROUND)
    return [
        f"{'>' if number == line_no else ' '} {number:>5}  {lines[number - 1].rstrip()}"
        for number in range(first, last + 1)
    ]
