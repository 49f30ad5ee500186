"""Write a table as CSV and as Parquet; the same rows in the same order give the same bytes."""

import codecs
import hashlib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.build.tables import Column, Table, literal, quoted

FORMULA_STARTS = "=+-@\t\r\n＝＋－＠"
"""First characters that make a spreadsheet treat a cell as a formula (OWASP, "CSV Injection")."""

NUMBER = r"^[+-]?[0-9][0-9.,]*%?$"
"""A signed number is not a formula; columns of text as printed contain some."""

_OF_A_NUMBER = (
    r"(?:[0-9 \x{a0}.,:;/%$€()+-]|e|[ap]\.?m\.?|de"
    r"|(?:ene|feb|mar|abr|may|jun|jul|ago|sep|oct|nov|dic|jan|apr|aug|dec)[a-z]*\.?)*"
)
DESKTOP_GUESS = rf"(?i)verdadero|falso|true|false|{_OF_A_NUMBER}[0-9]{_OF_A_NUMBER}"
"""Text that a spreadsheet in Spanish may take for a truth value, a number, a date or a time."""

CSV_OPTIONS = "format csv, header true, timestampformat '%Y-%m-%dT%H:%M:%S.%fZ'"
# Every field is quoted: LibreOffice splits at commas too, unless told.
DESKTOP_CSV_OPTIONS = (
    "format csv, header true, delimiter ';', force_quote *, timestampformat '%Y-%m-%d %H:%M:%S'"
)
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


def write_desktop_csv(
    con: duckdb.DuckDBPyConnection, table: Table, rows: str, folder: Path, path: str
) -> ExportedFile:
    """Write the table as CSV for a spreadsheet in Chile: byte order mark, semicolon, decimal comma.

    ``rows`` as for ``write_csv``. Yes and no are VERDADERO and FALSO. Text that the spreadsheet would take
    for a number or a date, such as 05 or 1-2, is written ="05"; a formula gets an apostrophe.
    """
    cells = ", ".join(_for_desktop(column) for column in table.columns)
    plain = f"{path}.part"
    _copied(con, f"select {cells} from {rows}", DESKTOP_CSV_OPTIONS, folder, plain)
    with (folder / path).open("wb") as target, (folder / plain).open("rb") as source:
        target.write(codecs.BOM_UTF8)
        shutil.copyfileobj(source, target)
    (folder / plain).unlink()
    return exported(folder, path)


def write_parquet(
    con: duckdb.DuckDBPyConnection, table: Table, key: Sequence[str], folder: Path, path: str
) -> ExportedFile:
    """Write the table as Parquet, in the order of ``key`` (of all columns if empty), values unchanged.

    The file's metadata have the comments: ``comment`` of the table, and ``comment.<column>``.
    """
    cells = ", ".join(quoted(column.name) for column in table.columns)
    comments = {"comment": table.comment} | {
        f"comment.{column.name}": column.comment for column in table.columns
    }
    metadata = ", ".join(f"{literal(name)}: {literal(text)}" for name, text in comments.items())
    options = f"{PARQUET_OPTIONS}, kv_metadata {{{metadata}}}"
    return _copied(con, f"select {cells} from {in_order(table, key)}", options, folder, path)


def in_order(table: Table, key: Sequence[str] = ()) -> str:
    """SQL to put after FROM: the table in the order of ``key``, or of all columns if empty."""
    names = key or [column.name for column in table.columns]
    return f"{table.relation} as source order by {', '.join(f'source.{quoted(name)}' for name in names)}"


def exported(folder: Path, path: str) -> ExportedFile:
    """The file ``path`` below ``folder``, as it is now."""
    with (folder / path).open("rb") as file:
        checksum = hashlib.file_digest(file, "sha256").hexdigest()
        return ExportedFile(path, file.tell(), checksum)


def _copied(con: duckdb.DuckDBPyConnection, rows: str, options: str, folder: Path, path: str) -> ExportedFile:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    con.execute(f"copy ({rows}) to {literal(target)} ({options})")
    return exported(folder, path)


def _escaped(column: Column) -> str:
    name = quoted(column.name)
    if column.is_list:
        return f"array_to_string({name}, '; ') as {name}"
    if not column.is_text:
        return name
    # The first character is tested before the slow pattern: there are millions of cells.
    return (
        f"case when {_starts_a_formula(name)} and not regexp_matches({name}, {literal(NUMBER)})"
        f" then '''' || {name} else {name} end as {name}"
    )


def _for_desktop(column: Column) -> str:
    name = quoted(column.name)
    if column.type == "BOOLEAN":
        return f"case {name} when true then 'VERDADERO' when false then 'FALSO' end as {name}"
    if column.type in {"DOUBLE", "FLOAT"} or column.type.startswith("DECIMAL"):
        return f"replace(cast({name} as varchar), '.', ',') as {name}"
    if not column.is_text and not column.is_list:
        return name
    text = f"array_to_string({name}, '; ')" if column.is_list else name
    return (
        f"case when regexp_full_match({text}, {literal(DESKTOP_GUESS)})"
        f""" then '="' || {text} || '"' when {_starts_a_formula(text)} then '''' || {text}"""
        f" else {text} end as {name}"
    )


def _starts_a_formula(text: str) -> str:
    starts = ", ".join(map(literal, FORMULA_STARTS))
    return f"({text})[1] in ({starts})"
