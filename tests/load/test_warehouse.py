"""The raw schema: loading twice is loading once, and what is gone from the folder is gone from it."""

import os
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.load.warehouse import DamagedExtractionsError, Loaded, MissingExtractionsError, load
from pipelines.read.witness import Difference, WitnessedPage
from tests.load.reports import Place, extraction, parts, reading, report_file


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def _load(place: Place) -> Loaded:
    return load(place.database, place.lists, place.cache.root)


def _loaded(readings: int, changed_reports: int, files: int = 1) -> Loaded:
    return Loaded(files, 1, readings, gaps=0, witness_pages=0, differences=0, changed_reports=changed_reports)


def _rows(place: Place, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(place.database), read_only=True) as con:
        return con.execute(query).fetchall()


def test_a_report_arrives_whole_and_in_document_order(place: Place) -> None:
    file = report_file(place.raw, "2021/a.pdf", "a")
    place.list_year("2021", {file: extraction(2021, "16", "", "233")})
    assert _load(place) == _loaded(readings=3, changed_reports=1)
    assert _rows(place, "from raw.readings limit 1") == [
        (
            file.file_sha256,
            1,
            "5.6",
            "regional_spending",
            1,
            "spending",
            "Gasto",
            "16",
            "value",
            3,
            1.5,
            2.5,
            3.5,
            4.5,
            None,
            1,
            None,
            None,
            None,
        )
    ]
    assert _rows(place, "select reading_no, text from raw.readings order by all") == [
        (1, "16"),
        (2, ""),
        (3, "233"),
    ]
    assert _rows(place, "select report_id, byte_count, reading_count, unmapped_count from raw.reports") == [
        (file.file_sha256, 1, 3, 0)
    ]


def test_loading_twice_changes_nothing(place: Place) -> None:
    reports = {
        report_file(place.raw, "a.pdf", "a"): extraction(2021, "1", "2"),
        report_file(place.raw, "b.pdf", "b"): extraction(2021),
    }
    place.list_year("2021", reports)
    _load(place)
    tables = {table: _rows(place, f"from raw.{table}") for table in ("reports", "files", "readings")}
    assert _load(place).changed_reports == 0
    assert tables == {table: _rows(place, f"from raw.{table}") for table in tables}


def test_a_report_that_was_read_anew_is_replaced(place: Place) -> None:
    file = report_file(place.raw, "a.pdf", "a")
    place.list_year("2021", {file: extraction(2021, "old", "old")})
    _load(place)
    place.list_year("2021", {file: extraction(2021, "new", at=2)})
    assert _load(place).changed_reports == 1
    assert _rows(place, "select text from raw.readings") == [("new",)]
    assert _rows(place, "select reading_count from raw.reports") == [(1,)]


def test_the_witness_arrives_and_is_replaced_with_its_report(place: Place) -> None:
    file = report_file(place.raw, "a.pdf", "a")
    pages = (WitnessedPage(1, 5, 5), WitnessedPage(2, 3, 4, (Difference("1.234", 0, 1),)))
    place.list_year("2021", {file: replace(extraction(2021, "1"), witness=pages)})
    loaded = _load(place)
    assert (loaded.witness_pages, loaded.differences) == (2, 1)
    assert _rows(place, "from raw.witness_pages") == [
        (file.file_sha256, 1, 5, 5),
        (file.file_sha256, 2, 3, 4),
    ]
    assert _rows(place, "from raw.witness") == [(file.file_sha256, 2, "1.234", 0, 1)]
    place.list_year("2021", {file: replace(extraction(2021, "1", at=2), witness=pages[:1])})
    loaded = _load(place)
    assert (loaded.witness_pages, loaded.differences) == (1, 0)


@pytest.mark.parametrize(
    ("statuses", "word_count", "share"),
    [
        (["value", "blank", "not_reported", "ambiguous"], 4, 1.0),
        (["value", "value", "value", "unmapped"], 4, 0.75),
        # Words that are in no reading at all are not mapped either.
        (["value", "value"], 4, 0.5),
        (["unmapped"], 1, 0.0),
        ([], 4, 0.0),
        ([], None, None),
    ],
)
def test_the_mapped_share_is_that_of_all_printed_words(
    place: Place, statuses: list[str], word_count: int | None, share: float | None
) -> None:
    readings = tuple(reading("1", status) for status in statuses)
    done = replace(extraction(2021), readings=readings, word_count=word_count)
    place.list_year("2021", {report_file(place.raw, "a.pdf", "a"): done})
    _load(place)
    assert _rows(place, "select mapped_share from raw.reports") == [(share,)]


