"""Invented reports of several years and revisions: what facts keep, and what is said beside them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.warehouse import SHARED, run_refresh

pytestmark = pytest.mark.slow

Ask = Callable[[str, str], list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """``ask(case, query)``: the rows of a query over the warehouse of one folder of ``shared/cases``."""
    published: dict[str, Path] = {}

    def rows(case: str, query: str) -> list[tuple[Any, ...]]:
        raw = SHARED / "cases" / case
        if not raw.exists():
            pytest.skip(f"{case} is not beside this checkout (../shared/cases): nothing to read")
        if case not in published:
            published[case] = run_refresh(raw, tmp_path_factory.mktemp(case))
        with duckdb.connect(str(published[case]), read_only=True) as con:
            return con.execute(query).fetchall()

    return rows


def test_what_the_current_revision_leaves_out_is_null_with_its_reason(ask: Ask) -> None:
    case = "f1_withdrawn_figure"
    assert ask(case, "select administrative_spending_clp, administrative_share from program_year") == [
        (None, None)
    ]
    assert ask(
        case,
        "select reason from quality.missing_values join dim_report using (report_id)"
        " where column_name = 'administrative_spending_clp' and revision = 2",
    ) == [("not_reported",)]
    assert ask(
        case,
        "select revision, is_current, value is null, reason from vintages"
        " where column_name = 'administrative_spending_clp' order by revision",
    ) == [(1, False, False, None), (2, True, True, "not_reported")]


def test_a_zero_of_a_later_report_replaces_nothing_and_breaks_a_check(ask: Ask) -> None:
    case = "f3_zero_previous_year"
    assert ask(
        case,
        "select year, beneficiaries, restated_by, spending_per_beneficiary_clp is null from program_year"
        " where year = 2018",
    ) == [(2018, 57_491, [2019], False)]
    assert ask(
        case,
        "select earlier_value, later_value from quality.restatements"
        " where column_name = 'beneficiaries' and reference_year = 2018",
    ) == [(57_491, 0)]
    assert ask(
        case,
        "select year, item from quality.reconciliations"
        " where check_name = 'no_zero_for_an_earlier_figure' and status = 'breaks'"
        " and item like '%beneficiaries'",
    ) == [(2019, "fct_beneficiaries/previous_year_beneficiaries")]
    assert ask(
        case,
        "select year from program_year where list_contains(failed_checks, 'no_zero_for_an_earlier_figure')",
    ) == [(2019,)]


def test_a_plan_is_no_year_of_its_own(ask: Ask) -> None:
    case = "f4_plan_without_report"
    assert ask(
        case,
        "select year, count(*), round(sum(executed_clp) / sum(initial_budget_clp), 4)"
        " from program_year where year = 2019 group by year",
    ) == [(2019, 1, 0.921)]
    assert ask(
        case, "select year, count(next_year_initial_budget_clp) from fct_spending group by year order by 1"
    )[0] == (
        2018,
        2,
    )
