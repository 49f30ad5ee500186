"""The sample reports: every truth value is in the warehouse, every printed value in raw.readings."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.expectations import unmet
from tests.warehouse import PROJECT

TRUTH: list[dict[str, Any]] = json.loads(
    (PROJECT / "tests" / "corpus" / "sample_truth.json").read_text("utf-8")
)["reports"]
reports = pytest.mark.parametrize("report", TRUTH, ids=[report["file"] for report in TRUTH])


@reports
def test_every_truth_value_is_in_the_warehouse(sample_warehouse: Path, report: dict[str, Any]) -> None:
    with duckdb.connect(str(sample_warehouse), read_only=True) as con:
        assert unmet(con, report["tables"]) == []


@reports
def test_every_printed_value_is_read_with_its_place(sample_warehouse: Path, report: dict[str, Any]) -> None:
    keys = ("section", "item", "row_no", "column", "text", "status")
    printed = Counter(tuple(value[key] for key in keys) for value in report["printed"])
    with duckdb.connect(str(sample_warehouse), read_only=True) as con:
        rows = con.execute(
            "select section, item, row_no, column_id, text, status,"
            " page, x0 < x1 and top < bottom, line_no"
            " from raw.readings join raw.reports using (report_id) join raw.files using (file_sha256)"
            " where ends_with(source_file, ?)",
            [report["file"]],
        ).fetchall()
    assert Counter(row[:6] for row in rows) == printed
    for *_, text, _status, page, has_box, line_no in rows:
        assert page >= 1
        if text:
            assert has_box if report["medium"] == "pdf" else line_no >= 1, text


def test_the_sample_says_that_it_is_a_sample(sample_warehouse: Path) -> None:
    with duckdb.connect(str(sample_warehouse), read_only=True) as con:
        found = con.execute("select is_sample, count(*) from dim_report group by all").fetchall()
    assert found == [(True, len(TRUTH))]


def test_a_renamed_programme_is_one_programme(sample_warehouse: Path) -> None:
    with duckdb.connect(str(sample_warehouse), read_only=True) as con:
        renamed = con.execute(
            "select program_key from program_names group by all having count(distinct program_name) > 1"
        ).fetchall()
    assert len(renamed) == 1


def test_a_restated_figure_is_kept_beside_the_first(sample_warehouse: Path) -> None:
    with duckdb.connect(str(sample_warehouse), read_only=True) as con:
        assert con.execute("select * from quality.restatements").fetchall()


@pytest.mark.parametrize(
    "check",
    [
        # One report spends extra-budgetary money, which components and administration spend too.
        "executed_equals_components_plus_administrative",
        # All print the prices of the next year, by a factor that the form does not print.
        "printed_spending_per_beneficiary_equals_recomputed",
        "summary_adds_up",
    ],
)
def test_a_check_does_not_fire_where_no_fault_was_planted(sample_warehouse: Path, check: str) -> None:
    with duckdb.connect(str(sample_warehouse), read_only=True) as con:
        asked, broken = con.execute(
            "select count(*), count(*) filter (status = 'breaks') from quality.reconciliations"
            " where check_name = ?",
            [check],
        ).fetchone() or (0, 0)
    assert asked >= len(TRUTH)
    assert broken == 0


def test_every_number_of_a_pdf_agrees_with_its_plain_text_and_every_word_is_mapped(
    sample_warehouse: Path,
) -> None:
    with duckdb.connect(str(sample_warehouse), read_only=True) as con:
        statuses = con.execute(
            "select medium, status, count(distinct report_id) from quality.reconciliations"
            " join raw.reports using (report_id) where check_name = 'numbers_agree_with_plain_text'"
            " group by all order by all"
        ).fetchall()
        pages = con.execute("select count(*) from raw.witness_pages where read_count > 0").fetchone()
        share = con.execute("select distinct mapped_share from dim_report").fetchall()
    pdfs = sum(report["medium"] == "pdf" for report in TRUTH)
    assert statuses == [("pdf", "closes", pdfs), ("text", "not_testable", len(TRUTH) - pdfs)]
    assert pages
    assert pages[0] > pdfs
    assert share == [(1.0,)]
