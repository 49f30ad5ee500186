"""The rest of a table of one column at the head of a page: a single box, which is else no table."""

from collections.abc import Iterable, Sequence

from pipelines.read.document import Box
from pipelines.read.pdf.lattice import SAME_RULE
from pipelines.read.pdf.rules import Edge

TALLEST_BOX = 60.0
"""Points. A box that goes on with a table of one column has a few lines; a taller one is a frame."""

PAGE_HEAD = 100.0
"""Points from the page's top edge, margin and running header included, where a table goes on."""


def lone_row(bands: Sequence[list[Edge]]) -> Box | None:
    """The single low box that stands alone at the top of a page, if there is one.

    Not one of several boxes below each other, as which some producers draw a table of one column.
    """
    first = _box(bands[0]) if bands else None
    if first is None or first.top > PAGE_HEAD or first.bottom - first.top > TALLEST_BOX:
        return None
    second = _box(bands[1]) if len(bands) > 1 else None
    return None if second and second.top - first.bottom <= SAME_RULE else first


def _box(band: Iterable[Edge]) -> Box | None:
    """The single box that these rules draw; None if they draw more, or less."""
    edges = list(band)
    levels = _levels(edges)
    sides = _apart(float(one["x0"]) for one in edges if one["orientation"] == "v")
    return Box(sides[0], levels[0], sides[1], levels[1]) if len(levels) == len(sides) == 2 else None


def _levels(band: Iterable[Edge]) -> list[float]:
    """The heights of the horizontal rules, from top to bottom; not of the ends of vertical ones."""
    return _apart(
        float(one["top"]) for one in band if one["orientation"] == "h" and one["x1"] - one["x0"] > SAME_RULE
    )


def _apart(places: Iterable[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > SAME_RULE:
            found.append(place)
    return found
