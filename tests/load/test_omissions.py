"""Personal data is in no row of the raw schema, wherever in a report it stands; figures are."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.acquire.ledger import Entry, Ledger
from pipelines.acquire.status import Kind, Status
from pipelines.form.readings.reading import Reading
from pipelines.load.acquisitions import load_acquisitions
from pipelines.load.contacts import EMAIL_MARKER, OFFICIAL_MARKER, PHONE_MARKER, RUT_MARKER
from pipelines.load.omissions import NUMBER_MARKER
from pipelines.load.warehouse import load
from pipelines.read.witness import Difference, WitnessedPage
from tests.load.reports import Place, extraction, reading, report_file


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def _rows(place: Place, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(place.database), read_only=True) as con:
        return con.execute(query).fetchall()


def _texts(place: Place, *readings: Reading) -> list[str]:
    file = report_file(place.raw, "a.pdf", "a")
    place.list_year("2021", {file: replace(extraction(2021), readings=readings)})
    load(place.database, place.lists, place.cache.root)
    return [text for (text,) in _rows(place, "select text from raw.readings order by reading_no")]


def _line(text: str, label: str = "") -> Reading:
    return replace(reading(text, "unmapped"), section="", item="", column="value", label=label)


@pytest.mark.parametrize("amount", ["12.345.678-5", "-12345678-5", "$ 12.345.678-5", "987654321"])
def test_an_amount_in_a_figures_cell_stays_though_it_looks_like_a_rut(place: Place, amount: str) -> None:
    assert _texts(place, reading(amount)) == [amount]


def test_a_rut_is_omitted_from_a_cell_with_text_and_from_a_figures_cell_with_words(place: Place) -> None:
    cell = replace(reading("12.345.678-5"), item="executors", column="institution_type")
    assert _texts(place, cell, reading("RUT 12.345.678-5")) == [RUT_MARKER, f"RUT {RUT_MARKER}"]


def test_a_number_over_two_lines_or_behind_its_label_is_omitted_from_both(place: Place) -> None:
    assert _texts(
        place,
        _line("Oficina, fono 22"),
        reading("1"),
        _line("675 1400 de 9 a 14"),
        _line("226751400", "Fono"),
    ) == [f"Oficina, fono {PHONE_MARKER}", "1", f"{PHONE_MARKER} de 9 a 14", PHONE_MARKER]


def test_a_label_a_title_and_a_detail_hold_none(place: Place) -> None:
    file = report_file(place.raw, "a.pdf", "a")
    one = replace(reading("1"), label="Gasto, juana@fosis.cl")
    read = replace(extraction(2021), title="De 12.345.678-5", detail="Fono 226751400", readings=(one,))
    place.list_year("2021", {file: read})
    load(place.database, place.lists, place.cache.root)
    assert _rows(place, "select label from raw.readings") == [(f"Gasto, {EMAIL_MARKER}",)]
    assert _rows(place, "select title, detail from raw.reports") == [
        (f"De {RUT_MARKER}", f"Fono {PHONE_MARKER}")
    ]


def test_what_the_second_library_saw_of_it_is_omitted_too(place: Place) -> None:
    file = report_file(place.raw, "a.pdf", "a")
    seen = WitnessedPage(
        3, 9, 9, (Difference("12.345.678", 1, 0), Difference("26751400", 0, 1), Difference("7", 1, 0))
    )
    texts = (_line("De 12.345.678-5"), _line("fono 26751400"))
    place.list_year("2021", {file: replace(extraction(2021), readings=texts, witness=(seen,))})
    load(place.database, place.lists, place.cache.root)
    assert _rows(place, "select number, read_count, witnessed_count from raw.witness order by all") == [
        ("7", 1, 0),
        (NUMBER_MARKER, 1, 1),
    ]


def test_names_of_files_hold_none_and_stay_apart(place: Place) -> None:
    names = ("2021/rut_12345678-5.pdf", "2021/rut_11111111-1.pdf")
    files = [report_file(place.raw, name, name) for name in names]
    place.list_year("2021", {file: extraction(2021, "1") for file in files})
    ledger = Ledger(place.raw.parent / "ledger")
    load(place.database, place.lists, place.cache.root)
    at = "2026-01-01T00:00:00"
    for file in files:  # the second is added to a table that has the first
        entry = Entry(Kind.INBOX, Status.FOUND_IN_INBOX, at, at, detail="a@b.cl")
        ledger.append([replace(entry, source_file=file.source_file, sha256=file.file_sha256)])
        load_acquisitions(place.database, place.raw.parent / "acquired", ledger.folder)
    told = [(f"2021/rut_{RUT_MARKER}.pdf {file.file_sha256[:8]}",) for file in files]
    assert sorted(_rows(place, "select source_file from raw.files")) == sorted(told)
    assert sorted(_rows(place, "select source_file from raw.acquisitions")) == sorted(told)
    assert _rows(place, "select distinct detail from raw.acquisitions") == [(EMAIL_MARKER,)]


def test_officials_are_kept_where_a_setting_says_so_and_go_with_it(place: Place) -> None:
    names = (
        replace(reading("Ana Pérez"), item="manager_name"),
        replace(reading("No informado"), item="counterpart_name"),
        replace(_line("Luz Soto", label="Encargada"), resembles="manager_name"),
    )
    kept = [one.text for one in names]
    omitted = [OFFICIAL_MARKER, "No informado", OFFICIAL_MARKER]
    assert _texts(place, *names) == omitted
    for keep, texts, changed in ((True, kept, 1), (True, kept, 0), (False, omitted, 1)):
        loaded = load(place.database, place.lists, place.cache.root, keep_officials=keep)
        assert loaded.changed_reports == changed
        assert [
            text for (text,) in _rows(place, "select text from raw.readings order by reading_no")
        ] == texts
