"""Reviewed corrections: what a reviewer says is meant is published beside what is printed."""

from pathlib import Path

import duckdb
import pytest

from pipelines.config import Settings
from pipelines.explain.explanation import explain
from pipelines.explain.model import Correction
from tests.build.dbt_builds import build_copy, project_copy, rebuild

pytestmark = pytest.mark.slow

REVIEW = "a typo,a letter,2026-01-31"
APPLY = [
    f"bips-87195,2021,,fct_beneficiaries,beneficiaries,,327,372,,{REVIEW}",
    f"bips-87195,2021,,fct_beneficiaries_by_region,beneficiaries,13,304,349,,{REVIEW}",
    f"bips-87195,2021,,fct_beneficiaries_by_flow,beneficiaries,total/total,327,372,,{REVIEW}",
    f"bips-87195,2021,,fct_spending_by_region,spending_clp,NC,233,233075000,,{REVIEW}",
]
ELSEWHERE = f"bips-1,1999,,fct_spending,executed_clp,,1,1000,,{REVIEW}"


def test_a_correction_is_published_with_its_reason(sample_warehouse: Path, tmp_path: Path) -> None:
    project = project_copy(tmp_path)
    seed = project / "seeds" / "corrections.csv"
    seed.write_text("\n".join([seed.read_text("utf-8").strip(), *APPLY, ELSEWHERE]))
    database = build_copy(sample_warehouse, tmp_path)

    assert rebuild(database, Settings(dbt_project=project), ["corrections+"]) == []

    redes = "program_key = 'bips-87195' and year = 2021"
    shown = explain(database, "bips-87195", 2021, "beneficiaries").shown
    assert (shown.value, shown.printed_text) == (372, "327")
    assert shown.correction == Correction(printed_value=327, reason="a typo", source="a letter")
    with duckdb.connect(str(database), read_only=True) as con:
        assert con.execute(
            f"select beneficiaries, coverage_pct from fct_beneficiaries where {redes}"
        ).fetchall() == [(372, 7.44)]
        assert con.execute(
            f"select executed_clp, coverage_pct from program_year where {redes}"
        ).fetchall() == [(262482000, 7.44)]
        assert con.execute(
            "select column_name, operand, printed_text, corrected_value, correction_reason, text"
            " from provenance join raw.readings using (report_id, reading_no)"
            f" where {redes} and correction_source = 'a letter' and table_name = 'fct_beneficiaries'"
            " order by all"
        ).fetchall() == [
            ("beneficiaries", None, "327", 372, "a typo", "327"),
            ("coverage_pct", "beneficiaries", "327", 372, "a typo", "327"),
        ]
        # What is meant closes the sums of facts; the coverage table is in none, and compared as printed.
        assert con.execute(
            "select check_name, expected, actual, status from quality.reconciliations"
            " where report_id = (select report_id from dim_report where program_key = 'bips-87195')"
            " and check_name like '%_equal%_beneficiaries' and status <> 'not_testable' order by all"
        ).fetchall() == [
            ("coverage_table_equals_beneficiaries", 327, 327, "closes"),
            ("flow_total_equals_beneficiaries", 372, 372, "closes"),
            ("production_equals_beneficiaries", 372, 327, "breaks"),
            ("regional_beneficiaries_equal_beneficiaries", 372, 372, "closes"),
        ]
        assert con.execute(
            "select program_key, status, count(*) from quality.declared_corrections group by all order by all"
        ).fetchall() == [
            ("bips-1", "report_not_loaded", 1),
            ("bips-87195", "applied", len(APPLY)),
        ]
