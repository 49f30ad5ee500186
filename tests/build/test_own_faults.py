"""A fault of the source is a row of quality.reconciliations; a fault of ours stops the release."""

from pathlib import Path

import duckdb
import pytest

from pipelines.config import Settings
from tests.build.dbt_builds import build_copy, rebuild

SUM = "regional_beneficiaries_equal_beneficiaries"


@pytest.fixture
def database(sample_warehouse: Path, tmp_path: Path) -> Path:
    return build_copy(sample_warehouse, tmp_path)


def closing_sum(con: duckdb.DuckDBPyConnection) -> tuple[str, int, int, str]:
    """A regional number of a PDF in a sum that closes: report, reading, page and text."""
    found = con.execute(
        "select report_id, reading_no, page, text from quality.reconciliations"
        " join quality.reconciliation_readings using (report_id, check_name)"
        " join raw.readings using (report_id, reading_no)"
        " where check_name = ? and side = 'actual' and reconciliations.status = 'closes' and line_no is null"
        " order by amount desc limit 1",
        [SUM],
    ).fetchone()
    assert found
    return found


@pytest.mark.slow
def test_a_source_that_does_not_add_up_is_published_and_a_number_read_wrongly_is_not(database: Path) -> None:
    with duckdb.connect(str(database)) as con:
        report, reading, page, printed = closing_sum(con)
        other = "9" * len(printed.replace(".", ""))
        con.execute(
            "update raw.readings set text = ? where report_id = ? and reading_no = ?",
            [other, report, reading],
        )
    # As the page prints it, or so it seems: the plain text has nothing against it.
    assert rebuild(database, Settings(), ["stg_readings+"]) == []
    with duckdb.connect(str(database)) as con:
        assert con.execute(
            "select status from quality.reconciliations where report_id = ? and check_name = ?", [report, SUM]
        ).fetchall() == [("breaks",)]
        con.execute("insert into raw.witness values (?, ?, ?, 1, 0)", [report, page, other])
        con.execute("insert into raw.witness values (?, ?, ?, 0, 1)", [report, page, printed])

    (failed,) = rebuild(database, Settings(), ["no_misread_number_breaks_a_sum"])
    (row,) = failed.rows
    assert row["check_name"] == SUM
    assert (row["lost_number"], row["read_instead"]) == (printed, other)


def test_a_fact_that_lost_a_row_is_not_published(database: Path) -> None:
    with duckdb.connect(str(database)) as con:
        report, *_ = closing_sum(con)
        con.execute(
            "delete from fct_beneficiaries_by_region where report_id = ? and beneficiaries ="
            " (select max(beneficiaries) from fct_beneficiaries_by_region where report_id = ?)",
            [report, report],
        )
    (failed,) = rebuild(
        database,
        Settings(),
        ["int_reconciled_beneficiaries", "reconciliations", "sums_are_what_the_page_prints"],
    )
    assert failed.name == "sums_are_what_the_page_prints"
    assert [row["check_name"] for row in failed.rows] == [SUM]
