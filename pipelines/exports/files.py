"""Write a table as CSV and as Parquet; the same rows in the same order give the same bytes."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.build.tables import Column, Table, literal, quoted

FORMULA_STARTS = "=+-@\t\r\n＝＋－＠"
"""First characters that make a spreadsheet treat a cell as a formula (OWASP, "CSV Injection")."""

NUMBER = r"^[+-]?[0-9][0-9.,]*%?$"
"""A signed number is not a formula; columns of text as printed contain some."""

CSV_OPTIONS = "format csv, header true, timestampformat '%Y-%m-%dT%H:%M:%S.%fZ'"
PARQUET_OPTIONS = "format parquet, compression zstd"


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file below the folder of exports: its path there, its size and its checksum."""

    path: str
    bytes: int
    sha256: str


def write_csv(
    con: duckdb.DuckDBPyConnection, table: Table, rows: str, folder: Path, path: str
) -> ExportedFile:
    """Write the table as CSV. ``rows`` is the source of the rows, in SQL (as after FROM), with their order.

    Text that a spreadsheet would run as a formula gets a leading apostrophe. Times are UTC, NULL is an empty
    cell, and so is an empty list; the elements of another are joined by "; ".
    """
    cells = ", ".join(_escaped(column) for column in table.columns)
    return _copied(con, f"select {cells} from {rows}", CSV_OPTIONS, folder, path)


def write_parquet(
    con: duckdb.DuckDBPyConnection, table: Table, key: Sequence[str], folder: Path, path: str
) -> ExportedFile:
    """Write the table as Parquet, in the order of ``key`` (of all columns if empty), values unchanged."""
    cells = ", ".join(quoted(column.name) for column in table.columns)
    return _copied(con, f"select {cells} from {in_order(table, key)}", PARQUET_OPTIONS, folder, path)


def in_order(table: Table, key: Sequence[str] = ()) -> str:
    """SQL to put after FROM: the table in the order of ``key``, or of all columns if empty."""
    names = key or [column.name for column in table.columns]
    return f"{table.relation} as source order by {', '.join(f'source.{quoted(name)}' for name in names)}"


def _copied(con: duckdb.DuckDBPyConnection, rows: str, options: str, folder: Path, path: str) -> ExportedFile:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    con.execute(f"copy ({rows}) to {literal(target)} ({options})")
    with target.open("rb") as file:
        return ExportedFile(path, target.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def _escaped(column: Column) -> str:
    name = quoted(column.name)
    if column.is_list:
        return f"array_to_string({name}, '; ') as {name}"
    if not column.is_text:
        return name
    # The first character is tested before the slow pattern: there are millions of cells.
    starts = ", ".join(map(literal, FORMULA_STARTS))
    return (
        f"case when {name}[1] in ({starts})"
        f" and not regexp_matches({name}, {literal(NUMBER)})"
        f" then '''' || {name} else {name} end as {name}"
    )
