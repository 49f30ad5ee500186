"""Rows of ruled tables: the grid's borders decide which column a cell belongs to."""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.form.folding import fold
from pipelines.form.grid_header import GridHeader
from pipelines.form.rows import Row, RowCell
from pipelines.form.spec import FixedRow, Table
from pipelines.read.document import Cell, Grid, Word


def grid_rows(grid: Grid, header: GridHeader, first_row: int) -> tuple[list[Row], list[Word]]:
    """The rows of ``grid`` from ``first_row`` on, and the words of rows that the table does not have.

    Rows without a word are no rows.
    """
    rows: list[Row] = []
    stray: list[Word] = []
    for cells in grid.rows[first_row:]:
        present = [cell for cell in cells if cell is not None]
        words = [word for cell in present for word in cell.words]
        if not words:
            continue
        fixed = _fixed_row(present, header, grid.page)
        if fixed:
            rows.append(fixed)
        elif header.table.open_rows:
            rows.append(Row(_row_cells(present, header, grid.page), words[0]))
        else:
            stray += words
    return rows, stray


def joined_over_pages(above: Row, below: Row, table: Table) -> Row | None:
    """The one row that a page break cut in two; None if ``below`` is a row of its own.

    The second half has nothing in the first column, and figures only where the first half has none.
    """
    if above.fixed or below.fixed:
        return None
    uppers, lowers = _by_column(above), _by_column(below)
    if uppers is None or lowers is None:
        return None
    first, *others = table.columns
    if lowers[first.id].words or not uppers[first.id].words:
        return None
    if any(uppers[one.id].words and lowers[one.id].words for one in others if one.kind != "text"):
        return None
    if not any(uppers[one.id].words and lowers[one.id].words for one in others if one.kind == "text"):
        return None
    cells = tuple(
        replace(cell, words=(*cell.words, *lowers[name].words)) if cell.words else lowers[name]
        for name, cell in uppers.items()
    )
    return Row(cells, above.near)


def _by_column(row: Row) -> dict[str, RowCell] | None:
    if any(len(cell.columns) != 1 for cell in row.cells):
        return None
    return {cell.columns[0]: cell for cell in row.cells}


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
        known = single.get(columns[0])
        words = (*(known.words if known else ()), *cell.words)
        single[columns[0]] = RowCell(columns, words, known.place if known and known.words else place)
    in_order = (single.pop(column.id, None) for column in header.table.columns)
    return (*(cell for cell in in_order if cell), *merged)