def test_a_removed_file_disappears_and_other_years_stay(place: Place) -> None:
    place.list_year("2020", {report_file(place.raw, "a.pdf", "a"): extraction(2020, "1")})
    place.list_year("2021", {report_file(place.raw, "b.pdf", "b"): extraction(2021, "2")})
    _load(place)
    place.list_year("2021", {})
    assert _load(place) == _loaded(readings=1, changed_reports=0)
    assert _rows(place, "select source_file from raw.files") == [("a.pdf",)]


def test_the_same_bytes_under_two_names_are_two_files_and_one_report(place: Place) -> None:
    one, two = (report_file(place.raw, name, "same") for name in ("a.pdf", "copy/b.pdf"))
    place.list_year("2021", {one: extraction(2021, "1"), two: extraction(2021, "1")})
    assert _load(place) == _loaded(files=2, readings=1, changed_reports=1)


def test_the_same_bytes_as_pdf_and_as_text_count_as_what_could_be_read(place: Place) -> None:
    pdf, text = (report_file(place.raw, name, "same") for name in ("a.pdf", "a.txt"))
    unreadable = extraction(None)
    object.__setattr__(unreadable, "reason", "not_a_pdf")
    place.list_year("undated", {pdf: unreadable})
    place.list_year("2021", {text: extraction(2021, "1")})
    _load(place)
    assert _rows(place, "select report_year, reason from raw.reports") == [(2021, None)]
    assert _rows(place, "select text from raw.readings") == [("1",)]


def test_each_report_of_a_file_is_loaded_and_leads_to_it(place: Place) -> None:
    file = report_file(place.raw, "a.pdf", "a")
    witness = (WitnessedPage(3, 1, 1),)
    second = replace(extraction(2020, "2", "3"), witness=witness)
    reports = {file: parts(extraction(2021, "1"), second)}
    place.list_reports("2021", reports)
    place.list_reports("2020", reports)
    loaded = _load(place)
    assert (loaded.files, loaded.reports, loaded.readings, loaded.changed_reports) == (1, 2, 3, 2)
    assert _rows(
        place,
        "select source_file, report_year, first_page, last_page, page_count, list(text order by reading_no)"
        " from raw.files join raw.reports using (file_sha256) join raw.readings using (report_id)"
        " group by all order by first_page",
    ) == [("a.pdf", 2021, 1, 2, 2, ["1"]), ("a.pdf", 2020, 3, 4, 2, ["2", "3"])]
    assert _rows(
        place, "select report_year, page from raw.witness_pages join raw.reports using (report_id)"
    ) == [(2020, 3)]
    assert _load(place).changed_reports == 0


def test_a_year_of_a_file_is_loaded_alone_and_leaves_with_its_list(place: Place) -> None:
    reports = {report_file(place.raw, "a.pdf", "a"): parts(extraction(2021, "1"), extraction(2020, "2"))}
    place.list_reports("2021", reports)
    _load(place)
    assert _rows(place, "select report_year from raw.reports") == [(2021,)]
    place.list_reports("2020", reports, day=2)
    _load(place)
    assert _rows(place, "select report_year from raw.reports order by all") == [(2020,), (2021,)]
    place.list_reports("2021", {}, day=3)
    _load(place)
    assert _rows(place, "select report_year from raw.reports") == [(2020,)]
    assert _rows(place, "select source_file, last_seen from raw.files") == [("a.pdf", datetime(2026, 2, 2))]


def test_a_file_that_came_to_be_split_is_no_longer_kept_aside_whole(place: Place) -> None:
    file = report_file(place.raw, "a.pdf", "a")
    place.list_year("undated", {file: replace(extraction(None), reason="several_reports")}, day=1)
    _load(place)
    place.list_reports("2021", {file: parts(extraction(2021, "1", at=2), extraction(2021, "2", at=2))}, day=2)
    _load(place)
    assert _rows(place, "select report_year, reason from raw.reports") == [(2021, None), (2021, None)]


def test_a_file_whose_bytes_changed_leads_to_none_of_its_old_reports(place: Place) -> None:
    reports = parts(extraction(2021, "1"), extraction(2020, "2"))
    place.list_reports("2020", {report_file(place.raw, "a.pdf", "old"): reports}, day=1)
    place.list_reports("2021", {report_file(place.raw, "a.pdf", "new"): reports}, day=2)
    _load(place)
    assert _rows(place, "select report_year from raw.reports") == [(2021,)]


def test_first_seen_is_kept_and_last_seen_moves(place: Place) -> None:
    file = report_file(place.raw, "a.pdf", "a")
    place.list_year("2021", {file: extraction()}, day=1)
    place.list_year("2021", {file: extraction()}, day=9)
    _load(place)
    assert _rows(place, "select first_seen, last_seen from raw.files") == [
        (datetime(2026, 2, 1), datetime(2026, 2, 9))
    ]


