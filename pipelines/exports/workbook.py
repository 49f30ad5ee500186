"""The public tables as one Excel workbook: a sheet a table, typed cells, codes as text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipelines.build.dictionary import Dictionary
from pipelines.build.tables import Column, Table, literal
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
CELL_LENGTH = 32_767
"""Limits of Excel."""

CUT = " […]"
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
        formats = _Formats(book)
        first = book.add_worksheet("README")
        first.set_column(0, 0, 120)
        for number, line in enumerate(readme.splitlines()):
            first.write_string(number, 0, line)
        for sheet in sheets:
            _write_sheet(con, book.add_worksheet(sheet_name(sheet.table)), sheet, dictionary, formats)
    return exported(folder, NAME)


class _Formats:
    def __init__(self, book: Workbook) -> None:
        self.header: Format = book.add_format({"bold": True, "bottom": 1})
        self._text: Format = book.add_format({"num_format": "@"})
        self._day: Format = book.add_format({"num_format": "yyyy-mm-dd"})
        self._moment: Format = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._amount: Format = book.add_format({"num_format": "#,##0"})
        # Excel shows a truth value by itself; LibreOffice would show 1 and 0.
        self._truth: Format = book.add_format({"num_format": '"VERDADERO";"VERDADERO";"FALSO"'})

    def of(self, column: Column) -> Format | None:
        """How the cells of a column are shown; None for plain numbers."""
        if column.is_text or column.is_list:
            return self._text
        if column.name.endswith("_clp"):
            return self._amount
        by_type = {"DATE": self._day, "TIMESTAMP": self._moment, "BOOLEAN": self._truth}
        return by_type.get(column.type)


def _write_sheet(
    con: duckdb.DuckDBPyConnection,
    to: Worksheet,
    sheet: Sheet,
    dictionary: Dictionary,
    formats: _Formats,
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
                    _write_cell(to, number, position, value, shown[position])


def _write_cell(to: Worksheet, row: int, position: int, value: object, shown: Format | None) -> None:
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    if isinstance(value, str):
        if len(value) > CELL_LENGTH:
            value = value[: CELL_LENGTH - len(CUT)] + CUT
        to.write_string(row, position, value, shown)
    elif isinstance(value, bool):
        to.write_boolean(row, position, value, shown)
    elif hasattr(value, "isoformat"):
        to.write_datetime(row, position, value, shown)
    else:
        to.write_number(row, position, value, shown)
