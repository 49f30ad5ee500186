"""The sample's figures agree with each other, in a report and over the years, but for planted faults."""

import csv
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Any

import pytest

from tests.corpus.model import Answer, Report
from tests.corpus.programmes import HERE, PROGRAMMES, sample_reports
from tests.corpus.truth_checks import reconciliations

REPORTS = sample_reports()
INVENTED = [report for report in REPORTS if report.invented]
SUCCESSIVE = [
    (earlier, later)
    for earlier, later in pairwise(sorted(INVENTED, key=lambda report: (report.service, report.year)))
    if earlier.service == later.service
]
# Prices of the year after the report over prices of its year: spending per beneficiary is printed so.
PRICE_RISE = {2019: Decimal("1.03"), 2020: Decimal("1.03"), 2021: Decimal("1.065")}


def _ids(reports: Sequence[Report]) -> list[str]:
    return [report.file for report in reports]


def _faults(report: Report, name: str) -> list[Any]:
    return [fault for fault in report.faults if fault["fault"] == name]


@pytest.mark.parametrize("report", REPORTS, ids=_ids(REPORTS))
def test_figures_close_except_where_a_fault_is_planted(report: Report) -> None:
    planted = {fault["check"] for fault in _faults(report, "breaks")}
    if _faults(report, "coverage_printed_zero"):
        planted.add("printed_coverage_equals_recomputed")
    if _faults(report, "potential_printed_zero"):
        planted.add("target_within_potential")
    statuses = reconciliations(report)
    assert {check for check, status in statuses.items() if status == "breaks"} == planted
    rounded = {check for check, status in statuses.items() if status == "within_rounding"}
    assert rounded == (
        {"regional_spending_equals_component_spending"} if _faults(report, "mixed_units") else set()
    )


@pytest.mark.parametrize("report", REPORTS, ids=_ids(REPORTS))
def test_the_flow_adds_up_in_both_directions(report: Report) -> None:
    rows = {entry: [answer.number for answer in row] for entry, row in report.flow.items()}
    for row in rows.values():
        known = [number for number in row[:-1] if number is not None]
        assert not known or sum(known) == row[-1]
    for column in zip(rows["before_year"], rows["during_year"], rows["total"], strict=True):
        known = [number for number in column[:-1] if number is not None]
        assert not known or sum(known) == column[-1]


@pytest.mark.parametrize(("earlier", "later"), SUCCESSIVE, ids=[later.file for _, later in SUCCESSIVE])
def test_a_later_report_repeats_the_year_before_unless_it_restates(earlier: Report, later: Report) -> None:
    assert later.year == earlier.year + 1
    assert later.population.previous_target == earlier.population.target
    restated = [fault["column"] for fault in _faults(later, "restated")]
    same = later.population.previous_beneficiaries == earlier.population.beneficiaries
    assert same != ("beneficiaries" in restated)
    if earlier.budget.next_initial.number is not None:
        assert later.budget.initial == earlier.budget.next_initial
    for before, after in zip(earlier.indicators, later.indicators, strict=True):
        assert before.name == after.name
        for told, repeated in ((before.values[2], after.values[0]), (before.values[3], after.values[1])):
            assert repeated == told or "blank" in (repeated.status, told.status) or repeated.text == "N/A"


@pytest.mark.parametrize("report", REPORTS, ids=_ids(REPORTS))
def test_spending_per_beneficiary_is_in_prices_of_the_next_year(report: Report) -> None:
    printed = report.budget.per_beneficiary[-1]
    if printed.number is not None:
        assert printed.number == _next_year_prices(report, report.population.beneficiaries, [report.year])


@pytest.mark.parametrize(("earlier", "later"), SUCCESSIVE, ids=[later.file for _, later in SUCCESSIVE])
def test_spending_per_beneficiary_of_the_year_before_moves_with_prices(
    earlier: Report, later: Report
) -> None:
    printed = later.budget.per_beneficiary[1]
    if printed.number is not None:
        people = later.population.previous_beneficiaries
        assert printed.number == _next_year_prices(earlier, people, [earlier.year, later.year])


def _next_year_prices(report: Report, people: Answer, years: Sequence[int]) -> Decimal:
    amount = Decimal(report.budget.executed_total) / (people.number or Decimal(1))
    for year in years:
        amount *= PRICE_RISE[year]
    return amount.quantize(Decimal(1), ROUND_HALF_UP)


def test_a_service_has_one_programme_whatever_it_is_called() -> None:
    assert len({report.service for report in REPORTS}) == len(list(PROGRAMMES.glob("*.yaml")))


def test_the_rename_is_written_down_as_an_alias() -> None:
    with (HERE / "program_aliases.csv").open(encoding="utf-8", newline="") as file:
        aliases = [tuple(row.values()) for row in csv.DictReader(file)]
    renamed = [
        (earlier.programme, later.service, later.programme, str(later.year))
        for earlier, later in SUCCESSIVE
        if earlier.programme != later.programme
    ]
    assert aliases == renamed


def test_the_sample_has_every_fault_it_is_meant_to_have() -> None:
    planted = {str(fault["fault"]) for report in REPORTS for fault in report.faults}
    assert planted >= {
        "renamed",
        "restated",
        "mixed_units",
        "stale_year",
        "blank_cells",
        "blank_cells_lost",
        "not_reported",
        "number_broken_in_cell",
        "table_over_pages",
        "values_like_labels",
        "breaks",
    }
    assert {report.year for report in REPORTS} == {2019, 2020, 2021}
    assert {report.producer for report in REPORTS} == {"reportlab", "fpdf2", "text"}
    assert len({report.ministry for report in REPORTS}) >= 5
