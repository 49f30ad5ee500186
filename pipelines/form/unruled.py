"""Tables that a PDF prints without vertical rules: the missing rules are drawn where all words leave room.

Only where the blank space alone shows as many columns as the table has, and shows its rows, is
anything read; a table that leaves a doubt is left to the caller.
"""

import itertools
from collections.abc import Iterable, Sequence
from statistics import median

from pipelines.form.folding import fold
from pipelines.form.grid_header import GridHeader, headers_of
from pipelines.form.lines import lines_of
from pipelines.form.spec import Table
from pipelines.form.values import printed, status_of
from pipelines.read.document import Box, Cell, Grid, Word

GUTTER = 0.6
"""Share of a letter's height that columns, and rows of several lines, are apart: two spaces or more."""

Span = tuple[float, float]


def rule(words: Sequence[Word], table: Table) -> tuple[Grid, GridHeader] | None:
    """The words of one table, header included, as a grid with its header.

    None if they are on several pages, if blank space does not part them into the table's columns, or if
    its rows cannot be told.
    """
    boxes = [word.box for word in words if word.box is not None]
    if not boxes or len(boxes) < len(words) or len({word.page for word in words}) > 1:
        return None
    room = GUTTER * median(box.bottom - box.top for box in boxes)
    in_columns = [
        box for line in lines_of(words) if not _merged_label(line.words, table) for box in _boxes(line.words)
    ]
    columns = _bands(((box.x0, box.x1) for box in in_columns), room)
    if len(columns) != len(table.columns):
        return None
    edges = _edges(columns)
    spaced = _bands(((box.top, box.bottom) for box in boxes), room)
    found = _with_rows(words, table, spaced, edges)
    if found and all(_has_single_figures(row, found[1]) for row in _body(found)):
        return found
    found = _with_rows(words, table, _bands(((box.top, box.bottom) for box in boxes), 0.0), edges)
    return found if found and all(_is_one_line(row, found[1]) for row in _body(found)) else None


def _with_rows(
    words: Sequence[Word], table: Table, rows: Sequence[Span], edges: Sequence[float]
) -> tuple[Grid, GridHeader] | None:
    grid = _grid(words, table, rows, edges)
    headers = headers_of(grid, [table])
    placed = sum(len(cell.words) for row in grid.rows for cell in row if cell)
    return (grid, headers[0]) if headers and placed == len(words) else None


def _body(found: tuple[Grid, GridHeader]) -> Sequence[tuple[Cell | None, ...]]:
    grid, header = found
    return grid.rows[header.row + 1 :]


def _has_single_figures(row: Sequence[Cell | None], header: GridHeader) -> bool:
    """Whether a row that clear space parts from the others holds one figure a column, not several."""
    for cell in row:
        if cell is None or header.columns_of(cell)[0].kind in ("text", "subtitle") or not cell.words:
            continue
        whole = printed(cell.words, "number")
        if " " in whole and status_of(whole) == "value" and len(lines_of(cell.words)) > 1:
            return False
    return True


def _is_one_line(row: Sequence[Cell | None], header: GridHeader) -> bool:
    """Whether a line, with no clear space around it, must be a row: it has a first cell and a figure."""
    filled = [header.columns_of(cell)[0] for cell in row if cell and cell.words]
    return bool(filled) and filled[0] is header.table.columns[0] and any(one.kind != "text" for one in filled)


def _merged_label(words: Sequence[Word], table: Table) -> list[Word]:
    """The words at the start of a line that are the label of a row whose label runs over several columns."""
    folded = ""
    for count, word in enumerate(words, start=1):
        folded += fold(word.text)
        if any(row.only and row.pattern.fits(folded) for row in table.rows):
            return list(words[:count])
    return []


def _boxes(words: Iterable[Word]) -> list[Box]:
    return [word.box for word in words if word.box is not None]


def _bands(spans: Iterable[Span], room: float) -> list[Span]:
    """``spans`` merged wherever less than ``room`` lies between them."""
    bands: list[Span] = []
    for low, high in sorted(spans):
        if bands and low - bands[-1][1] < room:
            bands[-1] = (bands[-1][0], max(bands[-1][1], high))
        else:
            bands.append((low, high))
    return bands


def _edges(bands: Sequence[Span]) -> list[float]:
    """Borders in the middle of the room between bands."""
    between = [(left[1] + right[0]) / 2 for left, right in itertools.pairwise(bands)]
    return [bands[0][0] - 1, *between, bands[-1][1] + 1]


def _grid(words: Sequence[Word], table: Table, rows: Sequence[Span], edges: Sequence[float]) -> Grid:
    heights = _edges(rows)
    built = []
    for top, bottom in itertools.pairwise(heights):
        inside = [word for word in words if word.box and top <= (word.box.top + word.box.bottom) / 2 < bottom]
        built.append(_row(inside, table, (top, bottom), edges))
    page = words[0].page
    return Grid(page, Box(edges[0], heights[0], edges[-1], heights[-1]), tuple(built))


def _row(
    words: Sequence[Word], table: Table, height: Span, edges: Sequence[float]
) -> tuple[Cell | None, ...]:
    top, bottom = height
    cells: list[Cell | None] = []
    label = next((found for line in lines_of(words) if (found := _merged_label(line.words, table))), [])
    free = [word for word in words if not any(word is one for one in label)]
    left = edges[0]
    if label:
        reach = max(box.x1 for box in _boxes(label))
        left = next((edge for edge in edges[1:-1] if edge >= reach), edges[-2])
        cells.append(Cell(Box(edges[0], top, left, bottom), tuple(label)))
    for start, end in itertools.pairwise(edges):
        if start < left:
            continue
        box = Box(start, top, end, bottom)
        held = tuple(word for word in free if word.box and box.holds_centre_of(word.box))
        cells.append(Cell(box, held))
    return tuple(cells)
