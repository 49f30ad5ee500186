"""Workbook and CSV files, opened in LibreOffice as on a Chilean desktop, show what the release holds."""

import random
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from pipelines.build.tables import tables_of
from pipelines.exports.cells import CELL_LENGTH
from pipelines.exports.files import FORMULA_STARTS, write_desktop_csv
from pipelines.exports.workbook import SHEET_NAME_LENGTH
from tests.exports.libreoffice import Cell, available, opened

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not available(), reason="LibreOffice Calc is not installed"),
]

CELLS = 200

# Semicolon, quotes, UTF-8, from the first line, Spanish (Chile); quoted fields are not text; whether dates
# and the like are detected; formulas are evaluated.
CHILE = "CSV:59,34,76,1,,13322,false,{special},false,false,false,-1,true"
# Comma, UTF-8, English (USA), every column as text.
AS_TEXT = "CSV:44,34,76,1," + "/".join(f"{column}/2" for column in range(1, 81)) + ",1033"

Rows = list[tuple[object, ...]]


@pytest.fixture(scope="module")
def exported(sample_warehouse: Path) -> dict[str, tuple[list[str], Rows]]:
    """The columns and the rows of every exported table, in the order of the files."""
    folder = sample_warehouse.parent / "exports" / "parquet"
    tables = {}
    for file in sorted(folder.iterdir()):
        found = duckdb.execute("from read_parquet(?)", [str(file)])
        tables[file.stem] = [column[0] for column in found.description or ()], found.fetchall()
    return tables


def shown(value: object) -> object:
    """What a cell without a type of its own shows of a value."""
    return "; ".join(map(str, value)) if isinstance(value, list) else value


def is_shown(cell: Cell, value: object) -> bool:
    """Whether a cell has the value in its own type."""
    kind, content = cell
    match shown(value):
        case None | "":
            return cell == ("", "")
        case bool() as truth:
            # In the workbook LibreOffice has a number that it shows as one of the words.
            words = ("string", "VERDADERO" if truth else "FALSO")
            return cell in (words, ("boolean", str(truth).lower()), ("float", str(int(truth))))
        case int() | float() | Decimal() as number:
            return kind == "float" and float(content) == pytest.approx(float(number), rel=1e-14)
        case datetime() as moment:
            return str(moment).startswith(content.replace("T", " ")[:19])
        case date() as day:
            return cell == ("date", day.isoformat())
        case text:
            return kind == "string" and unguarded(content) == unguarded(str(text)[:CELL_LENGTH])


def is_written(cell: Cell, value: object) -> bool:
    """Whether a cell of text has the value as programs write it."""
    _, content = cell
    match shown(value):
        case None:
            return content == ""
        case bool() as truth:
            return content == str(truth).lower()
        case int() | float() | Decimal() as number:
            return float(content) == float(number)
        case datetime() as moment:
            return content.startswith(moment.isoformat()[:19])
        case other:
            return unguarded(content) == unguarded(str(other))


def unguarded(text: str) -> str:
    """Text without the apostrophe before a formula, and with the line breaks of OpenDocument."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA_STARTS else text


def differing(
    exported: dict[str, tuple[list[str], Rows]],
    sheets: dict[str, list[list[Cell]]],
    same: Callable[[Cell, object], bool],
) -> list[tuple[str, int, str, Cell, object]]:
    """Of random cells, those that differ: table, row, column, cell, value."""
    drawn = random.Random(16)
    tables = [name for name, (_, rows) in exported.items() if rows and name[:SHEET_NAME_LENGTH] in sheets]
    found = []
    for number in range(CELLS):
        name = tables[number % len(tables)]
        columns, rows = exported[name]
        row, position = drawn.randrange(len(rows)), drawn.randrange(len(columns))
        cells = sheets[name[:SHEET_NAME_LENGTH]]
        assert [content for _, content in cells[0][: len(columns)]] == columns, name
        line = cells[row + 1]
        cell = line[position] if position < len(line) else ("", "")
        if not same(cell, rows[row][position]):
            found.append((name, row, columns[position], cell, rows[row][position]))
    return found


def test_the_workbook(
    sample_warehouse: Path, exported: dict[str, tuple[list[str], Rows]], tmp_path: Path
) -> None:
    sheets = opened([sample_warehouse.parent / "exports" / "panel_social.xlsx"], tmp_path)
    assert sheets.keys() >= {"README", "dictionary", "program_year"}
    assert differing(exported, sheets, is_shown) == []


@pytest.mark.parametrize("special", ["false", "true"])
def test_the_csv_for_desktops(
    sample_warehouse: Path, exported: dict[str, tuple[list[str], Rows]], tmp_path: Path, special: str
) -> None:
    files = sorted((sample_warehouse.parent / "exports" / "csv-es").iterdir())
    sheets = opened(files, tmp_path, CHILE.format(special=special))
    assert sheets.keys() == {file.stem[:SHEET_NAME_LENGTH] for file in files}
    assert differing(exported, sheets, is_shown) == []


CODES = [
    *(
        "05",
        "0",
        "007",
        "1-2",
        "12-2021",
        "1/2",
        "2021-12-31",
        "10:30",
        "1e5",
        "12%",
        "$5",
        "3,5",
        "1.234",
        "-3",
    ),
    *(
        "+56 2 2345",
        "ene-20",
        "1 de mayo de 2020",
        "5 pm",
        "(5)",
        "1 000",
        "Ñandú; café",
        'dice "sí"',
        "a\nb",
    ),
    *("=1+1", "@SUM(A1)", "-Municipalidad", "VERDADERO", "true", " x", "5 comunas", "e", "9" * 300),
]


@pytest.mark.parametrize("special", ["false", "true"])
def test_codes_decimals_and_accents_stay_what_they_are(tmp_path: Path, special: str) -> None:
    with duckdb.connect() as con:
        con.execute("create table codes as select unnest(?) as code, 1234.5::double as amount", [CODES])
        (table,) = tables_of(con, "memory", ["main"])
        write_desktop_csv(con, table, "codes", tmp_path, "codes.csv")
    cells = opened([tmp_path / "codes.csv"], tmp_path, CHILE.format(special=special))["codes"][1:]
    assert [code for code, row in zip(CODES, cells, strict=True) if not is_shown(row[0], code)] == []
    assert {row[1] for row in cells} == {("float", "1234.5")}


def test_the_csv_for_programs_as_text(
    sample_warehouse: Path, exported: dict[str, tuple[list[str], Rows]], tmp_path: Path
) -> None:
    files = sorted((sample_warehouse.parent / "exports" / "csv").iterdir())
    assert differing(exported, opened(files, tmp_path, AS_TEXT), is_written) == []
