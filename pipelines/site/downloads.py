"""The rows of a block as a file: CSV, XLSX or Parquet."""

import tempfile
from pathlib import Path

import duckdb
from xlsxwriter import Workbook

from pipelines.build.tables import Column, Table
from pipelines.exports.cells import Formats, write_cell
from pipelines.exports.files import write_csv, write_parquet
from pipelines.exports.workbook import CREATED
from pipelines.site.block import Block

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}
"""The kinds of files, and how they are announced."""

_ROWS = "download"


def download(block: Block, kind: str) -> bytes:
    """The file of a ``kind`` in ``TYPES``: every row and column of the block's query, values unchanged.

    In CSV, text that a spreadsheet would run gets an apostrophe before it.
    """
    with block.release.cursor() as con, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        table = _table(con, block)
        file = f"{block.name}.{kind}"
        if kind == "csv":
            write_csv(con, table, table.relation, folder, file)
        elif kind == "parquet":
            write_parquet(con, table, (), folder, file)
        else:
            _write_xlsx(con, table, folder / file)
        return (folder / file).read_bytes()


def _table(con: duckdb.DuckDBPyConnection, block: Block) -> Table:
    """The rows of ``block`` as a table that only this connection sees."""
    con.execute(f"create temp table {_ROWS} as {block.sql}", dict(block.parameters))
    columns = con.execute(
        "select column_name, data_type from duckdb_columns() where database_name = 'temp' and table_name = ?"
        " order by column_index",
        [_ROWS],
    ).fetchall()
    return Table(
        "temp", "main", _ROWS, block.heading, tuple(Column(column, kind, "") for column, kind in columns)
    )


def _write_xlsx(con: duckdb.DuckDBPyConnection, table: Table, path: Path) -> None:
    with Workbook(str(path), {"constant_memory": True}) as book:
        book.set_properties({"created": CREATED})  # the same rows give the same bytes
        sheet, formats = book.add_worksheet(), Formats(book)
        sheet.freeze_panes(1, 0)
        shown = [formats.of(column) for column in table.columns]
        for position, column in enumerate(table.columns):
            sheet.set_column(position, position, max(10, len(column.name) + 2), shown[position])
            sheet.write_string(0, position, column.name, formats.header)
        for number, row in enumerate(con.execute(f"from {table.relation}").fetchall(), start=1):
            for position, value in enumerate(row):
                if value is not None:
                    write_cell(sheet, number, position, value, shown[position])