def test_a_name_whose_bytes_moved_to_another_year_is_one_file(place: Place) -> None:
    place.list_year("2020", {report_file(place.raw, "a.pdf", "old"): extraction(2020, "1")}, day=1)
    place.list_year("2021", {report_file(place.raw, "a.pdf", "new"): extraction(2021, "2")}, day=2)
    _load(place)
    assert _rows(place, "select report_year from raw.reports") == [(2021,)]


def test_sample_reports_leave_as_soon_as_there_is_a_real_one(place: Place) -> None:
    sample = report_file(place.raw, "sample/s.pdf", "s", is_sample=True)
    place.list_year("2020", {sample: extraction(2020, "1")})
    assert _load(place).files == 1
    place.list_year("2021", {report_file(place.raw, "a.pdf", "a"): extraction(2021, "2")})
    _load(place)
    assert _rows(place, "select source_file, is_sample from raw.files") == [("a.pdf", False)]


def test_other_years_stay_when_the_cache_is_gone(place: Place) -> None:
    place.list_year("2020", {report_file(place.raw, "a.pdf", "a"): extraction(2020, "1")})
    _load(place)
    for cached in place.cache.root.rglob("*.parquet"):
        cached.unlink()
    place.list_year("2021", {report_file(place.raw, "b.pdf", "b"): extraction(2021, "2")})
    assert _load(place).reports == 2


def test_a_report_that_is_nowhere_any_more_stops_the_load_and_changes_nothing(place: Place) -> None:
    place.list_year("2021", {report_file(place.raw, "b.pdf", "b"): extraction(2021, "2")})
    _load(place)
    lost = report_file(place.raw, "a.pdf", "a")
    place.list_year("2020", {lost: extraction(2020, "1")})
    place.cache.path(lost).unlink()
    with pytest.raises(MissingExtractionsError, match=r"a\.pdf.*without --year"):
        _load(place)
    assert _rows(place, "select source_file from raw.files") == [("b.pdf",)]


def test_a_schema_of_an_older_version_is_replaced(place: Place) -> None:
    place.database.parent.mkdir(parents=True)
    with duckdb.connect(str(place.database)) as con:
        con.execute("create schema raw; create table raw.reports (report_id varchar, old_column integer)")
    place.list_year("2021", {report_file(place.raw, "a.pdf", "a"): extraction(2021, "1")})
    assert _load(place).readings == 1


def test_odd_file_names_arrive_as_they_are(place: Place) -> None:
    names = ["con espacios.pdf", "comilla's.pdf", "dos\nlíneas.pdf", "*[a]?.pdf"]
    place.list_year("2021", {report_file(place.raw, name, name): extraction() for name in names})
    _load(place)
    assert {name for (name,) in _rows(place, "select source_file from raw.files")} == set(names)


def test_what_is_loaded_is_not_opened_again(place: Place) -> None:
    old, new = (report_file(place.raw, name, name) for name in ("a.pdf", "b.pdf"))
    place.list_year("2020", {old: extraction(2020, "1")})
    _load(place)
    place.cache.path(old).write_bytes(b"no Parquet: whoever opens it fails")
    place.list_year("2021", {new: extraction(2021, "2")})
    loaded = _load(place)
    assert (loaded.reports, loaded.changed_reports) == (2, 1)


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7])
def test_a_cached_extraction_with_damaged_bytes_is_removed_and_nothing_of_it_loaded(
    place: Place, share: float
) -> None:
    good, bad = (report_file(place.raw, name, name) for name in ("a.pdf", "b.pdf"))
    place.list_year("2021", {file: extraction(2021, *map(str, range(2000))) for file in (good, bad)})
    cached = place.cache.path(bad)
    with cached.open("r+b") as stream:
        stream.seek(int(cached.stat().st_size * share))
        stream.write(b"77")
    with pytest.raises(DamagedExtractionsError, match="1 cached extraction"):
        _load(place)
    assert (place.cache.path(good).exists(), cached.exists()) == (True, False)


def test_of_two_extractions_of_the_same_bytes_the_one_loaded_stays(place: Place) -> None:
    pdf, text = (report_file(place.raw, name, "same") for name in ("a.pdf", "a.txt"))
    place.list_year("undated", {pdf: replace(extraction(None), reason="not_a_pdf")})
    place.list_year("2021", {text: extraction(2021, "1", at=2)})
    assert _load(place).changed_reports == 1
    assert _load(place).changed_reports == 0


def test_a_database_that_lacks_its_end_is_made_anew(place: Place) -> None:
    place.list_year(
        "2020", {report_file(place.raw, "a.pdf", "a"): extraction(2020, *map(str, range(20_000)))}
    )
    before = _load(place)
    os.truncate(place.database, place.database.stat().st_size // 2)
    after = _load(place)
    assert after.remade
    assert after.readings == before.readings
    assert not _load(place).remade
