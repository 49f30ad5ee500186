"""Tables between two labels: header cells, rows, row numbers that run on over pages."""

from collections.abc import Sequence

from pipelines.form.labels.chain import Anchor
from pipelines.form.readings.tokens import tokens_of
from pipelines.form.readings.values import reading
from pipelines.form.spec.model import Table
from pipelines.form.stream.lines import lines_of
from pipelines.form.stream.units import Stream
from pipelines.form.tables.components import Components
from pipelines.form.tables.drawn.drawing import rule
from pipelines.form.tables.drawn.line_spacing import rows_are_ruled, widest_pitch
from pipelines.form.tables.grid_header import GridHeader, header_again
from pipelines.form.tables.grid_rows import grid_rows
from pipelines.form.tables.page_breaks import labelled_over_pages
from pipelines.form.tables.rows import Doubt, Row, RowWriter, in_part_doubtful, undecided, words_of
from pipelines.form.tables.sequences.boxes import between_headers, full_rows, in_boxes
from pipelines.form.tables.sequences.headers import headers_again
from pipelines.form.tables.sequences.layout import are_columns_sure, keeps_gaps, placed, unplaced
from pipelines.form.tables.sequences.printed import begins_a_cell, in_doubt, undecided_lines
from pipelines.form.tables.sequences.reading_order import tables_over_pages
from pipelines.form.tables.sequences.tables import nothing_reported, side_by_side, total_of
from pipelines.form.tables.written import Placed, TableRows
from pipelines.read.document import Grid, Word


