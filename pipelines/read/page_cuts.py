"""Rules that a page break took away: a row cut in two has none below it, and on the next page none above.

Browsers draw it so. The rest of a table can also be a single box, which is else no table.
"""

from collections.abc import Iterable, Iterator, Sequence

from pipelines.read.document import Box
from pipelines.read.rules import Edge, edge

APART = 5.0
"""Points. Rules closer than this are one rule (see ``pipelines.read.grids.SAME_RULE``)."""

LEVEL = 1.0
"""Points by which the ends of the rules of one cut may differ."""

TALLEST_BOX = 60.0
"""Points. A box that goes on with a table of one column has a few lines; a taller one is a frame."""


PAGE_HEAD = 100.0
"""Points from the page's top edge, margin and running header included, where a table goes on."""


def closed(bands: Sequence[list[Edge]]) -> Iterator[list[Edge]]:
    """``bands`` (the rules of one table each) with a rule where all their vertical rules end together.

    Only above a rule of the same table, or below one on a page whose tables have rules between their rows:
    a table without them would become a single row.
    """
    rules_rows = any(len(_levels(band)) > 2 for band in bands)
    for band in bands:
        levels = _levels(band)
        standing = [one for one in band if one["orientation"] == "v"]
        if not levels or not standing:
            yield band
            continue
        added = list(_cut(standing, "top", levels[0], -1))
        if rules_rows:
            added += _cut(standing, "bottom", levels[-1], 1)
        yield [*band, *added]


def lone_row(bands: Sequence[list[Edge]]) -> Box | None:
    """The single low box that stands alone at the top of a page, if there is one.

    Not one of several boxes below each other, as which some producers draw a table of one column.
    """
    first = _box(bands[0]) if bands else None
    if first is None or first.top > PAGE_HEAD or first.bottom - first.top > TALLEST_BOX:
        return None
    second = _box(bands[1]) if len(bands) > 1 else None
    return None if second and second.top - first.bottom <= APART else first


def _box(band: Iterable[Edge]) -> Box | None:
    """The single box that these rules draw; None if they draw more, or less."""
    edges = list(band)
    levels = _levels(edges)
    sides = _apart(float(one["x0"]) for one in edges if one["orientation"] == "v")
    return Box(sides[0], levels[0], sides[1], levels[1]) if len(levels) == len(sides) == 2 else None


def _cut(standing: Sequence[Edge], end: str, level: float, way: int) -> Iterator[Edge]:
    """The rule where the vertical rules that stand out beyond ``level``, down or up, all end."""
    out = [one for one in standing if way * (one[end] - level) > APART]
    ends = [float(one[end]) for one in out]
    sides = sorted(float(one["x0"]) for one in out)
    if out and sides[-1] - sides[0] > APART and max(ends) - min(ends) <= LEVEL:
        at = max(ends, key=lambda place: way * place)
        yield edge(sides[0], at, sides[-1], at, "h")


def _levels(band: Iterable[Edge]) -> list[float]:
    """The heights of the horizontal rules, from top to bottom; not of the ends of vertical ones."""
    return _apart(
        float(one["top"]) for one in band if one["orientation"] == "h" and one["x1"] - one["x0"] > APART
    )


def _apart(places: Iterable[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > APART:
            found.append(place)
    return found
