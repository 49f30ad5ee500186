"""From the good fits of a table to its rows: what all of them agree on is decided, the rest is not."""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.form.readings.tokens import Token
from pipelines.form.spec.model import Column, FixedRow, Table
from pipelines.form.tables.rows import Row, RowCell
from pipelines.form.tables.sequences.fits import Place, Step, places
from pipelines.form.tables.sequences.printed import Printed, undecided_lines


class Written:
    """The rows of ``table`` with ``printed`` in its ``columns``, as ``steps`` of all good fits have it."""

    def __init__(
        self, printed: Printed, table: Table, columns: Sequence[Column], steps: Sequence[Step]
    ) -> None:
        self._tokens = printed.tokens
        self._marks = printed.marks
        self._table = table
        self._columns = columns
        self._cells = places(steps, len(self._tokens))
        self._rows = [{row for row, _ in cells} for cells in self._cells]
        self._contested = {place for cells in self._cells if len(cells) > 1 for place in cells}
        self._last = max((step.slot.row for step in steps if not step.slot.part), default=-1)

    @property
    def is_sure(self) -> bool:
        """Whether all fits put each token into the same cell."""
        return not self._contested

    def rows(self) -> list[Row]:
        """The rows up to one that cannot be counted, and what stands behind it, line by line."""
        found: list[Row] = []
        left = [at for at, rows in enumerate(self._rows) if rows]
        if self.is_sure:
            held = [[at for at in left if row in self._rows[at]] for row in range(self._last + 1)]
            return [self._row(row, own, left) for row, own in enumerate(held)]
        while left:
            first = self._rows[left[0]]
            if len(first) > 1:
                return [*found, undecided_lines([self._tokens[at] for at in left], self._table)]
            number = min(first)
            found += [self._row(row, [], left) for row in range(len(found), number)]
            count = next((place for place, at in enumerate(left) if number not in self._rows[at]), len(left))
            found.append(self._row(number, left[:count], left))
            left = left[count:]
        return found

    def _row(self, row: int, held: Sequence[int], near: Sequence[int]) -> Row:
        fixed = self._marks[held[0]] if held else None
        label: Sequence[int] = held[:1] if isinstance(fixed, FixedRow) else []
        cells = self._printed(held[len(label) :])
        mentioned = {name for cell in cells for name in cell.columns}
        blank = [
            RowCell((column.id,), (), undecided=True)
            for place, column in enumerate(self._columns)
            if (row, place) in self._contested and column.id not in mentioned
        ]
        word = self._tokens[(held or near)[0]].words[0]
        made = Row((*cells, *blank), word)
        if isinstance(fixed, FixedRow):
            return replace(made, fixed=fixed, label=self._tokens[held[0]].words)
        return made

    def _printed(self, held: Sequence[int]) -> list[RowCell]:
        cells: list[RowCell] = []
        above: set[Place] = set()
        for at in held:
            here, token = self._cells[at], self._tokens[at]
            columns = tuple(
                column.id for place, column in enumerate(self._columns) if place in {one for _, one in here}
            )
            is_open = len(self._rows[at]) > 1 or (len(here) == 1 and not self._contested.isdisjoint(here))
            goes_on = cells and here == above and (len(here) == 1 or not self._begins(token))
            words = (*cells.pop().words, *token.words) if goes_on else token.words
            cells.append(RowCell(columns, words, undecided=is_open))
            above = here
        return cells

    @staticmethod
    def _begins(token: Token) -> bool:
        return token.starts_line or token.is_figure
