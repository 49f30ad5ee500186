"""Which tables of the form a ruled grid can be, by its header cells, and where its columns stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.form.spec.folding import fold
from pipelines.form.spec.model import Column, Table
from pipelines.form.stream.turned import is_turned
from pipelines.form.tables.column_order import arranged
from pipelines.read.document import Box, Cell, Grid, Word

SAME_EDGE = 3.0
"""Points by which a column's border may differ between two parts of one table."""

HEADER_ROWS = 2
"""The header is the first row of a grid, or the second one below a caption inside the grid."""


@dataclass(frozen=True, slots=True)
class GridHeader:
    """A grid's header row read as the header of ``table``.

    ``spans`` are the columns' left and right borders in points, in the order of the form, not of the page.
    ``doubtful`` are the columns of which the printed years leave open which is which.
    """

    table: Table
    row: int
    spans: tuple[tuple[float, float], ...]
    cells: tuple[Cell | None, ...]
    caption: tuple[Word, ...] = ()
    doubtful: frozenset[str] = frozenset()

    @property
    def has_caption(self) -> bool:
        """Whether the table's caption stands in the grid's first row."""
        return bool(self.caption)

    def columns_of(self, cell: Cell) -> tuple[Column, ...]:
        """The columns a cell lies under: several for a merged cell."""
        under = tuple(
            column
            for column, (left, right) in zip(self.table.columns, self.spans, strict=True)
            if cell.box.x0 <= (left + right) / 2 < cell.box.x1
        )
        return under or (self._nearest(cell),)

    def reach(self, word: Word) -> float:
        """How far a line of the first column that begins with ``word`` can reach, padding left out."""
        left, right = self.spans[0]
        return right - max(word.box.x0 - left, 0) if word.box else right

    def fits_columns(self, grid: Grid) -> bool:
        """Whether ``grid`` has the same columns, as the part of a table on the next page has."""
        lefts = sorted(left for left, _ in self.spans)
        rights = sorted(right for _, right in self.spans)
        return all(
            _is_near(cell.box.x0, lefts) and _is_near(cell.box.x1, rights)
            for row in grid.rows
            for cell in row
            if cell is not None
        ) and (_is_near(grid.box.x0, lefts[:1]) and _is_near(grid.box.x1, rights[-1:]))

    def parts(self, units: Sequence[Word | Grid]) -> list[Grid]:
        """The grid with this header, the first of ``units``, and those directly behind it that go on with
        its columns.
        """
        parts: list[Grid] = []
        for unit in units:
            if not isinstance(unit, Grid) or (parts and not self.fits_columns(unit)):
                break
            parts.append(unit)
        return parts

    def _nearest(self, cell: Cell) -> Column:
        middle = (cell.box.x0 + cell.box.x1) / 2
        distances = [abs((left + right) / 2 - middle) for left, right in self.spans]
        return self.table.columns[distances.index(min(distances))]


def headers_of(grid: Grid, tables: Iterable[Table], year: int | None) -> list[GridHeader]:
    """The headers that ``grid``, in a report of ``year``, can carry: several where tables of the form share
    their header.
    """
    for row_index, row in enumerate(grid.rows[:HEADER_ROWS]):
        if not any(cell and cell.words for cell in row):
            continue
        found = [one for table in tables if (one := _as_header(grid, table, row_index, year))]
        if found:
            return found
    return []


def header_again(grid: Grid, header: GridHeader, year: int | None) -> tuple[Grid, Grid, GridHeader] | None:
    """``grid`` cut before the row that prints its header once more, which heads the second half.

    Some producers repeat it where they meant to begin a page. None if no row does.
    """
    first = next((cell for cell in header.cells if cell and cell.words), None)
    if first is None:
        return None
    opening = _folded(first)
    for number in range(header.row + 1, len(grid.rows)):
        if not any(cell and _folded(cell) == opening for cell in grid.rows[number]):
            continue
        top = min(cell.box.top for cell in grid.rows[number] if cell)
        box = grid.box
        below = Grid(grid.page, Box(box.x0, top, box.x1, box.bottom), grid.rows[number:])
        found = [one for one in headers_of(below, (header.table,), year) if one.row == 0]
        if found:
            above = Grid(grid.page, Box(box.x0, box.top, box.x1, top), grid.rows[:number])
            return above, below, found[0]
    return None


def _as_header(grid: Grid, table: Table, row_index: int, year: int | None) -> GridHeader | None:
    cells = [cell for cell in grid.rows[row_index] if cell is not None]
    printed = [(cell, folded) for cell in cells if (folded := _folded(cell))]
    texts = [folded for _, folded in printed]
    are_turned = any(is_turned(word) for cell in cells for word in cell.words)
    found = arranged(table, texts, year) or (
        arranged(table, texts, year, nearly=True) if are_turned else None
    )
    if found is None:
        return None
    order, is_sure = found
    table = table.with_columns(order)
    held = {column.id: cell for column, (cell, _) in zip(order, printed, strict=True)}
    doubtful = () if is_sure else (column.id for column in order if column.year_offset is not None)
    spans = _spans(grid, table, held)
    if spans is None:
        return None
    caption: tuple[Word, ...] = ()
    if row_index:
        above = [word for cell in grid.rows[0] if cell for word in cell.words]
        if table.caption and table.caption.fits(fold("".join(word.text for word in above))):
            caption = tuple(above)
        elif above:
            return None
    at = tuple(held.get(column.id) or _blank_between(cells, span) for column, span in _zip(table, spans))
    return GridHeader(table, row_index, spans, at, caption, frozenset(doubtful))


def _zip(table: Table, spans: Sequence[tuple[float, float]]) -> Iterable[tuple[Column, tuple[float, float]]]:
    return zip(table.columns, spans, strict=True)


def _spans(grid: Grid, table: Table, held: dict[str, Cell]) -> tuple[tuple[float, float], ...] | None:
    """Borders of all columns; a column without a printed header takes the room left between the others."""
    spans: list[tuple[float, float]] = []
    columns = table.columns
    for column in columns:
        cell = held.get(column.id)
        if cell:
            spans.append((cell.box.x0, cell.box.x1))
            continue
        left = spans[-1][1] if spans else grid.box.x0
        behind = [cell.box.x0 for cell in held.values() if cell.box.x0 >= left]
        right = min(behind, default=grid.box.x1)
        if right - left < SAME_EDGE:
            return None
        spans.append((left, right))
    return tuple(spans)


def _blank_between(cells: Iterable[Cell], span: tuple[float, float]) -> Cell | None:
    middle = (span[0] + span[1]) / 2
    return next((cell for cell in cells if cell.box.x0 <= middle < cell.box.x1), None)


def _folded(cell: Cell) -> str:
    return fold("".join(word.text for word in cell.words))


def _is_near(edge: float, others: Iterable[float]) -> bool:
    return any(abs(edge - other) <= SAME_EDGE for other in others)
