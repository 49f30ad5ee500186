"""Every figure of a report with the place the contract gives it in the facts."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.corpus.model import Answer, BudgetLine, Report, Status

REGIONS_FILE = Path(__file__).with_name("regions.yaml")
SPELLINGS_FILE = Path(__file__).with_name("region_spellings.yaml")
THOUSANDS = 1_000
UNIT_FACTOR = {"thousands": THOUSANDS, "millions": 1_000_000}

# Columns of an indicator's values, what each is, and of which year, counted from the report's.
INDICATOR_COLUMNS = (
    ("effective_previous", "effective", -1),
    ("estimated_current", "estimated", 0),
    ("effective_current", "effective", 0),
    ("estimated_next", "estimated", 1),
)


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

    ``measure`` is what ``vintages`` calls it, for whatever year. ``grain`` is what tells the row apart
    beside programme and year; ``item`` is the same as ``quality.missing_values`` writes it. ``beside`` holds
    further columns of the row that must be right where the figure is printed. A printed total is in no row.
    ``place`` is where in the form a misprint may stand.
    """

    table: str
    column: str
    reference_year: int
    answer: Answer
    factor: int = 1
    grain: Mapping[str, Any] = field(default_factory=dict)
    item: str | None = None
    beside: Mapping[str, Any] = field(default_factory=dict)
    of_other_year: str = ""
    is_total: bool = False
    place: tuple[str, int | None, str] = ("", None, "")

    @property
    def measure(self) -> str:
        return self.of_other_year or self.column

    @property
    def value(self) -> int | float | None:
        if self.answer.number is None:
            return None
        number = self.answer.number * self.factor
        return int(number) if number == int(number) else float(number)


def figures_of(report: Report) -> Iterator[Figure]:
    """Every figure of the report, printed or missing."""
    yield from _spending(report)
    yield from _sources(report)
    yield from _components(report)
    yield from _spending_by_region(report)
    yield from _budget_lines(report)
    yield from _beneficiaries(report)
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
        "extrabudgetary_administrative_clp": report.answers["extrabudgetary_administrative"],
    }
    for fund, amount in (("fet", money.fet), ("special_funds", money.special_funds)):
        amounts[f"{fund}_clp"] = amount or _not_spent(report.answers[f"{fund}_executed"])
    for column, answer in amounts.items():
        yield Figure("fct_spending", column, year, answer, THOUSANDS)
    yield Figure(
        "fct_spending",
        "next_year_initial_budget_clp",
        year + 1,
        money.next_initial,
        THOUSANDS,
        of_other_year="initial_budget_clp",
    )
    for offset, answer in zip((-2, -1, 0), money.per_beneficiary, strict=True):
        # The form prints it in prices of the year after the report.
        known = offset == 0 and answer.number is not None
        yield Figure(
            "fct_spending_per_beneficiary",
            "printed_clp",
            year + offset,
            answer,
            THOUSANDS,
            {"reference_year": year + offset},
            str(year + offset),
            {"price_base_year": year + 1} if known else {},
        )


def _not_spent(answer: Answer) -> Answer:
    """An amount that is not printed below the answer to whether there is one."""
    said: dict[str, Status] = {"Si": "blank", "No": "not_applicable"}
    return Answer("", said.get(answer.text, answer.status))


def _sources(report: Report) -> Iterator[Figure]:
    table, sources = "fct_extrabudgetary", report.budget.givers
    for line_no, one in enumerate(sources, start=1):
        yield Figure(
            table,
            "amount_clp",
            report.year,
            one.amount,
            THOUSANDS,
            {"line_no": line_no},
            str(line_no),
            {"source_name": one.name, "origin": one.origin},
        )
    if sources:
        yield _total(table, "amount_clp", report.year, [one.amount for one in sources], THOUSANDS)


def _total(table: str, column: str, year: int, parts: Iterable[Answer], factor: int = 1) -> Figure:
    total = Answer.of(sum(int(part.number or 0) for part in parts))
    return Figure(table, column, year, total, factor, item="total", is_total=True)


def _components(report: Report) -> Iterator[Figure]:
    for row_no, part in enumerate(report.components, start=1):
        kind = {"component_type": part.type}
        detail = kind | ({"spending_detail": part.detail.squeezed} if part.detail.status == "value" else {})
        unit = kind | ({"unit_of_measure": part.production_unit} if part.production_unit else {})
        amounts = (
            ("spending_clp", part.spending, THOUSANDS, detail, ("component_spending", row_no, "spending")),
            ("quantity", part.production, 1, unit, ("production", row_no, "value")),
        )
        for column, answer, factor, beside, place in amounts:
            yield Figure(
                "fct_components",
                column,
                report.year,
                answer,
                factor,
                {"component_name": part.name},
                part.name,
                beside,
                place=place,
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
        for part, amount in zip(report.components, report.budget.by_component.get(region, ()), strict=False):
            yield Figure(
                "fct_spending_by_region_component",
                "spending_clp",
                report.year,
                amount,
                UNIT_FACTOR[unit],
                {"region_code": code, "component_name": part.name},
                f"{code}/{part.name}",
            )
    if report.budget.regional:
        total = Answer.of(report.component_spending)
        table = "fct_spending_by_region"
        yield Figure(table, "spending_clp", report.year, total, THOUSANDS, item="total", is_total=True)


def _budget_lines(report: Report) -> Iterator[Figure]:
    money = report.budget
    tables = (
        ("fct_budget_lines", "total_spending", money.executed),
        ("fct_administrative_lines", "administrative_spending", money.administrative),
    )
    for table, form_item, lines in tables:
        for line_no, line in enumerate(lines, start=1):
            yield Figure(
                table,
                "spending_clp",
                report.year,
                line.spending,
                THOUSANDS,
                {"line_no": line_no},
                str(line_no),
                _classification(line),
                place=(form_item, line_no, "spending"),
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
        name = f"previous_year_{column}"
        yield Figure("fct_beneficiaries", name, year - 1, answer, of_other_year=column)
    for region, answer in report.regional_beneficiaries.items():
        code = region_code(region)
        grain = {"region_code": code}
        yield Figure("fct_beneficiaries_by_region", "beneficiaries", year, answer, 1, grain, code)
    for area, answer in report.areas.items():
        grain = {"area": area}
        yield Figure("fct_beneficiaries_by_area", "beneficiaries", year, answer, 1, grain, area)
    if report.areas:
        yield _total("fct_beneficiaries_by_area", "beneficiaries", year, report.areas.values())
    for entry, answers in report.flow.items():
        for exit_, answer in zip(("during_year", "after_year", "other", "total"), answers, strict=True):
            grain = {"entry": entry, "exit": exit_}
            yield Figure(
                "fct_beneficiaries_by_flow",
                "beneficiaries",
                year,
                answer,
                1,
                grain,
                f"{entry}/{exit_}",
                is_total="total" in (entry, exit_),
            )


def _indicators(report: Report) -> Iterator[Figure]:
    for indicator in report.indicators:
        for (column, measure, offset), answer in zip(INDICATOR_COLUMNS, indicator.values, strict=True):
            yield Figure(
                "fct_indicators",
                column,
                report.year + offset,
                answer,
                1,
                {"scope": indicator.scope, "indicator_name": indicator.name},
                f"{indicator.scope}/{indicator.name}",
                {"unit": indicator.unit, f"printed_{column}": answer.squeezed},
                of_other_year=measure,
            )
