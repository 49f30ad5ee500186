"""Rows of tables as readings: header cells, row numbers that run on over pages, rows cut by a page break."""

from collections.abc import Mapping

from pipelines.form.readings.reading import Reading
from pipelines.form.readings.values import printed, reading, with_whole_words
from pipelines.form.spec.model import Table
from pipelines.form.tables.grid_header import GridHeader
from pipelines.form.tables.grid_rows import without_header
from pipelines.form.tables.page_breaks import (
    is_doubtful_break,
    is_repeated,
    joined_over_pages,
    without_repeated_lines,
)
from pipelines.form.tables.rows import Row, RowWriter, WrittenRow, undecided, words_of
from pipelines.form.tables.sequences.cells import Names
from pipelines.read.document import Box, Word

Placed = tuple[int, Reading]
"""A reading and the unit of the stream it begins at."""


class TableRows:
    """Writes headers and rows into ``found`` and counts the rows of each table through the whole document."""

    def __init__(self, found: list[Placed]) -> None:
        self._found = found
        self._counts: dict[str, int] = {}
        self._last: WrittenRow | None = None

    def _headed(
        self,
        at: int,
        section: str,
        table: Table,
        held: Mapping[str, tuple[Word, ...]],
        places: Mapping[str, tuple[int, Box]],
    ) -> RowWriter:
        """Write the header cells, printed (``held``) or empty; the writer for the rows below them.

        ``places`` are page and box of ruled header cells.
        """
        near = next(word for words in held.values() for word in words)
        known = {column.id: column.header.words for column in table.columns if column.header}
        held = {name: with_whole_words(words, known.get(name, frozenset())) for name, words in held.items()}
        for column in table.columns:
            one = reading(
                section,
                table.id,
                held.get(column.id, ()),
                near=near,
                row_no=0,
                column=column.id,
                cell=places.get(column.id),
            )
            self._found.append((at, one))
        return RowWriter(section, table, {name: printed(words) for name, words in held.items()})

    def _write(self, at: int, writer: RowWriter, row: Row) -> None:
        table = writer.table.id
        tail = writer.tail_alone(row, self._counts.get(table, 0))
        unnumbered = writer.write_unnumbered(row) or tail
        self._found += [(at, one) for one in unnumbered]
        if tail:
            self._last = None  # nothing of the row above can follow
        if unnumbered:
            return
        item = f"{table}.{row.fixed.id}" if row.fixed else table
        row_no = self._counts.get(item, 0) + 1
        self._counts[item] = row_no
        first = len(self._found)
        self._found += [(at, one) for one in writer.write(row, row_no)]
        self._last = WrittenRow(table, row_no, row, first, len(self._found))

    def _begin_page(
        self, at: int, writer: RowWriter, below: Row, header: GridHeader, names: Names
    ) -> list[Word]:
        """Write the first row of a further page, which may be the rest of the last row before it; where
        that stays open both are ambiguous. ``names`` are those of the components, where the table has them.
        Gives back the words of a row that the table does not have.
        """
        repeated = without_header(below, header)
        if repeated:
            held, below = repeated
            self._headed(at, writer.section, writer.table, held, {})
        if not words_of(below) and below.fixed is None:
            return []
        table, last = writer.table, self._last
        if last is not None and last.table == table.id:
            if is_repeated(last.row, below):
                if below.fixed:
                    self._found += [(at, one) for one in writer.write_again(below)]
                else:  # the printed total tells whether it counts twice: see repeated_rows
                    self._write(at, writer, below)
                return []
            below = without_repeated_lines(last.row, below)
            row = joined_over_pages(last.row, below, table, names)
            if row is not None:
                self._rewrite(writer, last, row)
                return []
            if is_doubtful_break(last.row, below, table, header.reach(below.near), names):
                self._rewrite(writer, last, undecided(last.row))
                below = undecided(below)
        if below.fixed is None and not table.open_rows:
            return words_of(below)
        self._write(at, writer, below)
        return []

    def _rewrite(self, writer: RowWriter, last: WrittenRow, row: Row) -> None:
        at = self._found[last.first][0]
        rewritten = [(at, one) for one in writer.write(row, last.row_no)]
        self._found[last.first : last.end] = rewritten
        self._last = WrittenRow(last.table, last.row_no, row, last.first, last.first + len(rewritten))
