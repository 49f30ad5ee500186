"""What a page draws, in the order of drawing: its texts, the areas it paints, and its ruling lines."""

import ctypes
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import repeat

from pypdfium2 import raw

from pipelines.read.document import Matrix
from pipelines.read.pdf.frame import IDENTITY, Frame, combined
from pipelines.read.pdf.pdfium import api
from pipelines.read.pdf.rules import Edge, Point, levelled, path_edges

Bounds = tuple[float, float, float, float]
"""Left, bottom, right and top in the page's own coordinates, in points."""

Colour = tuple[int, int, int]

_Placed = tuple[int, api.Handle, Matrix, Bounds | None]
"""A text object: its place in the order of drawing, and the matrix and the shown part of its form."""

_CURVE_POINTS = 3  # two handles and the end
_FAINT = 128  # of 255
_NOTHING = frozenset({raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP})
_OUTLINES = frozenset({raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP})

LEAST_AREA = 2.0
"""Points. What is painted thinner than this is a rule, and covers no letter."""


TINY = 0.002
"""Share of the page's height: nobody sees letters of a smaller size."""


@dataclass(slots=True)
class DrawnText:
    """A text object: where in the order of drawing it comes, the matrix of the form it stands in, what is
    around it, and the part of the page in which it is shown (None: everywhere).

    ``paints_nothing`` says that it is invisible by itself, or tiny.
    """

    order: int
    handle: api.Handle
    matrix: Matrix
    bounds: Bounds
    shown: Bounds | None
    colour: Colour | None
    paints_nothing: bool


@dataclass(slots=True)
class Area:
    """Something painted that may cover text, or be what text stands on. ``colour`` is None for a picture,
    and for a pattern.
    """

    order: int
    bounds: Bounds
    colour: Colour | None
    is_picture: bool = False


@dataclass(slots=True)
class Drawing:
    """A page's drawing. ``rules`` are in points from the visible page's top left corner. ``shapes`` are the
    bounds of filled outlines with curves, as letters have them.
    """

    rules: list[Edge] = field(default_factory=list)
    texts: list[DrawnText] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    shapes: list[Bounds] = field(default_factory=list)


def read_drawing(page: api.Handle, frame: Frame, *, is_redrawn: bool = False) -> Drawing:
    """What ``page`` draws. Forms, the drawings that a page shows by name, are walked as well.

    Of a page that ``is_redrawn`` the corners of rectangles are only nearly level.
    """
    reader = _Reader(frame, is_redrawn)
    reader.walk(page, api.count_objects(page), api.page_object, IDENTITY, None)
    reader.found.texts = _measured(reader.texts, TINY * frame.height)
    return reader.found


