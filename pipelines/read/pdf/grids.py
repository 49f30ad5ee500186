"""Tables that are drawn with ruling lines, with the words in their cells."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import itemgetter

from pdfplumber.table import Table

from pipelines.read.document import Box, Cell, Grid, Word
from pipelines.read.pdf.lattice import SAME_RULE, tables_of
from pipelines.read.pdf.lone_row import lone_row
from pipelines.read.pdf.open_ends import closed
from pipelines.read.pdf.order import PlacedWords
from pipelines.read.pdf.rules import Edge

TOUCHING = 1.0
"""Points between two strokes that are drawn to meet: beyond, there is white between them."""


def find_grids(rules: Iterable[Edge], words: PlacedWords, page: int) -> list[Grid]:
    """The tables that the ``rules`` of page ``page`` make, top to bottom, with ``words`` in their cells.

    A word belongs to the cell that holds its centre.

    Left out, because they are frames and not tables: single boxes (a grid has at least two rows or two
    columns; but see ``lone_row``), grids that hold another grid in a cell (their inner grid stays), and
    grids without a word. Shading is not a rule: a table that is only shaded or only has horizontal rules
    gives no grid.
    """
    bands = list(_bands(rules))
    tables = [table for band in bands for table in tables_of(closed(band, words))]
    grids = [
        _grid(table, page, words) for table in tables if not any(_holds(table, other) for other in tables)
    ]
    box = lone_row(bands)
    if box:
        grids.insert(0, Grid(page, box, ((_cell(box, words),),)))
    return [grid for grid in grids if any(cell.words for row in grid.rows for cell in row if cell)]


def strokes(rules: Iterable[Edge]) -> tuple[Box, ...]:
    """The ``rules`` of a page as boxes, each once, top to bottom."""
    drawn = {(round(one["top"], 1), *(round(one[end], 1) for end in ("x0", "x1", "bottom"))) for one in rules}
    return tuple(Box(x0, top, x1, bottom) for top, x0, x1, bottom in sorted(drawn))


def _bands(edges: Iterable[Edge]) -> Iterator[list[Edge]]:
    """Groups of edges, each with one table's rules or several tables' side by side.

    A clear gap ends a group. So does a small one if the columns change there: a framed paragraph or
    another table is close by, and its rules must not move this one's.
    """
    band: list[Edge] = []
    for strip in _strips(edges):
        if band:
            gap = min(edge["top"] for edge in strip) - max(edge["bottom"] for edge in band)
            if gap > SAME_RULE or not _continue_columns(band, strip):
                yield band
                band = []
        band += strip
    if band:
        yield band


def _strips(edges: Iterable[Edge]) -> Iterator[list[Edge]]:
    """Groups of edges with any gap between them: rows, where cells draw their own borders."""
    strip: list[Edge] = []
    bottom = 0.0
    for edge in sorted(edges, key=itemgetter("top")):
        if strip and edge["top"] > bottom + TOUCHING:
            yield strip
            strip = []
        bottom = max(bottom, edge["bottom"]) if strip else edge["bottom"]
        strip.append(edge)
    if strip:
        yield strip


def _continue_columns(above: Iterable[Edge], below: Iterable[Edge]) -> bool:
    """Whether the vertical rules below all go on with rules above: merged cells may leave some out.

    A single box is not taken for a row, since paragraphs are framed like that.
    """
    before, after = _verticals(above), _verticals(below)
    if not before or not after:
        return True
    goes_on = all(any(abs(x - other) <= TOUCHING for other in before) for x in after)
    return goes_on and len(after) > 2


def _verticals(edges: Iterable[Edge]) -> list[float]:
    """Where vertical rules stand, from left to right, rules that touch counted once."""
    found: list[float] = []
    for x in sorted(float(edge["x0"]) for edge in edges if edge["orientation"] == "v"):
        if not found or x - found[-1] > TOUCHING:
            found.append(x)
    return found


def _holds(outer: Table, inner: Table) -> bool:
    """Whether one cell of ``outer`` holds the whole of ``inner``."""
    x0, top, x1, bottom = inner.bbox
    return outer is not inner and any(
        cell[0] <= x0 and cell[1] <= top and cell[2] >= x1 and cell[3] >= bottom for cell in outer.cells
    )


def _grid(table: Table, page: int, words: PlacedWords) -> Grid:
    rows = tuple(
        tuple(_cell(Box(*bbox), words) if bbox else None for bbox in row.cells) for row in table.rows
    )
    return Grid(page=page, box=Box(*table.bbox), rows=rows)


def with_sideways(grids: Iterable[Grid], words: Sequence[Word]) -> tuple[list[Grid], list[Word]]:
    """``grids`` with ``words``, which stand at a right angle to the lines and come in the order of
    printing, in cells that hold no others; and those words that stand in no such cell.
    """
    left = list(words)
    found: list[Grid] = []
    for grid in grids:
        rows = tuple(tuple(cell and _filled(cell, left) for cell in row) for row in grid.rows)
        found.append(replace(grid, rows=rows))
    return found, left


def _filled(cell: Cell, left: list[Word]) -> Cell:
    inside = [word for word in left if word.box and cell.box.holds_centre_of(word.box)]
    if cell.words or not inside:
        return cell
    left[:] = [word for word in left if word not in inside]
    return replace(cell, words=tuple(inside))


def _cell(box: Box, words: PlacedWords) -> Cell:
    return Cell(box=box, words=tuple(words.in_reading_order(box)))
