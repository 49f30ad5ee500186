"""Every figure of a report with the place the contract gives it in the facts."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.corpus.model import Answer, BudgetLine, Report

REGIONS_FILE = Path(__file__).with_name("regions.yaml")
SPELLINGS_FILE = Path(__file__).with_name("region_spellings.yaml")
THOUSANDS = 1_000
UNIT_FACTOR = {"thousands": THOUSANDS, "millions": 1_000_000}

# Position of an indicator's value: year of reference from the report's year, and what kind of value.
INDICATOR_COLUMNS = ((-1, "effective"), (0, "estimated"), (0, "effective"), (1, "estimated"))


@cache
def region_codes() -> dict[str, str]:
    """Printed region → code."""
    codes: dict[str, str] = yaml.safe_load(REGIONS_FILE.read_text(encoding="utf-8"))
    return codes


@cache
def region_spellings() -> dict[str, str]:
    """Another spelling of a region → the region as ``region_codes`` has it."""
    spellings: dict[str, str] = yaml.safe_load(SPELLINGS_FILE.read_text(encoding="utf-8"))
    return spellings


def region_code(printed: str) -> str:
    """The code of a region in any spelling."""
    return region_codes()[region_spellings().get(printed, printed)]


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure: ``answer`` × ``factor`` is what column ``column`` of ``table`` must say.

    ``grain`` is what tells the row apart beside programme, report year and reference year; ``item``
    is the same as ``quality.missing_values`` writes it. ``beside`` holds further columns of the row
    that must be right where the figure is printed.
    """

    table: str
    column: str
    reference_year: int
    answer: Answer
    factor: int = 1
    grain: Mapping[str, Any] = field(default_factory=dict)
    item: str | None = None
    beside: Mapping[str, Any] = field(default_factory=dict)

    @property
    def value(self) -> int | float | None:
        if self.answer.number is None:
            return None
        number = self.answer.number * self.factor
        return int(number) if number == int(number) else float(number)


def figures_of(report: Report) -> Iterator[Figure]:
    """Every figure of the report, printed or missing."""
    yield from _spending(report)
    yield from _spending_by_component(report)
    yield from _spending_by_region(report)
    yield from _budget_lines(report)
    yield from _beneficiaries(report)
    yield from _production(report)
    yield from _indicators(report)


def _spending(report: Report) -> Iterator[Figure]:
    money, year = report.budget, report.year
    total = money.executed_total + int(money.extrabudgetary.number or 0)
    administrative = Answer.of(money.administrative_total if money.administrative else "nr")
    amounts = {
        "initial_budget_clp": money.initial,
        "final_budget_clp": money.final,
        "executed_clp": Answer.of(money.executed_total),
        "extrabudgetary_clp": money.extrabudgetary,
        "total_executed_clp": Answer.of(total),
        "component_spending_clp": Answer.of(report.component_spending),
        "administrative_spending_clp": administrative,
    }
    for column, answer in amounts.items():
        yield Figure("fct_spending", column, year, answer, THOUSANDS)
    yield Figure("fct_spending", "initial_budget_clp", year + 1, money.next_initial, THOUSANDS)
    for offset, answer in zip((-2, -1, 0), money.per_beneficiary, strict=True):
        # The form prints it in prices of the year after the report.
        known = offset == 0 and answer.number is not None
        yield Figure(
            "fct_spending",
            "printed_spending_per_beneficiary_clp",
            year + offset,
            answer,
            THOUSANDS,
            beside={"printed_price_base_year": year + 1} if known else {},
        )


def _spending_by_component(report: Report) -> Iterator[Figure]:
    for part in report.components:
        beside = {"detail": part.detail.squeezed} if part.detail.status == "value" else {}
        yield Figure(
            "fct_spending_by_component",
            "spending_clp",
            report.year,
            part.spending,
            THOUSANDS,
            {"component_name": part.name},
            part.name,
            beside,
        )


def _spending_by_region(report: Report) -> Iterator[Figure]:
    unit = report.budget.regional_unit
    for region, answer in report.budget.regional.items():
        code = region_code(region)
        beside = {"printed_value": int(answer.number or 0), "printed_unit": unit}
        yield Figure(
            "fct_spending_by_region",
            "spending_clp",
            report.year,
            answer,
            UNIT_FACTOR[unit],
            {"region_code": code},
            code,
            beside,
        )


def _budget_lines(report: Report) -> Iterator[Figure]:
    money = report.budget
    for kind, lines in (("executed", money.executed), ("administrative", money.administrative)):
        for line_no, line in enumerate(lines, start=1):
            yield Figure(
                "fct_spending_by_budget_line",
                "spending_clp",
                report.year,
                line.spending,
                THOUSANDS,
                {"kind": kind, "line_no": line_no},
                f"{kind}/{line_no}",
                _classification(line),
            )


def _classification(line: BudgetLine) -> dict[str, str]:
    """A budget line's codes; "24 (Transferencias Corrientes)" is a code and its name."""
    found = re.fullmatch(r"(\d+) \((.+)\)", line.subtitulo)
    assert found, f"not a subtitle: {line.subtitulo}"
    return {
        "partida": line.partida,
        "capitulo": line.capitulo,
        "programa": line.programa,
        "item": line.item,
        "asignacion": line.asignacion,
        "subtitulo": found[1],
        "subtitulo_name": found[2],
    }


def _beneficiaries(report: Report) -> Iterator[Figure]:
    people, year = report.population, report.year
    unit = report.answers["unit_of_measure"]
    current = {
        "potential_population": people.potential,
        "target_population": people.target,
        "beneficiaries": people.beneficiaries,
        "printed_coverage": people.coverage,
    }
    previous = {
        "target_population": people.previous_target,
        "beneficiaries": people.previous_beneficiaries,
        "printed_coverage": people.previous_coverage,
    }
    for column, answer in current.items():
        beside = {"unit_of_measure": unit.squeezed} if unit.status == "value" else {}
        yield Figure("fct_beneficiaries", column, year, answer, beside=beside)
    for column, answer in previous.items():
        yield Figure("fct_beneficiaries", column, year - 1, answer)
    for region, answer in report.regional_beneficiaries.items():
        code = region_code(region)
        grain = {"region_code": code}
        yield Figure("fct_beneficiaries_by_region", "beneficiaries", year, answer, 1, grain, code)
    for entry, answers in report.flow.items():
        for exit_, answer in zip(("during_year", "after_year", "other", "total"), answers, strict=True):
            grain = {"entry": entry, "exit": exit_}
            yield Figure(
                "fct_beneficiaries_by_flow", "beneficiaries", year, answer, 1, grain, f"{entry}/{exit_}"
            )


def _production(report: Report) -> Iterator[Figure]:
    for part in report.components:
        yield Figure(
            "fct_production",
            "quantity",
            report.year,
            part.production,
            1,
            {"component_name": part.name},
            part.name,
            {"unit_of_measure": part.production_unit} if part.production_unit else {},
        )


def _indicators(report: Report) -> Iterator[Figure]:
    for indicator in report.indicators:
        for (offset, value_type), answer in zip(INDICATOR_COLUMNS, indicator.values, strict=True):
            yield Figure(
                "fct_indicators",
                "value",
                report.year + offset,
                answer,
                1,
                {"scope": indicator.scope, "indicator_name": indicator.name, "value_type": value_type},
                f"{indicator.scope}/{indicator.name}/{value_type}",
                {"unit": indicator.unit, "printed_value": answer.squeezed},
            )
