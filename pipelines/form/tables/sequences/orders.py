"""In which sequence a text dump prints the cells of a table: row by row, or column by column."""

from collections.abc import Iterator, Mapping, Sequence

from pipelines.form.spec.model import Column, FixedRow
from pipelines.form.tables.sequences.cells import DOUBT, LABEL, STRANGE, Cells
from pipelines.form.tables.sequences.fits import END, Slot

Following = Iterator[tuple[Slot, float]]

WHOLE = 1
"""The variant of a row without a blank cell, which may go on over a line around a broken cell."""


class Rows:
    """One row after the other. ``blanks`` is what a blank cell of a column costs; a column without a price
    is never blank. ``count`` is how many rows there are, None if their cells tell. Rows ``begin_lines``, or
    anything may stand anywhere.
    """

    def __init__(
        self,
        cells: Cells,
        columns: Sequence[Column],
        blanks: Mapping[str, float],
        *,
        count: int | None = None,
        begin_lines: bool = True,
    ) -> None:
        self._cells = cells
        self._columns = columns
        self._blanks = blanks
        self._count = count
        self._begin_lines = begin_lines
        self._by_lines = begin_lines and not any(one.kind == "text" for one in columns)
        self._may_break = self._by_lines and any(one.kind == "subtitle" for one in columns)

    def first(self) -> list[Slot]:
        """The slots that may come first."""
        return self._row(0, 0)

    def _row(self, first: int, row: int) -> list[Slot]:
        variants = (0, WHOLE) if self._may_break and self._blanks else (0,)
        return [Slot(first, 0, row, variant=variant) for variant in variants]

    def runs(self, slot: Slot, at: int) -> Iterator[tuple[int, float]]:
        """The token behind each run that the slot can hold, and its cost."""
        column = self._columns[slot.column]
        if column.id in self._blanks and not slot.variant:
            yield at, self._blanks[column.id]
        price = self._price(slot, at)
        if price is not None:
            for end, cost in self._cells.runs(column, slot.first, at, slot.key):
                yield end, cost + price

    def _price(self, slot: Slot, at: int) -> float | None:
        """What it costs that a cell begins at a token; None if none does."""
        cells = self._cells
        if not self._begin_lines or at == cells.length:
            return 0
        if not slot.holds:
            return 0 if cells.starts_line(at) else None
        if self._by_lines and self._blanks and cells.starts_line(at):
            if not (self._may_break and self._is_broken(at)):
                return None
            return 0 if slot.variant else DOUBT
        return 0

    def _is_broken(self, at: int) -> bool:
        """Whether one of the cells around a place is broken over lines."""
        return any(token.is_broken for token in self._cells.printed.tokens[max(at - 1, 0) : at + 1])

    def after(self, slot: Slot, at: int, end: int) -> Following:
        """What may follow the slot, and its cost."""
        holds = slot.holds or end > at
        key = slot.key
        if end > at and self._columns[slot.column].starts and not key:
            key = self._cells.number(at)
        if slot.column + 1 < len(self._columns):
            yield slot._replace(column=slot.column + 1, holds=holds, key=key), 0
        elif holds or self._count:
            following = slot.first + 1
            if self._count in (None, following):
                yield END, 0
            if end < self._cells.length if self._count is None else following < self._count:
                cost = DOUBT if self._may_break and self._blanks and self._is_broken(end) else 0
                # A row of which nothing is printed may not be there at all.
                for row in range(slot.row + holds, slot.row + 2):
                    for one in self._row(following, row):
                        yield one, cost


class Columns:
    """Some rows column by column, and then others; no cell is blank. With ``headed`` columns all rows come
    together, and each column below its header; those of a single row may follow several headers.
    """

    def __init__(self, cells: Cells, *, headed: bool) -> None:
        self._cells = cells
        self._columns = cells.table.columns
        self._headed = headed
        self._labels = () if self._columns[0].header or cells.table.open_rows else cells.table.rows

    def first(self) -> list[Slot]:
        """The slots that may come first."""
        if self._headed and not self._labels:
            return [Slot(0, 0, 0, part="header")]
        return [Slot(0, 0, 0, heads=0 if self._headed else len(self._columns))]

    def runs(self, slot: Slot, at: int) -> Iterator[tuple[int, float]]:
        """The token behind each run that the slot can hold, and its cost."""
        cells, column = self._cells, self._columns[slot.column]
        if at == cells.length:
            return
        mark = cells.printed.marks[at]
        if slot.part:
            if column.header and column.header.fits(cells.texts[at]):
                yield at + 1, 0
        elif self._labels and not slot.column:
            if slot.row < len(self._labels) and mark == self._labels[slot.row]:
                yield at + 1, 0
        elif not slot.column and isinstance(mark, FixedRow):
            yield at + 1, 0
        else:
            yield from cells.runs(column, slot.row, at, "")

    def after(self, slot: Slot, at: int, _: int) -> Following:
        """What may follow the slot, at no cost."""
        cells = self._cells
        if slot.part:
            heads = slot.column + 1
            # The first of the columns below these headers.
            yield slot._replace(column=slot.heads, row=slot.first, heads=heads, part="", holds=False), 0
            if heads < len(self._columns) and (slot.last == 0):
                yield slot._replace(column=heads), 0
            return
        is_over = slot.column == 0 and isinstance(cells.printed.marks[at], FixedRow) and not self._labels
        over = slot.variant or int(is_over)
        if slot.column == 0:
            is_last = not self._labels or slot.row + 1 == len(self._labels)
            if not over and (slot.heads <= 1 or not self._headed):
                yield slot._replace(row=slot.row + 1), 0
            if is_last:
                yield from self._behind(slot._replace(last=slot.row, variant=over))
        elif slot.row < slot.last:
            yield slot._replace(row=slot.row + 1), 0
        else:
            yield from self._behind(slot)

    def _behind(self, slot: Slot) -> Following:
        """What follows the last cell of a column."""
        following = slot.column + 1
        if following == len(self._columns):
            yield END, 0
            if not self._headed and not slot.variant:
                row = slot.last + 1
                yield Slot(row, 0, row, heads=slot.heads), 0
        elif following < slot.heads or not self._headed:
            yield slot._replace(column=following, row=slot.first), 0
        else:
            yield slot._replace(column=following, row=slot.first, part="header", heads=following), 0


def blank_prices(columns: Sequence[Column]) -> dict[str, float]:
    """What blank cells cost where cells share their lines, by what their columns hold."""
    if not any(column.kind == "text" for column in columns):
        return {column.id: 0 for column in columns}
    if any(column.starts for column in columns):
        return {column.id: STRANGE for column in columns}
    if [column.kind for column in columns] == ["text"]:
        return {}
    if any(column.split for column in columns):
        values = {column.id: DOUBT / 4 for column in columns if column.kind == "percent"}
        return {
            column.id: DOUBT for column in columns if column.kind == "text" and column.id != LABEL
        } | values
    if columns[0].values:
        return {column.id: DOUBT / 2 for column in columns}
    return {column.id: DOUBT / 8 for column in columns}
