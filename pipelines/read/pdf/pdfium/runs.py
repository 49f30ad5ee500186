"""How a letter stands on the page: font, size and direction, asked for once where they change."""

import ctypes
import math
from typing import NamedTuple

from pipelines.read.pdf.frame import SLANT, Frame, combined
from pipelines.read.pdf.letters import LOWEST, USUAL_DESCENT
from pipelines.read.pdf.pdfium import api

_EM = 1000.0

_FLOAT = ctypes.sizeof(ctypes.c_float)


class Style(NamedTuple):
    """What the letters of one text object share, and often those of many.

    ``is_plain``: the letters stand upright and PDFium's boxes run from each letter's origin to the next.
    ``degrees`` is how far they are turned against the clock; upright are those that are turned by less than
    ``SLANT``. ``size`` is the height of a letter in points. ``turn`` leads from the letter's own coordinates,
    in points of its font, to the visible page, but for its place: the first four numbers of a matrix.
    """

    is_plain: bool
    is_upright: bool
    degrees: float
    size: float
    turn: tuple[float, float, float, float]
    font: api.Handle
    font_size: float
    ascent: float
    descent: float


class Runs:
    """The runs of one page."""

    def __init__(self, text_page: api.Reference, frame: Frame) -> None:
        self.text_page = text_page
        self._frame = frame
        self._text_object: int | None = None
        self._style: Style
        self._high: float | None = None
        self._top = 0.0
        self._styles: dict[tuple[float | None, ...], Style] = {}
        self._extents: dict[int | None, tuple[float, float]] = {}
        self._widths: dict[tuple[int | None, float, int], float] = {}
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._origin = ctypes.byref(self._x), ctypes.byref(self._y)
        self._floats = (ctypes.c_float * 6)()

    def style_at(self, index: int) -> Style:
        """The style of the letter at ``index``."""
        text_object = api.letter_object(self.text_page, index)
        if not text_object or text_object.value != self._text_object:
            self._text_object, self._high = text_object.value, None
            self._style = self._style_of(index, text_object)
        return self._style

    def at(self, index: int, high: float) -> tuple[Style, float]:
        """The style of the letter at ``index`` and its upper side on the visible page: it stands on the
        font's descent. Letters of one text object whose boxes end equally ``high`` share a base line.
        """
        style = self.style_at(index)
        if high != self._high:
            _, y = self._origin_of(index)
            self._high, self._top = high, y - style.descent * style.size - style.size
        return style, self._top

    def box(self, index: int, style: Style, letter: str, width: float) -> tuple[float, float, float, float]:
        """x0, top, x1 and bottom of one letter by its matrix; ``width`` (points) where the font has none."""
        left, base = self._origin_of(index)
        a, b, c, d = style.turn
        advance = self._advance(style, ord(letter)) or (width / abs(a) if a else style.font_size / 2)
        low = style.descent * style.font_size
        high = low + style.font_size
        corners = [(a * x + c * y + left, b * x + d * y + base) for x in (0, advance) for y in (low, high)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def _origin_of(self, index: int) -> tuple[float, float]:
        """Where the letter at ``index`` starts on its base line, on the visible page."""
        api.letter_origin(self.text_page, index, *self._origin)
        x, y = self._x.value, self._y.value
        a, b, c, d, e, f = self._frame.to_visible
        return x * a + y * c + e, x * b + y * d + f

    def _style_of(self, index: int, text_object: api.Handle) -> Style:
        api.letter_matrix(self.text_page, index, self._floats)
        a, b, c, d, _, _ = self._floats[:]
        font_size = float(api.letter_font_size(self.text_page, index))
        font = api.object_font(text_object)
        key = font.value, font_size, a, b, c, d
        style = self._styles.get(key)
        if style is None:
            ascent, descent = self._extent(font)
            a2, b2, c2, d2, _, _ = combined((a, b, c, d, 0, 0), self._frame.to_visible)
            degrees = math.degrees(math.atan2(-b2, a2))
            style = self._styles[key] = Style(
                is_plain=self._frame.is_upright and a > 0 and d > 0 and b == 0 and ascent != descent,
                # The visible page's y grows downwards: a letter that stands upright has a negative d there.
                is_upright=a2 * d2 < 0 and abs(degrees) < SLANT,
                degrees=degrees,
                size=font_size * abs(d2),
                turn=(a2, b2, c2, d2),
                font=font,
                font_size=font_size,
                ascent=ascent,
                descent=descent,
            )
        return style

    def _advance(self, style: Style, code: int) -> float:
        """How far a letter moves the next one on, before the style's turn; 0 where the font does not say."""
        key = style.font.value, style.font_size, code
        if key not in self._widths:
            api.glyph_width(style.font, code, style.font_size, ctypes.addressof(self._floats))
            self._widths[key] = self._floats[0]
        return self._widths[key]

    def _extent(self, font: api.Handle) -> tuple[float, float]:
        """Ascent and descent as shares of the font size; 0 and 0 where the font does not give them."""
        if font.value not in self._extents:
            start = ctypes.addressof(self._floats)
            ascent = descent = 0.0
            if font and api.font_ascent(font, _EM, start) and api.font_descent(font, _EM, start + _FLOAT):
                ascent, descent = self._floats[0] / _EM, self._floats[1] / _EM
            if not -LOWEST <= descent <= 0:
                ascent, descent = 1 - USUAL_DESCENT, -USUAL_DESCENT
            self._extents[font.value] = ascent, descent
        return self._extents[font.value]
