"""Table rows between finding their cells and writing their readings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.form.readings.reading import Reading, Status
from pipelines.form.readings.values import printed, reading, status_of
from pipelines.form.spec.folding import Pattern, fold
from pipelines.form.spec.model import Column, FixedRow, Split, Table
from pipelines.read.document import Box, Word


@dataclass(frozen=True, slots=True)
class RowCell:
    """What is printed in a cell. ``columns`` are all columns it can stand in: one where it is decided.

    ``place`` is page and box of the ruled cell; ``spans`` is True for a merged cell, which stands in all
    of its columns at once. ``repeats`` is True where a cell merged over several rows stands in an earlier
    row, which counts its words; ``printed_again`` are words of it that the next page repeats. ``open_end`` is
    True where what follows the label inside the cell is in doubt, as it is in an undecided cell.
    """

    columns: tuple[str, ...]
    words: tuple[Word, ...]
    place: tuple[int, Box] | None = None
    spans: bool = False
    undecided: bool = False
    repeats: bool = False
    open_end: bool = False
    printed_again: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A printed row: a labelled one of the form (``fixed``) or one of its own. The ``label`` of a row whose
    words cannot be told from those of other rows is empty. ``is_header`` marks the header, printed again.

    ``near`` is a word of the row: the place of its blank cells in a text dump. ``inferred_by`` is the rule
    that tells which cells belong together where the dump has lost it, as in ``Reading``.
    """

    cells: tuple[RowCell, ...]
    near: Word
    fixed: FixedRow | None = None
    label: tuple[Word, ...] = ()
    inferred_by: str | None = None
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """The row written last, and where in the list of readings it stands."""

    table: str
    row_no: int
    row: Row
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class RowWriter:
    """Writes the rows of one table; ``headers`` are its printed headers by column."""

    section: str
    table: Table
    headers: dict[str, str]

    def write(self, row: Row, row_no: int) -> list[Reading]:
        """The readings of ``row``, in the order of the columns."""
        found = self._label(row, row_no) if row.fixed and row.label else []
        columns = self.table.figures(row.fixed) if row.fixed else self.table.columns
        columns = tuple(column for column in columns if not column.joins)
        decided = _by_column(row.cells)
        open_cells = [cell for cell in row.cells if len(cell.columns) > 1]
        mentioned = {name for cell in open_cells for name in cell.columns}
        extra = [cell for name, cell in decided.items() if name not in {column.id for column in columns}]
        for column in columns:
            for cell in [one for one in open_cells if one.columns[0] == column.id]:
                found.append(self._undecided(cell, row, row_no, all_of=len(columns)))
            cell_here = decided.get(column.id)
            if cell_here is not None:
                found += self._decided(cell_here, column, row, row_no, mentioned)
            elif column.id not in mentioned:
                found += self._decided(RowCell((column.id,), ()), column, row, row_no, mentioned)
        for cell in extra:
            found += self._decided(cell, None, row, row_no, mentioned)
        return [replace(one, inferred_by=row.inferred_by) for one in found] if row.inferred_by else found

    def write_unnumbered(self, row: Row) -> list[Reading]:
        """The readings of what is no row: the header, printed again, or nothing but the label inside a cell,
        for certain. Empty for a row.
        """
        if row.is_header:
            held = {cell.columns[0]: cell.words for cell in row.cells}
            place = (self.section, self.table.id)
            return [
                reading(*place, held.get(column.id, ()), near=row.near, row_no=0, column=column.id)
                for column in self.table.columns
            ]
        if row.fixed or any(cell.undecided or self._content(cell) for cell in row.cells):
            return []
        words = tuple(word for cell in row.cells for word in cell.words)
        return [reading(self.section, f"{self.table.id}.label", words, near=row.near, status="value")]

    def write_again(self, row: Row) -> list[Reading]:
        """The readings of a row that a page repeats from the foot of the page before."""
        words = [*row.label, *words_of(row)]
        return [reading(self.section, f"{self._item(row)}.repeated", words, near=row.near, status="value")]

    def tail_alone(self, row: Row, row_no: int) -> list[Reading]:
        """The readings of a row across that belongs to the row above, ``row_no``; empty if it is none."""
        tail = self.table.tail
        if tail is None or row_no == 0 or not is_tail(row, self.table):
            return []
        cell = RowCell((), tuple(words_of(row)))
        return self._item_of_row(cell, tail.item, row, row_no)

    def _item_of_row(self, cell: RowCell, item: str, row: Row, row_no: int) -> list[Reading]:
        """What a cell says of another item of the form, behind the item's label or without it."""
        tail = self.table.tail
        before, label, after = cut_at_label(cell.words, tail.pattern) if tail else (cell.words, (), ())
        return [
            reading(
                self.section,
                item,
                (*before, *after),
                near=label[0] if label else row.near,
                label=printed(label),
                label_words=len(label),
                row_no=row_no,
                status="ambiguous" if cell.undecided else None,
                cell=cell.place,
            )
        ]

    def _content(self, cell: RowCell) -> bool:
        split = self._split_of(cell)
        if split is None:
            return bool(cell.words)
        before, _, after = cut_at_label(cell.words, split.pattern)
        return bool(before or after)

    def _split_of(self, cell: RowCell) -> Split | None:
        column = next((one for one in self.table.columns if (one.id,) == cell.columns), None)
        return column.split if column else None

    def _item(self, row: Row) -> str:
        return f"{self.table.id}.{row.fixed.id}" if row.fixed else self.table.id

    def _label(self, row: Row, row_no: int) -> list[Reading]:
        column = self.table.label_column
        return [
            reading(
                self.section, self._item(row), row.label, near=row.near, row_no=row_no, column=column,
                status="value",
            )
        ]  # fmt: skip

    def _undecided(self, cell: RowCell, row: Row, row_no: int, all_of: int) -> Reading:
        status: Status = "ambiguous"
        kinds = {column.kind for column in self.table.columns if column.id in cell.columns}
        said = status_of(printed(cell.words))
        if cell.spans and len(cell.columns) == all_of and said in ("not_reported", "not_applicable"):
            status = said
        return reading(
            self.section,
            self._item(row),
            cell.words,
            near=row.near,
            row_no=row_no,
            column="|".join(cell.columns),
            kind="text" if "text" in kinds else "number",
            status=status,
            cell=cell.place,
        )

    def _decided(
        self, cell: RowCell, column: Column | None, row: Row, row_no: int, mentioned: set[str]
    ) -> list[Reading]:
        name = cell.columns[0]
        header = self.headers.get(name, "")
        if column and column.item:
            return self._item_of_row(cell, column.item, row, row_no)
        tail = column.tail if column else None
        if tail and (cut := cut_at_label(cell.words, tail.pattern))[1]:
            rest = replace(cell, words=cut[0])
            behind = replace(cell, words=(*cut[1], *cut[2]))
            return [
                *self._decided(rest, column, row, row_no, mentioned),
                *self._item_of_row(behind, tail.item, row, row_no),
            ]
        split = column.split if column else None
        before, label, after = cut_at_label(cell.words, split.pattern) if split else (cell.words, (), ())
        found = []
        if before or not (split and name in mentioned):
            found.append(
                reading(
                    self.section,
                    self._item(row),
                    before,
                    near=row.near,
                    label=header,
                    label_words=cell.printed_again,
                    row_no=row_no,
                    column=name,
                    kind=column.kind if column else "text",
                    status="ambiguous" if cell.undecided else None,
                    cell=cell.place,
                )
            )
        if split:
            found.append(
                reading(
                    self.section,
                    self._item(row),
                    after,
                    near=label[0] if label else row.near,
                    label=printed(label),
                    label_words=len(label),
                    row_no=row_no,
                    column=split.column,
                    status="ambiguous" if cell.undecided or cell.open_end else None,
                    cell=None if label else cell.place,
                )
            )
        return [replace(one, words=0) for one in found] if cell.repeats else found


