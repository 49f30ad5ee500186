"""The cells between ruling lines: pdfplumber's table finder, its slowest step done again.

pdfplumber compares the rules of two crossings by making sets of them each time, and looks for the crossings
below and beside each other one among all. Here both are prepared once; the cells are the same.
"""

from collections import defaultdict
from collections.abc import Iterable

from pdfplumber.table import Table, cells_to_tables, edges_to_intersections, merge_edges
from pdfplumber.utils import filter_edges

from pipelines.read.rules import Edge

SAME_RULE = 5.0
"""Points between two strokes that are one rule: double lines, and neighbouring cells that each draw
their own border. Less than the height of a line of small print, so that no row can vanish."""

_SHORTEST_STROKE, _SHORTEST_RULE = 1.0, 3.0  # points; pdfplumber's defaults

_Point = tuple[float, float]
_Bounds = tuple[float, float, float, float]
_Crossings = dict[_Point, dict[str, list[Edge]]]


def tables_of(edges: Iterable[Edge]) -> list[Table]:
    """The tables that ``edges`` make, top to bottom, as pdfplumber's ``TableFinder`` finds them."""
    strokes = [
        stroke for way in ("v", "h") for stroke in filter_edges(edges, way, min_length=_SHORTEST_STROKE)
    ]
    rules = filter_edges(merge_edges(strokes, *[SAME_RULE] * 4), min_length=_SHORTEST_RULE)
    cells = _cells(edges_to_intersections(rules, SAME_RULE, SAME_RULE))
    return [Table(None, group) for group in cells_to_tables(cells)]


def _cells(crossings: _Crossings) -> list[_Bounds]:
    """For each crossing of rules the smallest rectangle below and to the right that rules go all around."""
    standing = {point: set(map(id, rules["v"])) for point, rules in crossings.items()}
    lying = {point: set(map(id, rules["h"])) for point, rules in crossings.items()}
    columns: dict[float, list[_Point]] = defaultdict(list)
    rows: dict[float, list[_Point]] = defaultdict(list)
    cells: list[_Bounds] = []
    for corner in sorted(crossings, reverse=True):
        x, y = corner
        below = [point for point in reversed(columns[x]) if not standing[corner].isdisjoint(standing[point])]
        right = [point for point in reversed(rows[y]) if not lying[corner].isdisjoint(lying[point])]
        for bottom, end in ((low[1], side[0]) for low in below for side in right):
            opposite = (end, bottom)
            if (
                opposite in crossings
                and not standing[opposite].isdisjoint(standing[end, y])
                and not lying[opposite].isdisjoint(lying[x, bottom])
            ):
                cells.append((x, y, end, bottom))
                break
        columns[x].append(corner)
        rows[y].append(corner)
    return cells[::-1]
