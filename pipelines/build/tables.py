"""The tables of a DuckDB file: columns, types and the comments that dbt wrote."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

TableName = tuple[str, str]
"""Schema and table."""

PUBLIC_SCHEMAS = ("main", "quality")
"""The schemas for analysts; they are compared between releases and exported."""

RAW = "raw"
"""The schema of every printed value as read; it is published, and not exported."""

CHANGES: TableName = ("quality", "release_changes")
"""The table of changes from the previous release; it is filled when a release is published."""


@dataclass(frozen=True, slots=True)
class Column:
    """``type`` is DuckDB's; ``comment`` is the description, empty if there is none."""

    name: str
    type: str
    comment: str

    @property
    def is_text(self) -> bool:
        """Whether cells are free text."""
        return self.type == "VARCHAR"

    @property
    def is_list(self) -> bool:
        """Whether a cell holds several values."""
        return self.type.endswith("[]")


@dataclass(frozen=True, slots=True)
class Table:
    """One table of an attached ``database``."""

    database: str
    schema: str
    name: str
    comment: str
    columns: tuple[Column, ...]

    @property
    def public_name(self) -> str:
        """Its name as an analyst writes it in a query: without the schema if that is ``main``."""
        return self.name if self.schema == "main" else f"{self.schema}.{self.name}"

    @property
    def relation(self) -> str:
        """Its full name in SQL."""
        return ".".join(quoted(part) for part in (self.database, self.schema, self.name))


def tables_of(con: duckdb.DuckDBPyConnection, database: str, schemas: Sequence[str]) -> list[Table]:
    """The tables (not views) in ``schemas`` of the attached ``database``, by schema and name."""
    # Two queries for all tables, because each one scans every column of every database.
    asked = {"database": database, "schemas": list(schemas)}
    where = "where database_name = $database and list_contains($schemas, schema_name)"
    columns: dict[tuple[str, str], list[Column]] = defaultdict(list)
    for schema, table, *column in con.execute(
        "select schema_name, table_name, column_name, data_type, coalesce(comment, '')"
        f" from duckdb_columns() {where} order by schema_name, table_name, column_index",
        asked,
    ).fetchall():
        columns[schema, table].append(Column(*column))
    tables = con.execute(
        "select schema_name, table_name, coalesce(comment, '')"
        f" from duckdb_tables() {where} order by schema_name, table_name",
        asked,
    ).fetchall()
    return [
        Table(database, schema, name, comment, tuple(columns[schema, name]))
        for schema, name, comment in tables
    ]


def quoted(name: str) -> str:
    """An identifier in SQL."""
    escaped = name.replace('"', '""')
    return f'"{escaped}"'


def literal(text: object) -> str:
    """A text, or a path, as a literal in SQL."""
    escaped = str(text).replace("'", "''")
    return f"'{escaped}'"
