"""From the labels found in a document to its readings, one stretch between two labels after the other."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipelines.form.labels.chain import Anchor, Expected
from pipelines.form.labels.title_block import SECTION, title_block
from pipelines.form.labels.unknown import may_hold_label
from pipelines.form.readings.reading import Reading, Status
from pipelines.form.readings.tokens import phrase_end
from pipelines.form.readings.values import printed, reading, rest_of
from pipelines.form.spec.folding import fold
from pipelines.form.spec.model import Body, Field, Form, Table
from pipelines.form.stream.baselines import box_of
from pipelines.form.stream.lines import lines_of
from pipelines.form.stream.units import Stream
from pipelines.form.tables.assembly import TableAssembly
from pipelines.form.tables.sequences.headers import torn_table
from pipelines.form.tables.sequences.reading_order import (
    ValuesApart,
    ends_with_page,
    holds_torn_label,
    is_in_dump,
    prints_cells_apart,
)
from pipelines.read.document import Grid, Word


class Assembly:
    """Collects readings in ``found``, each with the unit of the stream it begins at."""

    def __init__(
        self,
        stream: Stream,
        anchors: Sequence[Anchor],
        rivals: Mapping[int, Anchor],
        form: Form,
        year: int | None,
    ) -> None:
        self.found: list[tuple[int, Reading]] = []
        self._stream = stream
        self._anchors = anchors
        self._rivals = rivals
        self._form = form
        self._section = SECTION
        self._loose = 0
        self._done = 0
        apart = prints_cells_apart(stream, anchors)
        self._values = ValuesApart(stream, anchors) if apart else None
        self._tables = TableAssembly(stream, self.found, anchors, apart=apart, year=year)

    def add_head(self, title_start: int, title_end: int, title_words: int) -> None:
        """Everything before the first label: the title (``title_words`` of its words are the first
        title line) and the title block under it. Without a title it is unmapped.
        """
        first = self._anchors[0].start if self._anchors else len(self._stream)
        self._unmapped(0, title_start)
        if title_end == title_start:
            self._unmapped(title_start, first)
            return
        words = self._stream.words(title_start, title_end)
        for item, part in (("title", words[:title_words]), ("closing", words[title_words:])):
            if part:
                self._add(title_start, reading(SECTION, item, part, near=part[0]))
        end = next(
            (index for index in range(title_end, first) if isinstance(self._stream.units[index], Grid)), first
        )
        if self._anchors and self._anchors[0].expected.section.id == SECTION:
            lines = list(self._stream.lines(title_end, end))
            for one in title_block(lines, self._form):
                self._add(title_end, one)
            self._unmapped(end, first)
        else:
            self._unmapped(title_end, first)

    def add_labels(self) -> None:
        """Every label with what stands between it and the next one."""
        for place, anchor in enumerate(self._anchors):
            if place < self._done or self._is_repeated(place):
                continue
            following = place + 1
            while self._is_repeated(following):
                following += 1
            after = self._anchors[following] if following < len(self._anchors) else None
            end = after.start if after else len(self._stream)
            self._section = anchor.expected.section.id
            match anchor.expected.kind:
                case "heading":
                    self._heading(place, anchor, after, end)
                case "field":
                    self._field(place, anchor, after, end)
                case "caption":
                    self._caption(anchor, after, end)
                case "unknown":
                    self._unknown_label(anchor, end)
                case "header":
                    if not (self._is_read_with_tails(place) or self._is_read_over_pages(place)):
                        torn = self._is_table_torn(anchor, after, end)
                        first = len(self.found)
                        stray, behind = self._tables.read(anchor, end, torn=torn)
                        ahead = self._tables.labels_come_first
                        if may_hold_label(self._stream, anchor, after, end, is_behind_label=ahead):
                            self.found[first:] = [(at, _doubted(one)) for at, one in self.found[first:]]
                        self._keep(anchor.start, stray)
                        self._unmapped(behind, end)

    def _is_repeated(self, place: int) -> bool:
        """Whether a label is the header of the unruled table above, printed again on a new page of a PDF or
        of a dump with gaps.
        """
        if not 0 < place < len(self._anchors):
            return False
        above, anchor = self._anchors[place - 1], self._anchors[place]
        if not _goes_on(anchor, above) or above.grid or anchor.grid:
            return False
        first = self._stream.words(anchor.start, anchor.end)[0]
        return first.box is not None or first.indent is not None

    def _is_read_with_tails(self, place: int) -> bool:
        """Read the table without rules, or with some, whose header is the label at ``place``, with the labels
        that stand inside its rows; those up to ``_done`` are read, then.
        """
        anchor = self._anchors[place]
        table = anchor.expected.item
        if not (isinstance(table, Table) and table.tail) or anchor.grid or self._is_repeated(place):
            return False
        behind = place + 1
        while behind < len(self._anchors) and self._anchors[behind].expected.group == anchor.expected.group:
            behind += 1
        end = self._anchors[behind].start if behind < len(self._anchors) else len(self._stream)
        if behind == place + 1 or self._stream.words(anchor.start, anchor.end)[0].box is None:
            return False
        if self._are_labels_below(self._anchors[place:behind]):
            return False
        if not self._tables.read_unruled(anchor.start, end, self._section, table):
            return False
        self._done = behind
        return True

    def _are_labels_below(self, group: Sequence[Anchor]) -> bool:
        """Whether each label has a table of its own and begins at its left margin: below the table, then, and
        not inside one of its cells.
        """
        if any(isinstance(one.expected.item, Table) == bool(place % 2) for place, one in enumerate(group)):
            return False
        for above, label in zip(group[::2], group[1::2], strict=False):
            boxes = [box_of(word) for word in self._stream.words(above.start, label.start)]
            first = box_of(self._stream.words(label.start, label.end)[0])
            if any(first.x0 > box.x0 + box.bottom - box.top for box in boxes):
                return False
        return True

    def _is_read_over_pages(self, place: int) -> bool:
        """Read the table whose header is the label at ``place`` with its parts on further pages, if a dump
        that prints every cell in a box of its own leaves nothing open in it; the labels up to ``_done`` are
        read, then.
        """
        anchor = self._anchors[place]
        if self._values is None or anchor.expected.group:
            return False
        behind = place + 1
        while behind < len(self._anchors) and _goes_on(self._anchors[behind], anchor):
            behind += 1
        after = self._anchors[behind] if behind < len(self._anchors) else None
        end = after.start if after else len(self._stream)
        if self._is_table_torn(anchor, after, end):
            return False
        is_read = self._tables.read_over_pages(self._anchors[place:behind], end)
        self._done = behind if is_read else self._done
        return is_read

    def _is_table_torn(self, anchor: Anchor, after: Anchor | None, end: int) -> bool:
        """Whether a text dump may print something else in a table, or its cells above the header."""
        above = self._values is not None and self._loose == anchor.start > 0
        # The cell of a component may be cut in two.
        is_over_pages = anchor.expected.group is not None and after is not None and _goes_on(after, anchor)
        cut = is_over_pages and is_in_dump(self._stream, anchor)
        more = self._values is not None and self._values.holds_a_row(anchor, after)
        return above or cut or more or holds_torn_label(self._stream, anchor, after, end)

    def _heading(self, place: int, anchor: Anchor, after: Anchor | None, end: int) -> None:
        words = self._stream.words(anchor.start, anchor.end)
        status: Status = "ambiguous" if place in self._rivals else "value"
        self._add(anchor.start, reading(self._section, "heading", words, near=words[0], status=status))
        section = anchor.expected.section
        if section.body and any(self._read_behind(anchor, end, table) for table in section.tables):
            self._add(
                anchor.end, reading(self._section, section.body.id, (), near=words[0], label=printed(words))
            )
        elif section.body:
            stop = self._value_end(anchor.end, end, section.body)
            value = self._stream.words(anchor.end, stop)
            label = printed(words)
            doubtful = self._is_cut_in_doubt(place) or self._is_torn(anchor, after, stop)
            torn: Status | None = "ambiguous" if doubtful else None
            self._add(
                anchor.end,
                reading(self._section, section.body.id, value, near=words[0], label=label, status=torn),
            )
            self._unmapped(stop, end)
        else:
            self._table_or_unmapped(section.first_table, anchor, after, end)

    def _read_behind(self, anchor: Anchor, end: int, table: Table) -> bool:
        """Read ``table``, if it is what stands behind a heading."""
        return self._tables.read_unruled(anchor.end, end, self._section, table)

    def _caption(self, anchor: Anchor, after: Anchor | None, end: int) -> None:
        table = anchor.expected.item
        words = self._stream.words(anchor.start, anchor.end)
        assert isinstance(table, Table)
        item = f"{table.id}.caption"
        self._add(anchor.start, reading(self._section, item, words, near=words[0], status="value"))
        self._table_or_unmapped(table, anchor, after, end)

    def _table_or_unmapped(self, table: Table | None, anchor: Anchor, after: Anchor | None, end: int) -> None:
        """Where a table is due but no header follows, the form may say that nothing was reported."""
        words = self._stream.words(anchor.end, end)
        if table and after and self._is_read_from_above(anchor.end, table, after):
            return
        is_due = table is not None and not (after and after.expected.item is table)
        says_nothing = self._form.not_reported.fits(fold("".join(word.text for word in words)))
        if table is not None and is_due and says_nothing and len(words) == end - anchor.end:
            self._tables.nothing_reported(anchor.end, self._section, table, words)
            return
        place = (anchor.end, end, self._section)
        if not (
            is_due
            and table
            and (self._tables.read_unruled(*place, table) or self._tables.read_torn(*place, table))
        ):
            self._unmapped(anchor.end, end)

    def _is_read_from_above(self, start: int, table: Table, after: Anchor) -> bool:
        """Read ``table`` from unit ``start`` on, where what seems its header, ``after``, is but a line of
        one with more; the labels up to ``_done`` are read, then.
        """
        if after.expected.item is not table or after.grid or after.start == start or not table.open_columns:
            return False
        behind = self._anchors.index(after) + 1
        end = self._anchors[behind].start if behind < len(self._anchors) else len(self._stream)
        if self._stream.units[start].page != self._stream.units[after.start].page:
            return False
        if not self._tables.read_unruled(start, end, self._section, table):
            return False
        self._done = behind
        return True

    def _field(self, place: int, anchor: Anchor, after: Anchor | None, end: int) -> None:
        item = anchor.expected.item
        assert isinstance(item, Field)
        label = self._stream.words(anchor.start, anchor.end)
        stop = self._left_of(label[0], anchor.end, self._value_end(anchor.end, end, item), item)
        torn = torn_table(self._stream, anchor, after, end) if self._values is not None else None
        if torn:
            stop = min(stop, torn[0])
        value = self._stream.words(anchor.end, stop)
        counted = len(label)
        rest = rest_of(label[-1], anchor.cut) if anchor.cut else None
        if rest:
            value, counted = [rest, *value], counted - 1
        label_text = printed(label).removesuffix(rest.text) if rest else printed(label)
        name = item.id
        rival = self._rivals.get(place)
        if rival and rival.start == anchor.start and isinstance(rival.expected.item, Field):
            name = f"{item.id}|{rival.expected.item.id}"
        doubtful = rival is not None or self._is_cut_in_doubt(place) or self._is_torn(anchor, after, stop)
        self._add(
            anchor.start,
            reading(
                self._section,
                name,
                value,
                near=label[0],
                label=label_text,
                label_words=counted,
                row_no=self._tables.count_repeated(anchor),
                status="ambiguous" if doubtful else None,
            ),
        )
        if not (torn and torn[0] == stop and self._read_torn(stop, end, torn[1])):
            self._unmapped(stop, end)

    def _unknown_label(self, anchor: Anchor, end: int) -> None:
        """A label in words that the form does not know, and what stands behind it."""
        words = self._stream.words(anchor.start, anchor.end)
        self._add(anchor.start, replace(self._unknown(words), resembles=anchor.resembles))
        begin = len(self.found)
        self._unmapped(anchor.end, end)
        label = printed(words)
        self.found[begin:] = [
            (at, replace(one, label=label, resembles=anchor.resembles)) for at, one in self.found[begin:]
        ]

    def _read_torn(self, start: int, end: int, expected: Expected) -> bool:
        table = expected.item
        assert isinstance(table, Table)
        repeated = expected.group is not None
        return self._tables.read_torn(start, end, self._section, table, repeated=repeated)

    def _is_cut_in_doubt(self, place: int) -> bool:
        """Whether the next label could as well stand elsewhere, so that it is unclear where a value ends."""
        rival, after = self._rivals.get(place + 1), self._anchors[place + 1 : place + 2]
        is_doubtful = bool(after) and after[0].expected.kind == "unknown" and not after[0].weight
        return is_doubtful or (rival is not None and rival.start != after[0].start)

    def _is_torn(self, anchor: Anchor, after: Anchor | None, stop: int) -> bool:
        """Whether a text dump may print something else behind a label than its value, or a part of the
        value directly above the label, where the form knows of no text.
        """
        stream = self._stream
        touches_text = self._loose == anchor.start > 0 and not stream.opens_box(anchor.start)
        if touches_text and is_in_dump(stream, anchor):
            return True
        is_doubtful = self._values is not None and self._values.is_doubtful(anchor, after, stop)
        return is_doubtful or holds_torn_label(stream, anchor, after, stop)

    def _value_end(self, start: int, end: int, item: Field | Body) -> int:
        """The unit behind a value: at a table, at the border of a layout box with columns, and for a
        value that is one printed box where the next box begins.
        """
        stream = self._stream
        limited = isinstance(item, Field) and item.extent == "box"
        whole_phrase = (phrase_end(stream, start, end) or start) if limited and start < end else start
        for index in range(start, end):
            if isinstance(stream.units[index], Grid):
                return index
            if index == start:
                continue
            if stream.block[index] != stream.block[index - 1]:
                return index
            if limited and index >= whole_phrase and stream.starts_box[index]:
                return index
            if limited and ends_with_page(stream, index, is_whole=index == whole_phrase > start):
                return index
        return end

    def _left_of(self, label: Word, start: int, end: int, item: Field) -> int:
        """The unit of a value up to ``end`` where a line begins to the left of its label, in another cell."""
        if item.extent != "box" or label.box is None:
            return end
        left = label.box.x0 - (label.box.bottom - label.box.top)
        for index in range(start, end):
            unit = self._stream.units[index]
            begins = self._stream.starts_line[index] and isinstance(unit, Word) and unit.page == label.page
            if begins and unit.box is not None and unit.box.x0 < left:
                return index
        return end

    def _unmapped(self, start: int, end: int) -> None:
        """Words that the form does not know, line by line and cell by cell."""
        if start < end:
            self._loose = end
        at = start
        for index in range(start, end + 1):
            unit = self._stream.units[index] if index < end else None
            if not (isinstance(unit, Grid) or index == end):
                continue
            for line in self._stream.lines(at, index):
                self._add(at, self._unknown(line))
            if isinstance(unit, Grid):
                cells = [cell for row in unit.rows for cell in row if cell and cell.words]
                for cell in cells:
                    self._add(index, self._unknown(cell.words))
            at = index + 1

    def _keep(self, at: int, stray: Sequence[Word]) -> None:
        """Words of a table that belong to no row."""
        for line in lines_of(stray):
            self._add(at, self._unknown(line.words))

    def _unknown(self, words: Sequence[Word]) -> Reading:
        return reading(self._section, "unmapped", words, near=words[0], status="unmapped")

    def _add(self, at: int, one: Reading) -> None:
        self.found.append((at, one))


def _doubted(one: Reading) -> Reading:
    """A table's reading where nothing tells whether something else stands in its cell."""
    return replace(one, status="ambiguous") if one.row_no and one.status in ("value", "blank") else one


def _goes_on(anchor: Anchor, above: Anchor) -> bool:
    """Whether a header is that of the table above, printed again on a new page."""
    return anchor.again and anchor.expected is above.expected