def is_tail(row: Row, table: Table) -> bool:
    """Whether a row holds nothing but what belongs to the row above it, behind its label."""
    if table.tail is None or row.fixed:
        return False
    before, label, _ = cut_at_label(words_of(row), table.tail.pattern)
    return bool(label) and not before


def words_of(row: Row) -> list[Word]:
    """The words in the cells of ``row``, its label left out."""
    return [word for cell in row.cells for word in cell.words]


Doubt = frozenset[int | tuple[int, tuple[str, ...]]]
"""Cells that may hold something else: those with one of the words, given by their ids, and blank ones, given
by the id of a word near them and their columns.
"""


def in_part_doubtful(row: Row, doubt: Doubt) -> Row:
    """``row`` with those of its cells in doubt that ``doubt`` names."""
    cells = tuple(
        replace(
            cell,
            undecided=cell.undecided
            or any(id(word) in doubt for word in cell.words)
            or (not cell.words and (id(row.near), cell.columns) in doubt),
        )
        for cell in row.cells
    )
    return replace(row, cells=cells)


def undecided(row: Row, columns: Sequence[Column] = ()) -> Row:
    """``row`` with all its cells in doubt, and those of ``columns`` that it lacks, as where the row may be
    another one.
    """
    printed_cells = tuple(replace(cell, undecided=True) for cell in row.cells)
    held = {name for cell in row.cells for name in cell.columns}
    blank = tuple(RowCell((one.id,), (), undecided=True) for one in columns if one.id not in held)
    return replace(row, cells=printed_cells + blank)


def _by_column(cells: Sequence[RowCell]) -> dict[str, RowCell]:
    """The cells of known columns; what is printed twice in one column is one cell."""
    found: dict[str, RowCell] = {}
    for cell in cells:
        if len(cell.columns) > 1:
            continue
        known = found.get(cell.columns[0])
        found[cell.columns[0]] = (
            replace(known, words=(*known.words, *cell.words), undecided=known.undecided or cell.undecided)
            if known
            else cell
        )
    return found


def cut_at_label(
    words: Sequence[Word], pattern: Pattern
) -> tuple[tuple[Word, ...], tuple[Word, ...], tuple[Word, ...]]:
    """A cell's words before, in and after the label inside it; no label: all words come before it."""
    starts: list[int] = []
    folded = ""
    for word in words:
        starts.append(len(folded))
        folded += fold(word.text)
    ends = [*starts[1:], len(folded)]
    found = pattern.regex.search(folded)
    if found is None or found.start() not in starts or found.end() not in ends:
        return tuple(words), (), ()
    first, last = starts.index(found.start()), ends.index(found.end()) + 1
    return tuple(words[:first]), tuple(words[first:last]), tuple(words[last:])
