"""Reviewed corrections: what a reviewer says is meant is published beside what is printed."""

from pathlib import Path

import duckdb

from pipelines.config import Settings
from tests.publish.dbt_builds import build_copy, project_copy, rebuild

APPLIES = "bips-87195,2021,,fct_beneficiaries,beneficiaries,,2021,327,372,,digits swapped,a letter,2026-01-31"
OUTDATED = "bips-87195,2021,,fct_spending,executed_clp,,2021,262.999,1000,,a typo,a letter,2026-01-31"
ELSEWHERE = "bips-1,1999,,fct_spending,executed_clp,,1999,1,1000,,a typo,a letter,2026-01-31"


def test_a_correction_is_published_with_its_reason_and_one_that_no_longer_fits_is_named(
    sample_warehouse: Path, tmp_path: Path
) -> None:
    project = project_copy(tmp_path)
    seed = project / "seeds" / "corrections.csv"
    seed.write_text("\n".join([seed.read_text("utf-8").strip(), APPLIES, OUTDATED, ELSEWHERE]))
    database = build_copy(sample_warehouse, tmp_path)

    (failed,) = rebuild(
        database,
        Settings(dbt_project=project),
        ["corrections+", "corrections_fit_the_print"],
    )

    assert failed.name == "corrections_fit_the_print"
    (row,) = failed.rows
    assert row["column_name"] == "executed_clp"
    assert (row["printed_text"], row["printed_now"]) == ("262.999", "262.482")
    redes = "program_key = 'bips-87195' and reference_year = 2021"
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
            f" where {redes} and correction_source = 'a letter' order by all"
        ).fetchall() == [
            ("beneficiaries", None, "327", "372", "digits swapped", "327"),
            ("coverage_pct", "beneficiaries", "327", "372", "digits swapped", "327"),
        ]
        assert con.execute(
            "select program_key, status from quality.declared_corrections order by all"
        ).fetchall() == [
            ("bips-1", "report_not_loaded"),
            ("bips-87195", "applied"),
            ("bips-87195", "not_as_printed"),
        ]
