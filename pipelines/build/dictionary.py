"""What the dictionary of a build says of its tables and columns, in English and Spanish."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import duckdb

from pipelines.build.tables import Table, quoted, tables_of


@dataclass(frozen=True, slots=True)
class Entry:
    """A column's row of the table ``dictionary``; what does not apply is None."""

    unit: str | None
    price_basis: str | None
    description_es: str
    spanish_label: str | None


Dictionary = dict[tuple[str, str], Entry]
"""The entries by the table's public name and the column."""


def dictionary_of(con: duckdb.DuckDBPyConnection, database: str) -> Dictionary:
    """The dictionary of the attached ``database``."""
    rows = con.execute(
        'select "table", "column", unit, price_basis, description_es, spanish_label'
        f" from {quoted(database)}.main.dictionary"
    ).fetchall()
    return {(table, column): Entry(*rest) for table, column, *rest in rows}


def described_tables(con: duckdb.DuckDBPyConnection, database: str, schemas: Sequence[str]) -> list[Table]:
    """The tables of ``schemas`` of the attached build ``database``, with comments in both languages.

    A comment has the English text in its first line and the Spanish one in its second.
    """
    entries = dictionary_of(con, database)
    spanish = dict(
        con.execute(
            f"select table_name, description_es from {quoted(database)}.seeds.dictionary_terms"
            " where column_name is null"
        ).fetchall()
    )
    return [
        replace(
            table,
            comment=f"{table.comment}\n{spanish[table.public_name]}",
            columns=tuple(
                replace(
                    column,
                    comment=f"{column.comment}\n{entries[table.public_name, column.name].description_es}",
                )
                for column in table.columns
            ),
        )
        for table in tables_of(con, database, schemas)
    ]
