"""A downloaded file as rows."""

import zipfile
from pathlib import Path
from typing import Any

import duckdb
from lxml import etree

Rows = list[tuple[Any, ...]]

_NAMES = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def rows_of(file: Path) -> Rows:
    """The rows of a CSV, XLSX or Parquet file, of XLSX the cells as text."""
    if file.suffix == ".csv":
        return duckdb.execute("from read_csv(?, header = true)", [str(file)]).fetchall()
    if file.suffix == ".parquet":
        return duckdb.execute("from read_parquet(?)", [str(file)]).fetchall()
    with zipfile.ZipFile(file) as book:
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    rows = sheet.findall(".//s:sheetData/s:row", _NAMES)
    return [tuple("".join(map(str, cell.itertext())) for cell in row) for row in rows[1:]]
