"""The visible part of a page: where a point of the file is, seen from the visible page's top left corner."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import list_value, num_value, resolve1

from pipelines.read.document import Matrix

IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)

Bounds = tuple[float, float, float, float]
"""Left, bottom, right and top in the file's coordinates, which count upwards."""

SLANT = 3.0
"""Degrees. What is scanned or printed askew is turned less; watermarks and stamps more."""

LETTER: Bounds = (0, 0, 612, 792)
"""What a page without a size is taken for, as PDFium does."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Size of the visible page in points, as the reader sees it, and the way there from the file's
    coordinates (``to_visible``, which counts from the top left corner downwards).
    """

    width: float
    height: float
    to_visible: Matrix

    @property
    def is_upright(self) -> bool:
        """Whether the page is shown the way it was drawn."""
        a, b, _, _, _, _ = self.to_visible
        return a == 1 and b == 0


def frame_of(page: PDFPage) -> Frame:
    """The frame of ``page``: its visible part, turned as the page says."""
    return frame_around(bounds_of(page), page.rotate)


def bounds_of(page: PDFPage) -> Bounds:
    """The visible part of ``page``: its crop box, as far as its media box reaches.

    A box may begin at any corner. An empty crop box is none, and a page without any box is of letter size.
    """
    media = stated_bounds(page.attrs.get("MediaBox")) or LETTER
    crop = stated_bounds(page.attrs.get("CropBox"))
    visible = crop and (
        max(crop[0], media[0]),
        max(crop[1], media[1]),
        min(crop[2], media[2]),
        min(crop[3], media[3]),
    )
    is_empty = visible is None or visible[0] >= visible[2] or visible[1] >= visible[3]
    return media if visible is None or is_empty else visible


def frame_around(visible: Bounds, rotate: int) -> Frame:
    """The frame of a page of which ``visible`` is shown, turned clockwise by ``rotate`` degrees."""
    x0, y0, x1, y1 = visible
    width, height = x1 - x0, y1 - y0
    match rotate % 360:
        case 90:
            return Frame(height, width, (0, 1, 1, 0, -y0, -x0))
        case 180:
            return Frame(width, height, (-1, 0, 0, 1, x1, -y0))
        case 270:
            return Frame(height, width, (0, -1, -1, 0, y1, x1))
        case _:
            return Frame(width, height, (1, 0, 0, -1, -x0, y1))


def user_unit(page: PDFPage) -> float:
    """How many points a unit of the page's coordinates is."""
    stated = resolve1(page.attrs.get("UserUnit"))
    return float(stated) if isinstance(stated, int | float) and stated > 0 else 1.0


def stated_bounds(stated: object) -> Bounds | None:
    """The box that a file states; None where it states none, or one without four sides or an area."""
    sides = [float(num_value(resolve1(side))) for side in list_value(stated or [])]
    if len(sides) < 4:
        return None
    x0, y0, x1, y1 = sides[:4]
    found = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    return found if found[0] < found[2] and found[1] < found[3] else None


def combined(first: Matrix, then: Matrix) -> Matrix:
    """One matrix for ``first`` and ``then`` after it."""
    a, b, c, d, e, f = first
    a2, b2, c2, d2, e2, f2 = then
    return (
        a * a2 + b * c2,
        a * b2 + b * d2,
        c * a2 + d * c2,
        c * b2 + d * d2,
        e * a2 + f * c2 + e2,
        e * b2 + f * d2 + f2,
    )


def turned(degrees: float) -> Matrix:
    """The turn about the origin by ``degrees``, against the clock where coordinates count upwards."""
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    return (cosine, sine, -sine, cosine, 0, 0)


def around(corners: Sequence[tuple[float, float]], matrix: Matrix) -> tuple[float, float, float, float]:
    """The smallest and the largest x and y of ``corners`` moved by ``matrix``: x0, y0, x1, y1."""
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x, y in corners]
    ys = [b * x + d * y + f for x, y in corners]
    return min(xs), min(ys), max(xs), max(ys)
