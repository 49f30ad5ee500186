"""A table of a page, with the chart that is drawn from it: one query, shown and downloaded."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import altair as alt

from pipelines.site.formats import Kind
from pipelines.site.release import Release, Row


@dataclass(frozen=True)
class Column:
    """A column of a shown table: of ``name`` in the query, under ``heading``, in the reader's language.

    ``link`` gives the path of the page that a cell leads to, or None. ``why`` gives the reason of a cell that
    has no value. ``say`` gives the words for a value that is a code.
    """

    name: str
    heading: str
    kind: Kind = "text"
    link: Callable[[Row], str | None] | None = None
    why: Callable[[Row], str | None] | None = None
    say: Callable[[Any], str | None] | None = None


@dataclass(frozen=True)
class Block:
    """``name`` is the name of its files; ``sql`` gives its rows, of which the page shows the first ``most``.

    ``columns`` are those that the page shows; a file has all that the query gives. ``chart`` draws the rows;
    ``has_table`` is False where the chart alone is shown, with its figures as a download. ``add`` gives what
    the page shows of a row besides the query's columns, such as a code in words.
    """

    release: Release
    name: str
    heading: str
    sql: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    columns: Sequence[Column] = ()
    note: str = ""
    chart: Callable[[list[Row]], alt.TopLevelMixin] | None = None
    has_table: bool = True
    most: int = 200
    when_empty: str = ""
    add: Callable[[Row], Row] | None = None

    @cached_property
    def rows(self) -> list[Row]:
        """All rows of the query, with what ``add`` gives."""
        rows = self.release.rows(self.sql, self.parameters)
        return [row | self.add(row) for row in rows] if self.add else rows

    @property
    def filled(self) -> list[Column]:
        """The columns without those that have neither a value in any row, nor a page or reason instead."""
        return [
            column
            for column in self.columns
            if column.link or column.why or any(row[column.name] is not None for row in self.rows)
        ]
