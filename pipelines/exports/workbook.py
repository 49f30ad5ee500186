"""The public tables as one Excel workbook: a sheet a table, typed cells, codes as text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from pipelines.build.dictionary import Dictionary
from pipelines.build.tables import Table, literal
from pipelines.exports.cells import Formats, write_cell
from pipelines.exports.files import ExportedFile, exported

NAME = "panel_social.xlsx"

NOT_IN_THE_WORKBOOK = frozenset(
    {
        "vintages",
        "provenance",
        "quality.missing_values",
        "quality.reconciliations",
        "quality.reconciliation_readings",
    }
)
"""Tables with a row a figure or reading, which soon outgrow a sheet. A fixed list, so that no sheet comes and
goes with the number of reports."""

SHEET_ROWS = 1_048_576
SHEET_NAME_LENGTH = 31
"""Limits of Excel."""

CREATED = datetime(2000, 1, 1)
"""A fixed date, so that the same tables give the same bytes."""

NOTE_SIZE = {"x_scale": 3, "y_scale": 2}
FETCHED_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table, the Parquet file that has its rows in order, and how many rows there are."""

    table: Table
    parquet: Path
    rows: int


def fits(sheet: Sheet) -> bool:
    """Whether the table is in the workbook."""
    return sheet.table.public_name not in NOT_IN_THE_WORKBOOK and sheet.rows < SHEET_ROWS


def sheet_name(table: Table) -> str:
    """The name of a table's sheet: the table's, cut at the length that Excel allows."""
    return table.public_name[:SHEET_NAME_LENGTH]


def write_workbook(
    con: duckdb.DuckDBPyConnection,
    sheets: Sequence[Sheet],
    dictionary: Dictionary,
    readme: str,
    folder: Path,
) -> ExportedFile:
    """Write ``sheets`` as a workbook in ``folder``; its first sheet has the lines of ``readme``.

    The first row of a sheet has the names of the columns, each with a note: the form's label and the comment
    in both languages. An empty cell is NULL. Lists are text, joined by "; ". Text that is longer than a cell
    may be ends with […]. Rows are written as they come, so that memory does not grow with them.
    """
    with Workbook(str(folder / NAME), {"constant_memory": True}) as book:
        book.set_properties({"title": "Panel Social", "created": CREATED})
        formats = Formats(book)
        first = book.add_worksheet("README")
        first.set_column(0, 0, 120)
        for number, line in enumerate(readme.splitlines()):
            first.write_string(number, 0, line)
        for sheet in sheets:
            _write_sheet(con, book.add_worksheet(sheet_name(sheet.table)), sheet, dictionary, formats)
    return exported(folder, NAME)


def _write_sheet(
    con: duckdb.DuckDBPyConnection,
    to: Worksheet,
    sheet: Sheet,
    dictionary: Dictionary,
    formats: Formats,
) -> None:
    columns = sheet.table.columns
    to.freeze_panes(1, 0)
    to.autofilter(0, 0, sheet.rows, len(columns) - 1)
    to.ignore_errors({"number_stored_as_text": f"A1:XFD{SHEET_ROWS}"})
    for position, column in enumerate(columns):
        to.set_column(position, position, max(10, len(column.name) + 2), formats.of(column))
        to.write_string(0, position, column.name, formats.header)
        label = dictionary[sheet.table.public_name, column.name].spanish_label
        to.write_comment(0, position, f"{label or column.name}\n{column.comment}", NOTE_SIZE)
    shown = [formats.of(column) for column in columns]
    found = con.execute(f"from read_parquet({literal(sheet.parquet)})")
    number = 0
    while rows := found.fetchmany(FETCHED_ROWS):
        for row in rows:
            number += 1
            for position, value in enumerate(row):
                if value is not None:
                    write_cell(to, number, position, value, shown[position])
