"""Random reports: the same from the same seed, with figures that agree and every fault named."""

import subprocess
import sys
from random import Random

import pytest

from tests.corpus.layout import lay_out
from tests.corpus.model import Report
from tests.corpus.random_reports import random_report
from tests.corpus.truth_checks import reconciliations

SEEDS = range(12)


def _report(seed: int) -> Report:
    return random_report(Random(seed), seed)


def _faults(report: Report, name: str) -> list[dict[str, object]]:
    return [dict(fault) for fault in report.faults if fault["fault"] == name]


def test_a_seed_gives_one_report_in_every_process() -> None:
    code = "from random import Random; from tests.corpus.random_reports import random_report as r;"
    printed = {
        subprocess.run(
            [sys.executable, "-c", f"{code} print(r(Random(7), 7))"],
            env={"PYTHONHASHSEED": salt, "PYTHONPATH": ":".join(sys.path)},
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout
        for salt in ("1", "2")
    }
    assert printed == {f"{_report(7)}\n"}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_report_is_invented_and_says_so(seed: int) -> None:
    report = _report(seed)
    assert report.programme.endswith("(programa ficticio)")
    assert report.invented


def test_a_year_without_beneficiaries_has_no_spending_per_beneficiary() -> None:
    reports = [_report(seed) for seed in range(300)]
    printed = [
        spent.text
        for report in reports
        for reached, spent in zip(
            (report.population.previous_beneficiaries, report.population.beneficiaries),
            report.budget.per_beneficiary[1:],
            strict=True,
        )
        if reached.number == 0
    ]
    assert len(printed) > 1
    assert set(printed) == {""}


@pytest.mark.parametrize("seed", SEEDS)
def test_figures_close_but_for_planted_faults(seed: int) -> None:
    report = _report(seed)
    closing = {
        "budget_lines_equal_executed",
        "regional_beneficiaries_equal_beneficiaries",
    }
    checks = reconciliations(report)
    assert {checks[name] for name in closing} <= {"closes", "not_testable"}
    regional = checks["regional_spending_equals_component_spending"]
    allowed = {"within_rounding"} if _faults(report, "mixed_units") else set()
    assert regional in {"closes", "not_testable", *allowed}


@pytest.mark.parametrize("seed", SEEDS)
def test_faults_are_named_where_they_are_printed(seed: int) -> None:
    report = _report(seed)
    cells = {
        (piece.item, piece.row_no, piece.column): piece.text
        for block in lay_out(report)
        for row in getattr(block, "rows", ())
        for cell in row
        for piece in cell.pieces
    }
    for fault in report.faults:
        if "column" in fault:
            assert (fault["item"], fault["row_no"], fault["column"]) in cells
    blanks = {(fault["item"], fault["row_no"], fault["column"]) for fault in _faults(report, "blank_cells")}
    empty = {place for place, text in cells.items() if not text and place[2] not in ("methodology", "label")}
    assert blanks == empty
    stale = {fault["label"]: fault["printed"] for fault in _faults(report, "stale_year")}
    assert stale == report.stale_labels
    assert bool(_faults(report, "mixed_units")) == (report.budget.regional_unit == "millions")
    assert bool(_faults(report, "permanent_end_year")) == (report.end_year == 2042)


def test_the_reports_together_hold_every_variety() -> None:
    reports = [_report(seed) for seed in range(200)]
    assert {len(report.components) for report in reports} == {1, 2, 3, 4, 5, 6}
    assert {len(report.budget.executed) for report in reports} == {1, 2, 3, 4, 5}
    assert {len(report.indicators) for report in reports} == set(range(7))
    assert {len(report.regional_beneficiaries) for report in reports} == set(range(17))
    named = {fault["fault"] for report in reports for fault in report.faults}
    assert named == {
        "blank_cells",
        "coverage_printed_zero",
        "leaked_id",
        "mixed_units",
        "number_broken_in_cell",
        "other_price_base",
        "permanent_end_year",
        "potential_printed_zero",
        "stale_year",
        "values_like_labels",
    }
    assert max(len(answer.text) for report in reports for answer in report.answers.values()) > 6000
