"""What concerns one report puts that report aside; only what concerns the whole stops a release."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
import yaml

from pipelines.config import Settings
from pipelines.read import REASONS
from tests.build.dbt_builds import build_copy, project_copy, rebuild
from tests.warehouse import PROJECT

SUM = "regional_beneficiaries_equal_beneficiaries"
REVIEW = "a typo,a letter,2026-01-31"

Fault = Callable[[duckdb.DuckDBPyConnection, str], object]
"""Does something to the raw rows of one report."""


def _misread(con: duckdb.DuckDBPyConnection, report: str) -> None:
    """One number of a sum that closes was read as another one, which the plain text has not."""
    reading, page, printed = con.execute(
        "select reading_no, page, text from quality.reconciliations"
        " join quality.reconciliation_readings using (report_id, check_name)"
        " join raw.readings using (report_id, reading_no)"
        " where report_id = ? and check_name = ? and side = 'actual' and reconciliations.status = 'closes'"
        " order by amount desc limit 1",
        [report, SUM],
    ).fetchall()[0]
    other = "9" * len(printed.replace(".", ""))
    con.execute(
        "update raw.readings set text = ? where report_id = ? and reading_no = ?", [other, report, reading]
    )
    con.execute("insert into raw.witness values (?, ?, ?, 1, 0)", [report, page, other])
    con.execute("insert into raw.witness values (?, ?, ?, 0, 1)", [report, page, printed])


def _run(statement: str) -> Fault:
    return lambda con, report: con.execute(statement, [report])


ASIDE: dict[str, Fault] = {
    "inconsistent_reading": _misread,
    "words_lost": _run("update raw.reports set word_count = word_count + 1 where report_id = ?"),
    "invalid_place": _run("update raw.readings set x0 = x1 + 1 where report_id = ? and reading_no = 9"),
    "invalid_date": _run("update raw.reports set closing_date = null where report_id = ?"),
}
"""What is wrong with one report, by the reason that it is put aside for."""


@dataclass(frozen=True)
class Built:
    """A build of the sample in which each of ``faulty`` has a fault of ``ASIDE``."""

    database: Path
    failed: list[str]
    faulty: dict[str, str]

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with duckdb.connect(str(self.database), read_only=True) as con:
            return con.execute(query).fetchall()


@pytest.fixture(scope="module")
def built(sample_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("gates")
    database, project = build_copy(sample_warehouse, folder), project_copy(folder)
    with duckdb.connect(str(database)) as con:
        reports = con.execute(
            "select report_id from quality.reconciliations join dim_report using (report_id)"
            " where check_name = ? and status = 'closes' and reader <> 'text' and actual > 0"
            " and dim_report.program_key <> 'bips-87195' order by all",
            [SUM],
        ).fetchall()
        faulty = {reason: report for reason, (report,) in zip(ASIDE, reports, strict=False)}
        assert faulty.keys() == ASIDE.keys()
        for reason, report in faulty.items():
            ASIDE[reason](con, report)
        # A later revision of another report, whose words are lost too.
        good = reports[len(ASIDE)][0]
        for table in ("reports", "readings", "witness_pages"):
            con.execute(
                f"insert into raw.{table} select * replace ('later' as report_id) from raw.{table}"
                " where report_id = ?",
                [good],
            )
        con.execute(
            "update raw.reports set word_count = 1, document_created_at = '2090-01-01'"
            " where report_id = 'later'"
        )
        # One sum that breaks as the page prints it: a fault of the source.
        con.execute(
            "update raw.readings set text = '77' where report_id = ? and (report_id, reading_no) in ("
            " select (report_id, reading_no) from quality.reconciliation_readings"
            " where check_name = ? and side = 'actual')",
            [good, SUM],
        )
        ((corrected,),) = con.execute(
            "select report_id from dim_report where program_key = 'bips-87195' and year = 2021"
        ).fetchall()
    seed = project / "seeds" / "corrections.csv"
    outdated = f"bips-87195,2021,,fct_spending,executed_clp,,262.999,1000,,{REVIEW}"
    seed.write_text(f"{seed.read_text('utf-8').strip()}\n{outdated}\n", "utf-8")
    failed = [str(check) for check in rebuild(database, Settings(dbt_project=project), anew=True)]
    faulty |= {"outdated_correction": corrected, "a revision": "later", "good": good}
    return Built(database, failed, faulty)


def test_faults_of_reports_stop_nothing(built: Built) -> None:
    assert built.failed == []


@pytest.mark.parametrize("reason", [*ASIDE, "outdated_correction"])
def test_a_report_with_a_fault_is_put_aside_with_its_reason(built: Built, reason: str) -> None:
    report = built.faulty[reason]
    ((found, detail),) = built.rows(
        f"select reason, detail from quality.quarantined_files where report_id = '{report}'"
    )
    assert found == reason
    assert detail


def test_nothing_of_a_report_that_is_put_aside_is_in_any_table(built: Built) -> None:
    aside = {report for reason, report in built.faulty.items() if reason != "good"}
    tables = built.rows(
        "select distinct schema_name || '.' || table_name from duckdb_columns()"
        " where schema_name in ('main', 'quality') and column_name = 'report_id'"
        " and table_name <> 'quarantined_files' and not internal"
    )
    assert ("main.dim_report",) in tables
    for (table,) in tables:
        # These two say which report a correction declares, and which one is put aside.
        if table not in ("quality.declared_corrections", "quality.report_coverage"):
            there = {report for (report,) in built.rows(f"select distinct report_id from {table}")}
            assert not there & aside, table
    assert built.rows("select count(*) from dim_report") == [(13 - 5,)]


def test_the_revision_before_one_that_is_put_aside_is_current(built: Built) -> None:
    good = built.faulty["good"]
    assert built.rows(f"select revision, is_current from quality.documents where report_id = '{good}'") == [
        (1, True)
    ]


def test_a_source_that_does_not_add_up_is_published(built: Built) -> None:
    assert built.rows(
        f"select status from quality.reconciliations where report_id = '{built.faulty['good']}'"
        f" and check_name = '{SUM}'"
    ) == [("breaks",)]


def test_the_reasons_are_one_closed_list() -> None:
    yml = yaml.safe_load((PROJECT / "dbt_project/models/quality/quarantined_files.yml").read_text("utf-8"))
    (reason,) = (one for one in yml["models"][0]["columns"] if one["name"] == "reason")
    listed = reason["data_tests"][0]["accepted_values"]["arguments"]["values"]
    assert set(listed) == {*REASONS, *ASIDE, "outdated_correction"}
    assert len(set(listed)) == len(listed)
    documented = (PROJECT / "docs" / "guarantees.md").read_text("utf-8")
    assert [reason for reason in listed if f"\n| `{reason}` |" not in documented] == []
