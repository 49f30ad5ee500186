"""The ruling lines of a page, from PDFium's list of what the page draws."""

import ctypes
from collections.abc import Callable, Iterator

from pypdfium2 import raw

from pipelines.read.pdf.frame import IDENTITY, Frame, Matrix, combined
from pipelines.read.pdf.pdfium import api
from pipelines.read.pdf.rules import Edge, Point, path_edges

_CURVE_POINTS = 3  # two handles and the end


def read_rules(page: api.Handle, frame: Frame) -> list[Edge]:
    """Every horizontal and vertical stroke of ``page``, in points from the visible page's top left corner.

    Forms, the drawings that a page shows by name, are walked as well.
    """
    reader = _RuleReader()
    reader.walk(page, api.count_objects(page), api.page_object, frame.to_visible)
    return reader.found


class _RuleReader:
    """Collects rules in ``found``. PDFium writes what it is asked for into the other attributes."""

    def __init__(self) -> None:
        self.found: list[Edge] = []
        self._matrix = (ctypes.c_float * 6)()
        self._fill, self._stroke = ctypes.c_int(), ctypes.c_int()
        self._x, self._y = ctypes.c_float(), ctypes.c_float()

    def walk(
        self,
        holder: api.Handle,
        count: int,
        child: Callable[[api.Handle, int], api.Handle],
        matrix: Matrix,
    ) -> None:
        """Read what ``holder``, a page or a form, draws: its ``count`` children, moved by ``matrix``."""
        kind_of = api.object_type
        for index in range(count):
            drawn = child(holder, index)
            kind = kind_of(drawn)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._read_path(drawn, combined(self._matrix_of(drawn), matrix))
            elif kind == raw.FPDF_PAGEOBJ_FORM:
                inner = combined(self._matrix_of(drawn), matrix)
                self.walk(drawn, api.count_form_objects(drawn), api.form_object, inner)

    def _matrix_of(self, drawn: api.Handle) -> Matrix:
        if not api.object_matrix(drawn, self._matrix):
            return IDENTITY
        a, b, c, d, e, f = self._matrix[:]
        return a, b, c, d, e, f

    def _read_path(self, path: api.Handle, matrix: Matrix) -> None:
        api.draw_mode(path, ctypes.byref(self._fill), ctypes.byref(self._stroke))
        stroked = bool(self._stroke.value)
        for points, curved in self._parts(path, matrix):
            if len(points) > 1:
                self.found += path_edges(points, curved=curved, stroked=stroked)

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
