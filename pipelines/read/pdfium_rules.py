"""The ruling lines of a page, from PDFium's list of what the page draws."""

import ctypes
from collections.abc import Callable, Iterator

from pypdfium2 import raw

from pipelines.read import pdfium_api as api
from pipelines.read.frame import IDENTITY, Frame, Matrix, combined
from pipelines.read.rules import Edge, Point, path_edges

_CURVE_POINTS = 3  # two handles and the end


def read_rules(page: api.Handle, frame: Frame) -> list[Edge]:
    """Every horizontal and vertical stroke of ``page``, in points from the visible page's top left corner.

    Forms, the drawings that a page shows by name, are walked as well.
    """
    return list(_edges(page, api.count_objects(page), api.page_object, frame.to_visible))


def _edges(
    holder: api.Handle,
    count: int,
    child: Callable[[api.Handle, int], api.Handle],
    matrix: Matrix,
) -> Iterator[Edge]:
    kind_of = api.object_type
    for index in range(count):
        drawn = child(holder, index)
        kind = kind_of(drawn)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield from _path(drawn, combined(_matrix(drawn), matrix))
        elif kind == raw.FPDF_PAGEOBJ_FORM:
            inner = combined(_matrix(drawn), matrix)
            yield from _edges(drawn, api.count_form_objects(drawn), api.form_object, inner)


def _matrix(drawn: api.Handle) -> Matrix:
    values = (ctypes.c_float * 6)()
    if not api.object_matrix(drawn, values):
        return IDENTITY
    a, b, c, d, e, f = values[:]
    return a, b, c, d, e, f


def _path(path: api.Handle, matrix: Matrix) -> Iterator[Edge]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    api.draw_mode(path, ctypes.byref(fill), ctypes.byref(stroke))
    for points, curved in _parts(path, matrix):
        if len(points) > 1:
            yield from path_edges(points, curved=curved, stroked=bool(stroke.value))


def _parts(path: api.Handle, matrix: Matrix) -> Iterator[tuple[list[Point], bool]]:
    """One path object may hold many figures: its points, split where the pen is lifted."""
    a, b, c, d, e, f = matrix
    left, up = ctypes.c_float(), ctypes.c_float()
    place = ctypes.byref(left), ctypes.byref(up)
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
        x, y = left.value, up.value
        points.append((a * x + c * y + e, b * x + d * y + f))
        if api.segment_closes(segment) and points[-1] != points[0]:
            points.append(points[0])
    if points:
        yield points, curved
