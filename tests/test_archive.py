"""A small archive whose truth is known: identities, checks, restatements, figures, sums and counts."""

from pathlib import Path

import duckdb
import pytest

from tests.archive_checks import (
    measures,
    wrong_checks,
    wrong_counts,
    wrong_figures,
    wrong_findings,
    wrong_identities,
    wrong_restated_years,
    wrong_restatements,
    wrong_sums,
)
from tests.corpus.archive_model import Archive
from tests.corpus.archive_truth import segments

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def con(archive_warehouse: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(archive_warehouse), read_only=True)


def test_what_is_one_programme_is_merged_or_proposed_first_and_nothing_else_is_merged(
    con: duckdb.DuckDBPyConnection, small_archive: Archive
) -> None:
    assert wrong_identities(con, small_archive) == []


def test_every_planted_fault_breaks_the_checks_that_name_it_and_nothing_else_breaks(
    con: duckdb.DuckDBPyConnection, small_archive: Archive
) -> None:
    assert wrong_checks(con, small_archive) == []


def test_every_restatement_is_listed_with_both_places_and_nothing_else_is(
    con: duckdb.DuckDBPyConnection, small_archive: Archive
) -> None:
    assert wrong_restatements(con, small_archive, segments(small_archive)) == []


def test_every_printed_number_is_in_the_warehouse(
    con: duckdb.DuckDBPyConnection, small_archive: Archive
) -> None:
    assert wrong_figures(con, small_archive) == []


def test_sums_of_a_whole_fact_by_year_are_the_truth(
    con: duckdb.DuckDBPyConnection, small_archive: Archive
) -> None:
    assert ("fct_spending", "executed_clp") in measures(con)
    assert wrong_sums(con, small_archive, segments(small_archive)) == []


def test_rows_of_a_whole_table_by_year_are_the_truth(
    con: duckdb.DuckDBPyConnection, small_archive: Archive
) -> None:
    assert wrong_counts(con, small_archive, segments(small_archive)) == []


def test_a_year_names_the_later_reports_that_restate_it_and_keeps_its_figures(
    con: duckdb.DuckDBPyConnection, small_archive: Archive
) -> None:
    assert con.execute("select 1 from program_year where restated_by <> []").fetchall()
    assert wrong_restated_years(con, small_archive, segments(small_archive)) == []


def test_findings_are_those_of_the_printed_figures(
    con: duckdb.DuckDBPyConnection, small_archive: Archive
) -> None:
    found = con.execute("select count_if(finding), count_if(not finding) from program_findings").fetchone()
    assert found
    assert min(found) > 0
    assert wrong_findings(con, small_archive, segments(small_archive)) == []


def test_a_later_publication_of_one_year_is_a_revision_and_both_are_kept(
    con: duckdb.DuckDBPyConnection, small_archive: Archive
) -> None:
    found = {
        (Path(file).name, revision, is_current)
        for file, revision, is_current in con.execute(
            "select source_file, revision, is_current from quality.documents"
        ).fetchall()
    }
    counts = {
        (one.programme, one.report.year): len(
            [
                other
                for other in small_archive.programme(one.programme)
                if other.report.year == one.report.year
            ]
        )
        for one in small_archive.published
    }
    assert found == {
        (one.file, one.revision, one.revision == counts[one.programme, one.report.year])
        for one in small_archive.published
    }
    assert max(counts.values()) > 1
