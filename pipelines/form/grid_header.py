"""Which tables of the form a ruled grid can be, by its header cells, and where its columns stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.form.folding import fold
from pipelines.form.spec import Column, Table
from pipelines.read.document import Box, Cell, Grid, Word

SAME_EDGE = 3.0
"""Points by which a column's border may differ between two parts of one table."""

HEADER_ROWS = 2
"""The header is the first row of a grid, or the second one below a caption inside the grid."""


@dataclass(frozen=True, slots=True)
class GridHeader:
    """A grid's header row read as the header of ``table``.

    ``spans`` are the columns' left and right borders in points, in the order of the form. The year
    printed in a header is never asked: columns go by their order.
    """

    table: Table
    row: int
    spans: tuple[tuple[float, float], ...]
    cells: tuple[Cell | None, ...]
    caption: tuple[Word, ...] = ()

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
        lefts = [left for left, _ in self.spans]
        rights = [right for _, right in self.spans]
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


def headers_of(grid: Grid, tables: Iterable[Table]) -> list[GridHeader]:
    """The headers that ``grid`` can carry: several where tables of the form share their header."""
    found = []
    for row_index, row in enumerate(grid.rows[:HEADER_ROWS]):
        cells = [cell for cell in row if cell is not None]
        printed = [(cell, folded) for cell in cells if (folded := _folded(cell))]
        if not printed:
            continue
        for table in tables:
            header = _as_header(grid, table, row_index, cells, printed)
            if header:
                found.append(header)
        if found:
            return found
    return []


def header_again(grid: Grid, header: GridHeader) -> tuple[Grid, Grid, GridHeader] | None:
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
        found = [one for one in headers_of(below, (header.table,)) if one.row == 0]
        if found:
            above = Grid(grid.page, Box(box.x0, box.top, box.x1, top), grid.rows[:number])
            return above, below, found[0]
    return None


def _as_header(
    grid: Grid, table: Table, row_index: int, cells: Sequence[Cell], printed: Sequence[tuple[Cell, str]]
) -> GridHeader | None:
    named = [column for column in table.columns if column.header]
    if len(named) != len(printed):
        return None
    held: dict[str, Cell] = {}
    for column, (cell, folded) in zip(named, printed, strict=True):
        if column.header is None or not column.header.fits(folded):
            return None
        held[column.id] = cell
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
    return GridHeader(table, row_index, spans, at, caption)


def _zip(table: Table, spans: Sequence[tuple[float, float]]) -> Iterable[tuple[Column, tuple[float, float]]]:
    return zip(table.columns, spans, strict=True)


def _spans(grid: Grid, table: Table, held: dict[str, Cell]) -> tuple[tuple[float, float], ...] | None:
    """Borders of all columns; a column without a printed header takes the room left between the others."""
    spans: list[tuple[float, float]] = []
    columns = table.columns
    for index, column in enumerate(columns):
        cell = held.get(column.id)
        if cell:
            spans.append((cell.box.x0, cell.box.x1))
            continue
        following = held.get(columns[index + 1].id) if index + 1 < len(columns) else None
        left = spans[-1][1] if spans else grid.box.x0
        right = following.box.x0 if following else grid.box.x1
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
