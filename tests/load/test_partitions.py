"""The lists of reports by year, as the extraction stage leaves them."""

from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from pipelines.acquire.inbox import ReportFile
from pipelines.load.partitions import ListedReport, write_year_lists, year_lists
from pipelines.load.summaries import Summary

FIRST, LATER = datetime(2026, 2, 1), datetime(2026, 2, 9)


def _listed(name: str, year: int) -> ListedReport:
    file = ReportFile(Path("raw") / name, name, name.ljust(64, "0"), 10, is_sample=False)
    return ListedReport(file, f"1/{name}.parquet", Summary(file.file_sha256, year, None, None, FIRST))


def _seen(folder: Path) -> list[tuple[str, str, datetime, datetime]]:
    with duckdb.connect() as con:
        return con.execute(
            "select parse_filename(filename, true), source_file, first_seen, last_seen"
            " from read_parquet($lists, filename := true) order by all",
            {"lists": year_lists(folder)},
        ).fetchall()


@pytest.mark.parametrize("year", ["2018", "2020"])
def test_first_seen_is_kept_when_a_file_moves_to_another_year(tmp_path: Path, year: str) -> None:
    one, other = _listed("one.pdf", 2019), _listed("other.pdf", 2019)
    write_year_lists(tmp_path, {"2018": [], "2019": [one, other], "2020": []}, FIRST)
    lists = {"2018": [], "2019": [other], "2020": []} | {year: [one]}
    write_year_lists(tmp_path, lists, LATER)
    assert _seen(tmp_path) == sorted(
        [(year, "one.pdf", FIRST, LATER), ("2019", "other.pdf", FIRST, LATER)],
    )


def test_a_year_without_reports_has_no_list_and_other_years_stay(tmp_path: Path) -> None:
    write_year_lists(
        tmp_path, {"2019": [_listed("one.pdf", 2019)], "2020": [_listed("two.pdf", 2020)]}, FIRST
    )
    write_year_lists(tmp_path, {"2019": []}, LATER)
    assert _seen(tmp_path) == [("2020", "two.pdf", FIRST, FIRST)]


def test_a_file_with_two_names_and_one_with_two_reports_are_listed_with_each(tmp_path: Path) -> None:
    one = _listed("one.pdf", 2019)
    twin = ListedReport(
        ReportFile(Path("raw/twin.pdf"), "twin.pdf", one.file.file_sha256, 10, is_sample=False),
        one.extraction,
        one.report,
    )
    write_year_lists(tmp_path, {"2019": [one, twin], "2020": [one]}, FIRST)
    assert [row[:2] for row in _seen(tmp_path)] == [
        ("2019", "one.pdf"),
        ("2019", "twin.pdf"),
        ("2020", "one.pdf"),
    ]