class TableAssembly(TableRows):
    """Reads tables into ``found`` and counts their rows through the whole document.

    ``apart`` is True for a text dump that prints every cell in a box of its own. The other dumps and the
    PDFs set the lines of all their tables alike: the wrapped headers among ``anchors`` tell how.
    """

    def __init__(
        self,
        stream: Stream,
        found: list[Placed],
        anchors: Sequence[Anchor],
        *,
        apart: bool,
        year: int | None,
    ) -> None:
        super().__init__(found)
        self._stream = stream
        self._apart = apart
        self._in_doubt = tables_over_pages(anchors) if apart else set[str]()
        self._components = Components(stream, anchors)
        self._behind = -1
        self._pitch = widest_pitch(stream, anchors)
        self._rows_are_ruled = rows_are_ruled(stream, anchors)
        self._year = year

    def read(self, anchor: Anchor, end: int, *, torn: bool) -> tuple[list[Word], int]:
        """Read the table whose header is ``anchor``, at most up to unit ``end``. In a ``torn`` one of a text
        dump, the words of a label stand among the cells, or cells may stand above the header.

        Returns the words inside it that belong to no row, and the unit behind the table.
        """
        table = anchor.expected.item
        assert isinstance(table, Table)
        section = anchor.expected.section.id
        before = self._next_component(table) if anchor.expected.group else 0
        is_later = anchor.again and anchor.start == self._behind and self._is_last(table)
        stray: list[Word] = []
        behind, first = end, len(self._found)
        if anchor.grid:
            parts = anchor.grid.parts(self._stream.units[anchor.start : end])
            behind = anchor.start + len(parts)
            stray = self._ruled(anchor.start, section, anchor.grid, parts, is_later_part=is_later)
        elif self._stream.words(anchor.start, end)[0].box is None:
            is_rest = is_later and anchor.expected.group is not None
            if is_rest and before == self._components.number:
                # Each component has a table of its own, and this is the rest of the row above.
                before = self._counts[table.id] = before - 1
            stray = self._printed(anchor, table, end, torn=torn or is_rest)
        elif not self.read_unruled(anchor.start, end, section, table):
            behind = anchor.start
        if anchor.expected.group is not None:
            self._remember_component(table, before, first)
        self._behind = behind
        return stray, behind

    def read_unruled(self, start: int, end: int, section: str, table: Table) -> bool:
        """Read a table that a PDF, or a dump with gaps, prints without ruling lines between two units.

        False, and nothing read, if its rows and columns cannot be told from the words' places.
        """
        units, words = self._stream.units[start:end], placed(self._stream.words(start, end))
        ruled = (
            rule(
                words,
                table,
                self._pitch,
                strokes=self._stream.strokes,
                rows_are_ruled=self._rows_are_ruled,
                year=self._year,
            )
            if len(units) == len(words)
            else None
        )
        page, first = words[0].page if words else 0, len(self._found)
        if ruled and keeps_gaps(words) and not are_columns_sure(ruled, table):
            return False
        for one in ruled or ():
            stray = self._ruled(
                start,
                section,
                one.header,
                one.parts,
                is_later_part=one.parts[0].page != page,
                in_doubt=one.in_doubt,
            )
            for line in lines_of(stray):
                unknown = reading(section, "unmapped", line.words, near=line.words[0], status="unmapped")
                self._found.append((start, unknown))
            page = one.parts[-1].page
        self._found[first:] = [(at, unplaced(one)) for at, one in self._found[first:]]
        return ruled is not None

    def read_torn(self, start: int, end: int, section: str, table: Table, *, repeated: bool = False) -> bool:
        """Read what a text dump prints in place of ``table``, its header torn apart by its cells: in doubt
        but for rows that the headers leave one place. A ``repeated`` table is that of the next component.

        False, and nothing read, if no line begins with a cell of the header or the label of a row.
        """
        words = self._stream.words(start, end)
        if not words or words[0].box is not None:
            return False
        tokens = tokens_of(self._stream, start, end, subtitles=table.has_subtitle)
        total = total_of(table, (one for _, one in self._found))
        headed = between_headers(tokens, table, total)
        if not (headed or begins_a_cell(tokens, table)):
            return False
        before, first = self._next_component(table) if repeated else 0, len(self._found)
        held, rows = headed or ({}, in_doubt(tokens, table))
        writer = self._headed(start, section, table, held, {}) if held else RowWriter(section, table, {})
        for row in rows:
            self._write(start, writer, row)
        if repeated:
            self._remember_component(table, before, first)
        elif not headed:
            # Nor can the rows on the next page be counted.
            self._in_doubt.add(table.id)
        return True

    def read_over_pages(self, headers: Sequence[Anchor], end: int) -> bool:
        """Read the table of a text dump, up to unit ``end``, whose header is printed as ``headers``.

        False, and nothing read, if it has one header only, or if its parts together leave anything open but
        single rows under labels of the form.
        """
        table = headers[0].expected.item
        assert isinstance(table, Table)
        headers = [header for one in headers for header in (one, *headers_again(self._stream, one, end))]
        if len(headers) == 1 or any(item.partition(".")[0] == table.id for item in self._counts):
            return False
        total = total_of(table, (one for _, one in self._found))
        stops = [*(header.start for header in headers[1:]), end]
        parts = [
            tokens_of(self._stream, header.end, stop, subtitles=table.has_subtitle)
            for header, stop in zip(headers, stops, strict=True)
        ]
        rows = full_rows(parts, table, self._components.all_names(), total)
        if rows is None or any(cell.undecided for row in rows if not row.fixed for cell in row.cells):
            return False
        pages = [(self._stream.units[one.start].page, one.end, self._header(one)) for one in headers]
        for row in rows:
            at, writer = next((at, writer) for page, at, writer in reversed(pages) if page <= row.near.page)
            self._write(at, writer, row)
        return True

    @property
    def labels_come_first(self) -> bool:
        """Whether the labels of the components stand before their tables."""
        return self._components.is_ahead

    def _next_component(self, table: Table) -> int:
        """How many components come before the next ``table``; one whose table is not read has its number."""
        components, least = self._components, 0
        if not components.is_ahead:
            least = components.number - 1
        elif components.waiting == 1:
            least = components.number - 2
        components.waiting = 0
        self._counts[table.id] = max(self._counts.get(table.id, 0), least)
        return self._counts[table.id]

    def _remember_component(self, table: Table, before: int, first: int) -> None:
        self._components.remember((one for _, one in self._found[first:]), table)
        if not self._components.is_ahead:
            self._components.number = before + 1

    def _is_last(self, table: Table) -> bool:
        return self._last is not None and self._last.table == table.id

    def nothing_reported(self, at: int, section: str, table: Table, words: Sequence[Word]) -> None:
        """A table of which the form says that nothing was reported."""
        self._write(at, RowWriter(section, table, {}), nothing_reported(table, words))

    def count_repeated(self, anchor: Anchor) -> int | None:
        """The number of the component that a repeated field belongs to; None for a field that comes once.

        It is the first component of the table above; further fields belong to its further components.
        """
        if anchor.expected.group is None:
            return None
        self._components.number += 1
        self._components.waiting += 1
        return self._components.number - 1

    def _ruled(
        self,
        at: int,
        section: str,
        header: GridHeader,
        parts: Sequence[Grid],
        *,
        is_later_part: bool,
        in_doubt: Doubt = frozenset(),
    ) -> list[Word]:
        table = header.table
        if not is_later_part:
            self._last = None
        again = header_again(parts[0], header, self._year)
        if again:
            above, below, second = again
            before = self._ruled(at, section, header, [above], is_later_part=is_later_part)
            # No row is cut inside a page.
            return before + self._ruled(at, section, second, [below, *parts[1:]], is_later_part=False)
        if header.caption:
            item = f"{table.id}.caption"
            one = reading(section, item, header.caption, near=header.caption[0], status="value")
            self._found.append((at, one))
        cells = dict(zip((column.id for column in table.columns), header.cells, strict=True))
        held = {name: cell.words for name, cell in cells.items() if cell}
        places = {name: (parts[0].page, cell.box) for name, cell in cells.items() if cell}
        writer = self._headed(at, section, table, held, places)
        stray: list[Word] = []
        beginning: Row | None = None
        for number, part in enumerate(parts):
            goes_on = number > 0 or is_later_part
            rows, left = grid_rows(
                part,
                header,
                0 if number else header.row + 1,
                goes_on=goes_on,
                breaks_off=number + 1 < len(parts),
            )
            rows = [in_part_doubtful(row, in_doubt) for row in rows] if in_doubt else rows
            stray += left
            if rows and beginning:
                whole = labelled_over_pages(beginning, rows[0], table)
                stray += [] if whole else words_of(beginning)
                rows, goes_on = ([whole, *rows[1:]], False) if whole else (rows, goes_on)
                beginning = None
            if rows and not (rows[-1].fixed or table.open_rows) and not (goes_on and len(rows) == 1):
                beginning = rows.pop()
            for row_number, row in enumerate(rows):
                if not (goes_on and row_number == 0):
                    self._write(at + number, writer, row)
                else:
                    names = self._components.names_in(table)
                    stray += self._begin_page(at + number, writer, row, header, names)
        return stray + (words_of(beginning) if beginning else [])

    def _printed(self, anchor: Anchor, table: Table, end: int, *, torn: bool) -> list[Word]:
        """A table of a text dump."""
        stream, section = self._stream, anchor.expected.section.id
        by_gaps = keeps_gaps(stream.words(anchor.start, end)) and len(table.columns) > 1
        if by_gaps and self.read_unruled(anchor.start, end, section, table):
            return []
        writer = self._header(anchor)
        tokens = tokens_of(stream, anchor.end, end, subtitles=table.has_subtitle and not by_gaps)
        stray: list[Word] = []
        if by_gaps:
            rows = in_doubt(tokens, table)
        elif self._apart:
            total = total_of(table, (one for _, one in self._found))
            rows = in_boxes(tokens, table, self._components.all_names(), total)
        else:
            names, are_told = self._components.names, self._components.are_told
            page = stream.units[anchor.end - 1].page
            rows, stray = side_by_side(tokens, table, names, are_told=are_told, page=page)
        if table.id in self._in_doubt:
            rows, stray = [undecided_lines(tokens, table)] if tokens else [], []
        elif torn:
            rows = [undecided(row) for row in rows]
        in_doubt_here = any(cell.undecided for row in rows for cell in row.cells)
        if self._apart and not anchor.expected.group and (in_doubt_here or torn):
            # Nor can the rows on the next page be counted.
            self._in_doubt.add(table.id)
        for row in rows:
            self._write(anchor.end, writer, row)
        return stray

    def _header(self, anchor: Anchor) -> RowWriter:
        """Write the header of a text dump's table."""
        assert isinstance(anchor.expected.item, Table)
        held = {name: tuple(self._stream.words(*units)) for name, units in anchor.columns.items()}
        return self._headed(anchor.start, anchor.expected.section.id, anchor.expected.item, held, {})
