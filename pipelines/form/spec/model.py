"""The form's specification: ``informe_detalle.yaml`` as immutable objects."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipelines.form.spec.folding import Pattern

Kind = Literal["text", "number", "percent", "code", "subtitle"]
Extent = Literal["text", "box"]


class SpecError(Exception):
    """The specification file is wrong. The message names the entry and what to put there."""


@dataclass(frozen=True, slots=True)
class Split:
    """A label inside a cell, behind which another column begins."""

    column: str
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Tail:
    """A label inside a cell, behind which another item of the form begins: one for each row of the table."""

    item: str
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column. ``header`` is None where the form prints none.

    ``starts`` is how a text cell of this column begins; ``values`` are the folded texts it is known to
    hold (only ever used to tell a wrapped cell from two cells), ``ends`` those that its last lines are known
    to hold (only ever used to tell a cell of a text dump from its neighbours). ``year_offset`` is the year
    that its figures are about, counted from that of the report; None where the header prints no year.
    ``tail`` is what may stand at the end of a cell, or in a row across below it. A column that not every
    report prints may hold a part of the cell in the column that it ``joins``, or another ``item``.
    """

    id: str
    kind: Kind
    header: Pattern | None
    starts: re.Pattern[str] | None = None
    split: Split | None = None
    values: frozenset[str] = frozenset()
    ends: frozenset[str] = frozenset()
    year_offset: int | None = None
    tail: Tail | None = None
    joins: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True)
class FixedRow:
    """A row that the form always prints under its own label.

    ``continues`` is the label's second line, which a text dump prints behind the figures.
    ``only`` are the columns that can hold a figure (all but the first where it is empty).
    """

    id: str
    pattern: Pattern
    continues: Pattern | None = None
    only: tuple[str, ...] = ()

    def is_label(self, folded: str) -> bool:
        """Whether a cell holds this row's label, with or without its second line."""
        if self.pattern.fits(folded):
            return True
        first = self.pattern.regex.match(folded)
        return bool(first and self.continues and self.continues.fits(folded[first.end() :]))


@dataclass(frozen=True, slots=True)
class Table:
    """A table: a caption (or None), columns, labelled rows, and whether it has other rows as well.

    ``extra`` are columns that not every report prints, each with the place of the one of ``columns`` that it
    stands before. ``is_optional``: not every report prints it. ``needs_places``: a text dump does not show
    enough of it. ``open_columns`` is what its columns are called that are headed by names of the report's
    own, "" if it has none; the last of ``columns`` may then be left out. ``total_field`` is the field that
    says what its figures add up to, "" if none does.
    """

    id: str
    caption: Pattern | None
    header: Pattern
    columns: tuple[Column, ...]
    rows: tuple[FixedRow, ...]
    open_rows: bool
    total_field: str = ""
    is_optional: bool = False
    needs_places: bool = False
    open_columns: str = ""
    extra: tuple[tuple[int, Column], ...] = ()

    @property
    def tail(self) -> Tail | None:
        """The label inside a cell behind which another item begins, if a column has one."""
        return next((column.tail for column in self.columns if column.tail), None)

    def with_columns(self, printed: Sequence[Column]) -> "Table":
        """The table with those of its ``extra`` columns that are ``printed``."""
        held = set(printed)
        opened = [column for column in printed if self.is_open(column)]
        if opened:
            kept = [column for column in self.columns[:-1] if column in held or not column.header]
            return replace(self, columns=(*kept, *opened, *(one for one in self.columns[-1:] if one in held)))
        columns = list(self.columns)
        for place, column in self.extra:
            if column in held:
                columns.insert(
                    columns.index(self.columns[place]) if place < len(self.columns) else len(columns), column
                )
        return replace(self, columns=tuple(columns)) if len(columns) > len(self.columns) else self

    def open_column(self, number: int, name: str) -> Column:
        """A column that is headed by a (folded) name of the report's own, counted from 1."""
        return replace(self.columns[-1], id=f"{self.open_columns}_{number}", header=Pattern.exactly(name))

    def is_open(self, column: Column) -> bool:
        """Whether a column is headed by a name of the report's own."""
        return bool(self.open_columns) and column.id.startswith(f"{self.open_columns}_")

    @property
    def has_subtitle(self) -> bool:
        """Whether a column holds budget subtitles, which tell the parts of a row from each other."""
        return any(column.kind == "subtitle" for column in self.columns)

    @property
    def label_column(self) -> str:
        """The column in which a fixed row's label is kept."""
        return self.columns[0].id

    def figures(self, row: FixedRow) -> tuple[Column, ...]:
        """The columns of ``row`` beside its label."""
        return tuple(column for column in self.columns[1:] if not row.only or column.id in row.only)


@dataclass(frozen=True, slots=True)
class Field:
    """A label and the text behind it; with extent "box" only as far as the printed box goes.

    ``is_optional``: not every report prints it.
    """

    id: str
    pattern: Pattern
    extent: Extent = "text"
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """The text directly under a section's heading."""

    id: str


Item = Field | Table | Body


@dataclass(frozen=True, slots=True)
class Repeat:
    """Items that come once for each component."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section with its heading (None for the title block)."""

    id: str
    heading: Pattern | None
    items: tuple[Item | Repeat, ...] = ()

    @property
    def body(self) -> Body | None:
        """What the text under the heading is, if the form expects any."""
        return next((item for item in self.items if isinstance(item, Body)), None)

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the section that do not repeat."""
        return tuple(item for item in self.items if isinstance(item, Table))

    @property
    def first_table(self) -> Table | None:
        """The table that the section opens with, if it opens with one."""
        first = self.items[0] if self.items else None
        return first if isinstance(first, Table) else None


@dataclass(frozen=True, slots=True)
class TitleSpec:
    """The printed title lines of a form, as one pattern with a group a line.

    ``undated`` is the same with anything in the place of the closing date; None where the form prints none.
    """

    form: str
    supported: bool
    pattern: Pattern
    undated: Pattern | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """The whole specification.

    ``carried`` are the lines inside a table that carry its sum over a page's end, ``continued`` the folded
    remarks behind a heading that is printed again on a further page, ``annexes`` the folded beginnings of
    pages behind a report that belong to it no more.
    """

    titles: tuple[TitleSpec, ...]
    not_reported: Pattern
    not_applicable: Pattern
    running_headers: tuple[Pattern, ...]
    continued: tuple[str, ...]
    carried: tuple[Pattern, ...]
    annexes: tuple[str, ...]
    ministry_starts: tuple[str, ...]
    ministries: frozenset[str]
    sections: tuple[Section, ...]

    def tables(self) -> Iterator[Table]:
        """Every table, in the order of the form."""
        for section in self.sections:
            for item in section.items:
                for inner in item.items if isinstance(item, Repeat) else (item,):
                    if isinstance(inner, Table):
                        yield inner
