"""Ruling lines as pdfplumber's table finder takes them, from whatever a file draws."""

import itertools
from collections.abc import Sequence
from typing import Any

Edge = dict[str, Any]
"""One stroke, horizontal or vertical: ``x0``, ``top``, ``x1``, ``bottom``, ``width``, ``height`` in points
and ``orientation`` ("h" or "v")."""

Point = tuple[float, float]

SHADING = 3.0
"""Points. A filled rectangle without a stroke is a rule up to this thickness, and shading beyond."""

NOISE = 0.1
"""Points by which places may differ that are one, on a page that was turned."""

SLANT = 1.0
"""Points that a rule may rise or drift over its whole length, because its ends were rounded."""

_CORNERS = 5  # of a rectangle whose last corner is the first one again


def line_edge(x0: float, top: float, x1: float, bottom: float) -> list[Edge]:
    """The rule that a single straight line is, unless it is slanted."""
    if min(x1 - x0, bottom - top) > SLANT:
        return []
    return [edge(x0, top, x1, bottom, "h" if x1 - x0 > bottom - top else "v")]


def rectangle_edges(x0: float, top: float, x1: float, bottom: float, *, stroked: bool) -> list[Edge]:
    """The four sides of a rectangle, unless it is shading."""
    if not stroked and min(x1 - x0, bottom - top) > SHADING:
        return []
    return [
        edge(x0, top, x1, top, "h"),
        edge(x0, bottom, x1, bottom, "h"),
        edge(x0, top, x0, bottom, "v"),
        edge(x1, top, x1, bottom, "v"),
    ]


def outline_edges(points: Sequence[Point]) -> list[Edge]:
    """The straight horizontal and vertical parts of a stroked outline."""
    return [
        edge(min(x, x2), min(y, y2), max(x, x2), max(y, y2), "v" if x == x2 else "h")
        for (x, y), (x2, y2) in itertools.pairwise(points)
        if x == x2 or y == y2
    ]


def path_edges(points: list[Point], *, curved: bool, stroked: bool) -> list[Edge]:
    """The rules that one path without gaps is, its end equal to its beginning where it is closed."""
    if not curved and (len(points) == 2 or (len(points) == 3 and points[0] == points[2])):
        return line_edge(*_box(points[0], points[1]))
    if not curved and is_rectangle(points):
        return rectangle_edges(*_box(points[0], points[2]), stroked=stroked)
    return outline_edges(points) if stroked else []


def _box(one: Point, other: Point) -> tuple[float, float, float, float]:
    """The box between two opposite corners."""
    (x, y), (x2, y2) = one, other
    return min(x, x2), min(y, y2), max(x, x2), max(y, y2)


def is_rectangle(points: Sequence[Point]) -> bool:
    """Whether the points go once around a rectangle with level sides."""
    if len(points) != _CORNERS or points[0] != points[4]:
        return False
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = points[:4]
    return (x0 == x1 and y1 == y2 and x2 == x3 and y3 == y0) or (
        y0 == y1 and x1 == x2 and y2 == y3 and x3 == x0
    )


def levelled(points: Sequence[Point]) -> list[Point]:
    """``points`` of one path with the same x, or y, where these differ by next to nothing."""
    across, down = (_levelled([point[axis] for point in points]) for axis in (0, 1))
    return list(zip(across, down, strict=True))


def _levelled(places: Sequence[float]) -> list[float]:
    return [next(other for other in places if abs(other - place) < NOISE) for place in places]


def edge(x0: float, top: float, x1: float, bottom: float, orientation: str) -> Edge:
    """One stroke between two corners."""
    return {
        "x0": x0,
        "top": top,
        "x1": x1,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": orientation,
    }
