"""How a letter stands on the page: font, size and direction, asked for once where they change."""

import ctypes
from typing import NamedTuple

from pipelines.read import pdfium_api as api
from pipelines.read.frame import Frame, Matrix, combined

_EM = 1000.0

HEIGHT_SLACK = 0.01
"""Share of the font size that rounding may add to a box."""

_FLOAT = ctypes.sizeof(ctypes.c_float)
_DOUBLE = ctypes.sizeof(ctypes.c_double)


class Run(NamedTuple):
    """What letters of one font, size and base line share.

    ``is_plain``: the letters stand upright and PDFium's boxes run from each letter's origin to the next.
    ``top`` and ``size`` (points) hold for all of them where they do. ``matrix`` leads from the letter's
    own coordinates, in font sizes' points, to the visible page.
    """

    is_plain: bool
    is_upright: bool
    top: float
    size: float
    matrix: Matrix
    font: api.Handle
    font_size: float
    ascent: float
    descent: float


class Runs:
    """The runs of one page."""

    def __init__(self, text_page: api.Handle, frame: Frame) -> None:
        self.text_page = text_page
        self._frame = frame
        self._fonts: dict[api.Handle, tuple[float, float]] = {}
        self._doubles = (ctypes.c_double * 2)()
        self._floats = (ctypes.c_float * 6)()

    def at(self, index: int) -> Run:
        """How the letter at ``index`` stands."""
        page, doubles, floats = self.text_page, self._doubles, self._floats
        start = ctypes.addressof(doubles)
        api.letter_origin(page, index, start, start + _DOUBLE)
        api.letter_matrix(page, index, ctypes.addressof(floats))
        x, y = doubles
        a, b, c, d, _, _ = floats
        font_size = float(api.letter_font_size(page, index))
        font = api.object_font(api.letter_object(page, index)) or 0
        ascent, descent = self._extent(font)
        matrix = combined((a, b, c, d, x, y), self._frame.to_visible)
        a2, b2, c2, d2, _, _ = matrix
        size = font_size * abs(d2)
        return Run(
            is_plain=self._frame.is_upright and a > 0 and d > 0 and b == 0 and ascent != descent,
            # The visible page's y grows downwards: a letter that stands upright has a negative d there.
            is_upright=a2 * d2 < 0 and b2 * c2 >= 0,
            top=matrix[5] - descent * size - size,
            size=size,
            matrix=matrix,
            font=font,
            font_size=font_size,
            ascent=ascent,
            descent=descent,
        )

    def fits(self, run: Run, height: float) -> bool:
        """Whether boxes of ``height`` points are those of the run's font, not of single glyphs."""
        return run.is_plain and abs(height - (run.ascent - run.descent) * run.size) < HEIGHT_SLACK * run.size

    def box(self, run: Run, code: int, width: float) -> tuple[float, float, float, float]:
        """x0, top, x1 and bottom of one letter by its matrix; ``width`` (points) where the font has none."""
        a, b, c, d, e, f = run.matrix
        api.glyph_width(run.font, code, run.font_size, ctypes.addressof(self._floats))
        advance = self._floats[0] or (width / abs(a) if a else run.font_size / 2)
        low = run.descent * run.font_size
        high = low + run.font_size
        corners = [(a * x + c * y + e, b * x + d * y + f) for x in (0, advance) for y in (low, high)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def _extent(self, font: api.Handle) -> tuple[float, float]:
        """Ascent and descent as shares of the font size; 0 and 0 where the font does not give them."""
        if font not in self._fonts:
            start = ctypes.addressof(self._floats)
            ascent = descent = 0.0
            if font and api.font_ascent(font, _EM, start) and api.font_descent(font, _EM, start + _FLOAT):
                ascent, descent = self._floats[0] / _EM, self._floats[1] / _EM
            self._fonts[font] = ascent, descent
        return self._fonts[font]
