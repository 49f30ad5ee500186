"""A report full of personal data and of text that wants to be a program: what of it reaches readers."""

import csv
import re
from pathlib import Path

import duckdb
import pytest

from pipelines.load.contacts import EMAIL_MARKER, OFFICIAL_MARKER, PHONE_MARKER, RUT_MARKER
from tests.assets.dumps import put_dump
from tests.warehouse import run_refresh

pytestmark = pytest.mark.slow

MANAGER, COUNTERPART, POST = "Aurelia Invención Quilapán", "Bernardo Quimera Soto", "Jefa de Cóndores"
SECRETS = [
    "juana.perez@fosis.gob.cl",
    "senda@desarrollo.cl",
    "8765 4321",
    "2675 1400",
    "26751401",
    "pedro punto soto arroba fosis",
    MANAGER,
    COUNTERPART,
    POST,
]
DIGITS = ["987654321", "226751400", "26751401", "123456785", "111111111", "60000001"]


def _commands(folder: Path) -> str:
    """Text that does something where it is run: as SQL, in a shell, in a template, in a format string."""
    return (
        f"'; drop table main.dim_program; -- \"; attach '{folder}/sql.duckdb'; $(touch {folder}/shell)"
        f" `touch {folder}/ticks` {{{{ 7 * 7 }}}} {{% raw %}} %s %(x)s \\';"
        f" copy raw.files to '{folder}/copy.csv'; --"
    )


@pytest.fixture(scope="module")
def traps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that stays empty unless text of the report is run."""
    return tmp_path_factory.mktemp("traps")


@pytest.fixture(scope="module")
def release(traps: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile_text")
    path = put_dump(folder / "raw", "'; drop table raw.files; --$(id) 12345678-5.txt", 2020)
    text = path.read_text("utf-8")
    for printed, planted in {
        "Nombre del encargado:  No informado\n\nCargo:  No informado": (
            f"Nombre del encargado:  {MANAGER}\n\nCargo:  {POST}"
        ),
        "Señales, puentes menores": "Señales (RUT 11.111.111-1), puentes menores",
        "Cercanía al sendero": "A pedro punto soto arroba fosis punto cl. Cercanía al sendero",
        "Unidad de medida:  Familias": (
            "Unidad de medida:  Familias\n\nRUT del encargado: 12.345.678-5\n\nFono\n2675 1400"
        ),
        "Nombre contraparte monitoreo:  No informado": f"Nombre contraparte monitoreo:  {COUNTERPART}",
        "Unidad imaginaria de senderos": f"Unidad de senderos, {SECRETS[0]}, fono {SECRETS[3]}",
        "Familias campesinas inventadas que": f"A {SECRETS[1]} o al +56 9 {SECRETS[2]}. Familias que",
        "Que las familias de la cordillera": f"{_commands(traps)} Que las familias (2) {SECRETS[4]}",
        "Censo imaginario de senderos.": "=cmd|' /C calc'!A0 \"Censo\", 2019",
    }.items():
        assert text.count(printed) == 1
        text = text.replace(printed, planted)
    path.write_text(text, "utf-8")
    return run_refresh(folder / "raw", folder)


def _texts(release: Path) -> dict[str, list[str]]:
    """Every text of every table and view of the release, by ``schema.table.column``."""
    with duckdb.connect(str(release), read_only=True) as con:
        columns = con.execute(
            "select schema_name, table_name, column_name from duckdb_columns()"
            " where not internal and data_type like 'VARCHAR%'"
        ).fetchall()
        return {
            ".".join(column): [
                str(value)
                for (value,) in con.execute(
                    f'select "{column[2]}" from "{column[0]}"."{column[1]}" where "{column[2]}" is not null'
                ).fetchall()
            ]
            for column in columns
        }


def test_no_email_and_no_telephone_number_is_in_any_text_of_the_release(release: Path) -> None:
    texts = _texts(release)
    assert {name.split(".")[0] for name in texts} == {"raw", "main", "quality"}
    for name, values in texts.items():
        for value in values:
            assert not any(secret in value for secret in SECRETS), (name, value)
            assert not any(digits in re.sub(r"\D", "", value) for digits in DIGITS), (name, value)


def test_no_email_and_no_telephone_number_is_in_any_file_of_the_release(release: Path) -> None:
    files = [path for path in release.parent.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} >= {".duckdb", ".csv", ".parquet", ".json", ".txt"}
    for path in files:
        content = path.read_bytes()
        assert not any(secret.encode() in content for secret in SECRETS), path


def test_a_marker_says_where_one_stood_and_the_text_around_it_stays(release: Path) -> None:
    with duckdb.connect(str(release), read_only=True) as con:
        ((problem, unit),) = con.execute("select problem, responsible_unit from program_profile").fetchall()
    assert problem.startswith(f"A {EMAIL_MARKER} o al {PHONE_MARKER}. Familias que viven lejos")
    assert unit == f"Unidad de senderos, {EMAIL_MARKER}, fono {PHONE_MARKER}"


def test_what_a_table_says_is_what_its_reading_says(release: Path) -> None:
    with duckdb.connect(str(release), read_only=True) as con:
        apart = con.execute(
            "select printed_text, text from provenance join raw.readings using (report_id, reading_no)"
            # What is ambiguous is shown with all that may stand there.
            " where not list_contains(string_split(printed_text, ' | '), text)"
        ).fetchall()
    assert apart == []


def test_officials_are_in_no_text_of_the_release_and_a_marker_says_so(release: Path) -> None:
    with duckdb.connect(str(release), read_only=True) as con:
        rows = con.execute(
            "select item, text from raw.readings where item in ('manager_name', 'manager_position',"
            " 'counterpart_name', 'counterpart_position') order by item"
        ).fetchall()
    assert rows == [
        ("counterpart_name", OFFICIAL_MARKER),
        ("counterpart_position", "No informado"),
        ("manager_name", OFFICIAL_MARKER),
        ("manager_position", OFFICIAL_MARKER),
    ]


def test_others_cannot_look_into_the_folders_with_all_that_is_printed(release: Path) -> None:
    into = release.parents[2]
    for folder in (into / "extracted", into / "warehouse" / "build"):
        assert folder.stat().st_mode & 0o7 == 0


def test_text_of_a_document_and_of_a_file_name_is_never_run(release: Path, traps: Path) -> None:
    assert list(traps.iterdir()) == []
    with duckdb.connect(str(release), read_only=True) as con:
        ((purpose,),) = con.execute("select purpose from program_profile").fetchall()
        ((sha256,),) = con.execute("select file_sha256 from raw.files").fetchall()
        assert con.execute("select source_file from raw.files").fetchall() == [
            (f"'; drop table raw.files; --$(id) {RUT_MARKER}.txt {sha256[:8]}",)
        ]
    assert purpose.startswith(_commands(traps))


def test_a_spreadsheet_reads_a_formula_of_a_document_as_text(release: Path) -> None:
    with (release.parent / "exports" / "csv" / "program_profile.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        (row,) = csv.DictReader(file)
    assert row["potential_population_source"].startswith("'=cmd|")
