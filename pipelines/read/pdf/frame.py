"""The visible part of a page: where a point of the file is, seen from the visible page's top left corner."""

from dataclasses import dataclass

from pdfminer.pdfpage import PDFPage

Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f: a point (x, y) goes to (a x + c y + e, b x + d y + f)."""

IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


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
    """The frame of ``page``: its crop box, turned as the page says."""
    (x0, x1), (y0, y1) = sorted(page.cropbox[0::2]), sorted(page.cropbox[1::2])
    width, height = float(x1 - x0), float(y1 - y0)
    match page.rotate % 360:
        case 90:
            return Frame(height, width, (0, 1, 1, 0, -y0, -x0))
        case 180:
            return Frame(width, height, (-1, 0, 0, 1, x1, -y0))
        case 270:
            return Frame(height, width, (0, -1, -1, 0, y1, x1))
        case _:
            return Frame(width, height, (1, 0, 0, -1, -x0, y1))


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
