"""Rows of ruled tables: the grid's borders decide which column a cell belongs to."""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.form.spec.folding import fold
from pipelines.form.spec.model import FixedRow
from pipelines.form.tables.grid_header import SAME_EDGE, GridHeader
from pipelines.form.tables.rows import Row, RowCell
from pipelines.read.document import Cell, Grid, Word

FIGURES = ("number", "percent")
"""Kinds of cells whose value cannot stand for several rows: a merged one leaves open which part is whose."""


def grid_rows(
    grid: Grid, header: GridHeader, first_row: int, *, goes_on: bool = False, breaks_off: bool = False
) -> tuple[list[Row], list[Word]]:
    """The rows of ``grid`` from ``first_row`` on, and the words of rows that the table does not have.

    Rows without a word are no rows. ``goes_on`` is True where the first row may be the rest of a row that
    a page break cut, ``breaks_off`` where the last one may be its beginning; they are then given back even
    if the table does not have them.
    """
    rows: list[Row] = []
    stray: list[Word] = []
    above: Sequence[Cell] = ()
    for cells in grid.rows[first_row:]:
        present = [cell for cell in cells if cell is not None]
        words = [word for cell in present for word in cell.words]
        if not words:
            continue
        merged = _reaching_down(above, present)
        above = [*merged, *present]
        fixed = _fixed_row(present, header, grid.page)
        if fixed:
            rows.append(fixed)
        elif (
            header.table.open_rows
            or (goes_on and not rows and not stray)
            or (breaks_off and cells is grid.rows[-1])
        ):
            rows.append(Row(_with_merged(_row_cells(present, header, grid.page), merged, header), words[0]))
            rows[:-1] = [_in_doubt(row, merged, header) for row in rows[:-1]] if merged else rows[:-1]
        else:
            stray += words
    return rows, stray


def without_header(row: Row, header: GridHeader) -> tuple[dict[str, tuple[Word, ...]], Row] | None:
    """The words of a header that is repeated in the cells of ``row``, by column, and the row without them.

    Some producers draw no rule between the header of a new page and the rest of a row that they cut. None
    if any cell begins otherwise.
    """
    if row.fixed or any(len(cell.columns) != 1 for cell in row.cells):
        return None
    printed = dict(zip((column.id for column in header.table.columns), header.cells, strict=True))
    held: dict[str, tuple[Word, ...]] = {}
    cells: list[RowCell] = []
    for cell in row.cells:
        named = printed[cell.columns[0]]
        count = len(named.words) if named else 0
        begin = cell.words[:count]
        if named and [fold(word.text) for word in begin] != [fold(word.text) for word in named.words]:
            return None
        held[cell.columns[0]] = begin
        cells.append(replace(cell, words=cell.words[count:]))
    return (held, replace(row, cells=tuple(cells))) if any(held.values()) else None


def _reaching_down(above: Sequence[Cell], row: Sequence[Cell]) -> list[Cell]:
    """The cells of earlier rows that are merged with their neighbours below, down to ``row``."""
    top = min(cell.box.top for cell in row)
    return [cell for cell in above if cell.words and cell.box.bottom - SAME_EDGE > top]


def _with_merged(
    cells: tuple[RowCell, ...], merged: Sequence[Cell], header: GridHeader
) -> tuple[RowCell, ...]:
    """``cells`` with what merged cells of earlier rows say of this row too."""
    held = {name for cell in cells for name in cell.columns}
    repeated = [
        RowCell((columns[0].id,), cell.words, spans=True, repeats=True, undecided=columns[0].kind in FIGURES)
        for cell in merged
        if len(columns := header.columns_of(cell)) == 1 and columns[0].id not in held
    ]
    return (*cells, *repeated)


def _in_doubt(row: Row, merged: Sequence[Cell], header: GridHeader) -> Row:
    """``row`` with a figure that it shares with the row below marked as undecided."""
    shared = {
        id(cell.words[0]) for cell in merged if any(one.kind in FIGURES for one in header.columns_of(cell))
    }
    cells = tuple(
        replace(cell, undecided=cell.undecided or bool(cell.words and id(cell.words[0]) in shared))
        for cell in row.cells
    )
    return replace(row, cells=cells)


def _fixed_row(cells: Sequence[Cell], header: GridHeader, page: int) -> Row | None:
    first = next(cell for cell in cells if cell.words)
    if header.columns_of(first)[0].id != header.table.label_column:
        return None
    fixed = _labelled(fold("".join(word.text for word in first.words)), header.table.rows)
    if fixed is None:
        return None
    others = [cell for cell in cells if cell is not first]
    labels = header.columns_of(first)
    held = _row_cells(others, header, page)
    figures = {column.id for column in header.table.figures(fixed)} - {column.id for column in labels}
    kept = tuple(cell for cell in held if cell.words or set(cell.columns) <= figures)
    return Row(kept, first.words[0], fixed, first.words)


def _labelled(folded: str, rows: Sequence[FixedRow]) -> FixedRow | None:
    return next((row for row in rows if row.is_label(folded)), None)


def _row_cells(cells: Sequence[Cell], header: GridHeader, page: int) -> tuple[RowCell, ...]:
    """One entry a column that has a cell, and one for each merged cell with something in it."""
    single: dict[str, RowCell] = {}
    merged: list[RowCell] = []
    for cell in cells:
        columns = tuple(column.id for column in header.columns_of(cell))
        place = (page, cell.box)
        if len(columns) > 1:
            if cell.words:
                merged.append(RowCell(columns, cell.words, place, spans=True))
            continue
        column = header.columns_of(cell)[0]
        columns = (column.joins or column.id,)
        known = single.get(columns[0])
        words = (*(known.words if known else ()), *cell.words)
        single[columns[0]] = RowCell(columns, words, known.place if known and known.words else place)
    in_order = (single.pop(column.id, None) for column in header.table.columns)
    return (*(_in_columns(cell, header) for cell in in_order if cell), *merged)


def _in_columns(cell: RowCell, header: GridHeader) -> RowCell:
    """``cell`` with all columns that it may stand in, where the header leaves it open."""
    if not (cell.words and cell.columns[0] in header.doubtful):
        return cell
    columns = tuple(column.id for column in header.table.columns if column.id in header.doubtful)
    return replace(cell, columns=columns, undecided=True)
