"""The cells between ruling lines, and the tables that cells make.

The same as pdfplumber's ``TableFinder`` gives, twice as fast: strokes are plain tuples here, not copies of
dicts, and the crossings below and beside each other one are not looked for among all. What the cells make
together is left to pdfplumber.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple, cast

from pdfplumber.page import Page as PlumberPage
from pdfplumber.table import Table, cells_to_tables

from pipelines.read.pdf.rules import Edge

SAME_RULE = 5.0
"""Points between two strokes that are one rule: double lines, and neighbouring cells that each draw
their own border. Less than the height of a line of small print, so that no row can vanish."""

SHORTEST_STROKE, SHORTEST_RULE = 1.0, 3.0
"""Points, before and after strokes that touch are joined. What is shorter is a dot; pdfplumber's defaults."""

_Point = tuple[float, float]
_Rules = int
"""Some of the rules of one direction, a bit for each: two sets are compared at once."""

_Bounds = tuple[float, float, float, float]


class _Rule(NamedTuple):
    """A level rule at a height from left to right, or an upright one at a place across from top to bottom."""

    at: float
    start: float
    end: float


def tables_of(edges: Iterable[Edge]) -> list[Table]:
    """The tables that ``edges`` make, top to bottom."""
    level: list[_Rule] = []
    upright: list[_Rule] = []
    for edge in edges:
        if edge["orientation"] == "h":
            level.append(_Rule(edge["top"], edge["x0"], edge["x1"]))
        else:
            upright.append(_Rule(edge["x0"], edge["top"], edge["bottom"]))
    cells = _cells(_joined(level), _joined(upright))
    no_page = cast(PlumberPage, None)  # only asked for a table's text
    return [Table(no_page, group) for group in cells_to_tables(cells)]


def _joined(strokes: Iterable[_Rule]) -> list[_Rule]:
    """The rules that parallel ``strokes`` make: those close to each other as one, at their mean place."""
    rules: list[_Rule] = []
    for group in _neighbours(sorted(one for one in strokes if one.end - one.start >= SHORTEST_STROKE)):
        at = sum([stroke.at for stroke in group]) / len(group)
        spans = sorted([(stroke.start, stroke.end) for stroke in group])
        start, end = spans[0]
        for next_start, next_end in spans:
            if next_start > end + SAME_RULE:
                rules.append(_Rule(at, start, end))
                start, end = next_start, next_end
            elif next_end > end:
                end = next_end
        rules.append(_Rule(at, start, end))
    return [rule for rule in rules if rule.end - rule.start >= SHORTEST_RULE]


def _neighbours(strokes: Iterable[_Rule]) -> Iterator[list[_Rule]]:
    """Groups of ``strokes``, which are sorted, each close to the one before."""
    group: list[_Rule] = []
    for stroke in strokes:
        if group and stroke.at > group[-1].at + SAME_RULE:
            yield group
            group = []
        group.append(stroke)
    if group:
        yield group


def _cells(level: Iterable[_Rule], upright: Iterable[_Rule]) -> list[_Bounds]:
    """For each crossing of rules the smallest rectangle below and to the right that rules go all around."""
    level_at, upright_at = _crossings(level, upright)
    columns: dict[float, list[float]] = defaultdict(list)
    rows: dict[float, list[float]] = defaultdict(list)
    cells: list[_Bounds] = []

    def smallest_from(x: float, y: float) -> _Bounds | None:
        right = [end for end in reversed(rows[y]) if level_at[x, y] & level_at[end, y]]
        for bottom in reversed(columns[x]):
            if not upright_at[x, y] & upright_at[x, bottom]:
                continue
            for end in right:
                opposite = (end, bottom)
                if (
                    opposite in level_at
                    and upright_at[opposite] & upright_at[end, y]
                    and level_at[opposite] & level_at[x, bottom]
                ):
                    return x, y, end, bottom
        return None

    for x, y in sorted(level_at, reverse=True):
        cell = smallest_from(x, y)
        if cell:
            cells.append(cell)
        columns[x].append(y)
        rows[y].append(x)
    return cells[::-1]


def _crossings(
    level: Iterable[_Rule], upright: Iterable[_Rule]
) -> tuple[dict[_Point, _Rules], dict[_Point, _Rules]]:
    """By point the level and the upright rules that cross there, or nearly meet."""
    level_at: dict[_Point, _Rules] = defaultdict(int)
    upright_at: dict[_Point, _Rules] = defaultdict(int)
    reaches = [
        (1 << number, lying.at, lying.start - SAME_RULE, lying.end + SAME_RULE)
        for number, lying in enumerate(level)
    ]
    for number, standing in enumerate(upright):
        x, top, bottom = standing.at, standing.start - SAME_RULE, standing.end + SAME_RULE
        for lying, y, left, right in reaches:
            if top <= y <= bottom and left <= x <= right:
                level_at[x, y] |= lying
                upright_at[x, y] |= 1 << number
    return level_at, upright_at
