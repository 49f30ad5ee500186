"""Ask one query, and hold its answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from pipelines.language import _


class RefusedQueryError(Exception):
    """The query is not one that only reads rows; the message says why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a query: names of columns, their types by DuckDB's names, and rows.

    ``is_cut``: there are more rows.
    """

    names: Sequence[str]
    types: Sequence[str]
    rows: Sequence[tuple[Any, ...]]
    is_cut: bool

    def is_number(self, column: int) -> bool:
        """Whether the column at this position, from 0, has numbers."""
        return self.types[column].startswith(("DECIMAL", "DOUBLE", "FLOAT")) or "INT" in self.types[column]


def ask(con: duckdb.DuckDBPyConnection, sql: str, most: int | None = None) -> Answer:
    """The answer to the one query in ``sql``, of which ``most`` rows are taken; None takes all.

    Raises ``RefusedQueryError`` when there is not exactly one statement or it is no query, and
    ``duckdb.Error``.
    """
    statements = con.extract_statements(sql)
    if len(statements) != 1:
        said = _("There are {count} statements here: one query at a time.")
        raise RefusedQueryError(said.format(count=len(statements)))
    if statements[0].type not in (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN):
        raise RefusedQueryError(_("Only a query that returns rows is run: the release is read-only."))
    result = con.execute(statements[0])
    description = result.description or []
    rows = result.fetchall() if most is None else result.fetchmany(most + 1)
    return Answer(
        names=[column[0] for column in description],
        types=[str(column[1]) for column in description],
        rows=rows[:most],
        is_cut=most is not None and len(rows) > most,
    )