class _Reader:
    """Collects a drawing in ``found``. PDFium writes what it is asked for into the other attributes."""

    def __init__(self, frame: Frame, is_redrawn: bool) -> None:
        self._is_redrawn = is_redrawn
        self.found = Drawing()
        self.texts: list[_Placed] = []
        self._frame = frame
        self._order = 0
        self._matrix = (ctypes.c_float * 6)()
        self._fill, self._stroke = ctypes.c_int(), ctypes.c_int()
        self._x, self._y = ctypes.c_float(), ctypes.c_float()

    def walk(
        self,
        holder: api.Handle,
        count: int,
        child: Callable[[api.Handle, int], api.Handle],
        matrix: Matrix,
        shown: Bounds | None,
    ) -> None:
        """Read what ``holder``, a page or a form, draws: its ``count`` children, moved by ``matrix``; what
        lies outside of ``shown`` is clipped away.
        """
        visible = combined(matrix, self._frame.to_visible)
        children = list(map(child, repeat(holder), range(count)))
        for drawn, kind in zip(children, map(api.object_type, children), strict=True):
            self._order += 1
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                self.texts.append((self._order, drawn, matrix, shown))
            elif kind == raw.FPDF_PAGEOBJ_PATH:
                self._read_path(drawn, matrix, combined(self._matrix_of(drawn), visible))
            elif kind == raw.FPDF_PAGEOBJ_FORM:
                inner = combined(self._matrix_of(drawn), matrix)
                part = clip_of(drawn, matrix, shown)
                self.walk(drawn, api.count_form_objects(drawn), api.form_object, inner, part)
            else:
                self.found.areas.append(
                    Area(self._order, bounds_of(drawn, matrix), colour=None, is_picture=True)
                )

    def _matrix_of(self, drawn: api.Handle) -> Matrix:
        if not api.object_matrix(drawn, self._matrix):
            return IDENTITY
        a, b, c, d, e, f = self._matrix[:]
        return a, b, c, d, e, f

    def _read_path(self, path: api.Handle, outer: Matrix, matrix: Matrix) -> None:
        api.draw_mode(path, ctypes.byref(self._fill), ctypes.byref(self._stroke))
        stroked, is_area, is_curved = bool(self._stroke.value), False, False
        for drawn, curved in self._parts(path, matrix):
            if len(drawn) > 1:
                points = levelled(drawn) if self._is_redrawn else drawn
                self.found.rules += path_edges(points, curved=curved, stroked=stroked)
                is_area = is_area or _is_area(points)
                is_curved = is_curved or curved
        if self._fill.value and is_area:
            colour = next(_colours(api.fill_colour, [path]))
            self.found.areas.append(Area(self._order, bounds_of(path, outer), colour))
        if self._fill.value and is_curved:
            self.found.shapes.append(bounds_of(path, outer))

    def _parts(self, path: api.Handle, matrix: Matrix) -> Iterator[tuple[list[Point], bool]]:
        """One path object may hold many figures: its points, split where the pen is lifted."""
        a, b, c, d, e, f = matrix
        x, y = self._x, self._y
        place = ctypes.byref(x), ctypes.byref(y)
        points: list[Point] = []
        curved = False
        handles = 0
        for index in range(api.count_segments(path)):
            segment = api.path_segment(path, index)
            kind = api.segment_type(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO and points:
                yield points, curved
                points, curved = [], False
            if kind == raw.FPDF_SEGMENT_BEZIERTO:
                curved = True
                handles = (handles + 1) % _CURVE_POINTS
                if handles:
                    continue
            api.segment_point(segment, *place)
            across, up = x.value, y.value
            points.append((a * across + c * up + e, b * across + d * up + f))
            if points[-1] != points[0] and api.segment_closes(segment):
                points.append(points[0])
        if points:
            yield points, curved


def _measured(texts: Sequence[_Placed], least: float) -> list[DrawnText]:
    """``texts`` with all that is asked of PDFium; letters smaller than ``least`` points are tiny."""
    handles = [handle for _, handle, _, _ in texts]
    all_sides = api.answers(api.object_bounds, handles, ctypes.c_float, 4)
    colours = _colours(api.fill_colour, handles)
    modes = map(api.render_mode, handles)
    clips = map(api.count_clip_paths, map(api.clip_path, handles))
    measured = []
    for text, (_, sides), filled, mode, clip_count in zip(
        texts, all_sides, colours, modes, clips, strict=True
    ):
        order, handle, matrix, shown = text
        bounds = sides if matrix is IDENTITY else moved(sides, matrix)
        if clip_count > 0:
            shown = clip_of(handle, matrix, shown)
        colour = next(_colours(api.stroke_colour, [handle])) if mode in _OUTLINES else filled
        paints_nothing = mode in _NOTHING or (
            bounds[3] - bounds[1] < least and letter_size(handle, matrix) < least
        )
        measured.append(DrawnText(order, handle, matrix, bounds, shown, colour, paints_nothing))
    return measured


def _is_area(points: list[Point]) -> bool:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(xs) - min(xs) > LEAST_AREA and max(ys) - min(ys) > LEAST_AREA


def bounds_of(drawn: api.Handle, matrix: Matrix) -> Bounds:
    """The box around an object of a form that is moved by ``matrix``."""
    _, sides = next(api.answers(api.object_bounds, [drawn], ctypes.c_float, 4))
    return sides if matrix is IDENTITY else moved(sides, matrix)


_size, _matrix = ctypes.c_float(), (ctypes.c_float * 6)()


def letter_size(text: api.Handle, matrix: Matrix) -> float:
    """The size of the letters of a text object of a form that is moved by ``matrix``, in points."""
    api.text_font_size(text, ctypes.byref(_size))
    api.object_matrix(text, _matrix)
    a, b, c, d, e, f = _matrix[:]
    _, _, c, d, _, _ = combined((a, b, c, d, e, f), matrix)
    return abs(_size.value) * math.hypot(c, d)


_x, _y = ctypes.c_float(), ctypes.c_float()
_POINT = ctypes.byref(_x), ctypes.byref(_y)


def clip_of(drawn: api.Handle, matrix: Matrix, shown: Bounds | None) -> Bounds | None:
    """The box around the part of an object that is shown, of a form that is moved by ``matrix`` and of which
    ``shown`` is; None where nothing is clipped.
    """
    clip = api.clip_path(drawn)
    for path in range(api.count_clip_paths(clip) if clip else 0):
        points: list[Point] = []
        for index in range(api.count_clip_segments(clip, path)):
            api.segment_point(api.clip_segment(clip, path, index), *_POINT)
            points.append((_x.value, _y.value))
        if points:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            bounds = min(xs), min(ys), max(xs), max(ys)
            shown = common(bounds if matrix is IDENTITY else moved(bounds, matrix), shown)
    return shown


def common(one: Bounds, other: Bounds | None) -> Bounds:
    """The part of ``one`` that lies in ``other``; of no size, or less, where they are apart."""
    if other is None:
        return one
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def moved(bounds: Bounds, matrix: Matrix) -> Bounds:
    """The box around ``bounds`` after ``matrix``."""
    left, bottom, right, top = bounds
    a, b, c, d, e, f = matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _colours(ask: Callable[..., int], drawn: Sequence[api.Handle]) -> Iterator[Colour | None]:
    """The colour of each object; None for a pattern, and for what is nearly transparent."""
    for is_known, (red, green, blue, alpha) in api.answers(ask, drawn, ctypes.c_uint, 4):
        yield (red, green, blue) if is_known and alpha >= _FAINT else None
