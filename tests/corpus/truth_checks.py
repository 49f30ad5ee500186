"""Which reconciliations a report's figures pass, by their claims and the rounding of the print."""

from collections.abc import Iterable
from decimal import Decimal

from tests.corpus.model import Answer, Report

# Thousands of pesos carry half a thousand of rounding each, millions half a million.
HALF_A_PRINTED_UNIT = {"thousands": Decimal("0.5"), "millions": Decimal(500)}


def reconciliations(report: Report) -> dict[str, str]:
    """Check → status, for the checks whose outcome the contract and the form settle.

    Left out: production (its unit is rarely the beneficiaries'), spending per beneficiary (printed in
    prices of another year), and executed against components where money came from elsewhere.
    """
    people, money = report.population, report.budget
    components = Answer.of(report.component_spending)
    executed = Answer.of(money.executed_total)
    checks = {
        "budget_lines_equal_executed": _sum((line.spending for line in money.executed), executed),
        "component_rows_equal_component_spending": _sum(
            (part.spending for part in report.components), components
        ),
        "regional_spending_equals_component_spending": _regional_spending(report),
        "regional_beneficiaries_equal_beneficiaries": _sum(
            report.regional_beneficiaries.values(), people.beneficiaries, rounding=Decimal(0)
        ),
        "flow_total_equals_beneficiaries": _sum(
            [report.flow["total"][-1]], people.beneficiaries, rounding=Decimal(0)
        ),
        "coverage_table_equals_beneficiaries": _sum(
            [people.beneficiaries], people.beneficiaries, rounding=Decimal(0)
        ),
        "target_within_potential": _within(people.target, people.potential),
        "beneficiaries_within_target": _within(people.beneficiaries, people.target),
        "final_budget_covers_executed": _within(executed, money.final),
        "printed_coverage_equals_recomputed": _coverage(report),
    }
    if money.extrabudgetary.number is None:
        total = Answer.of(report.component_spending + money.administrative_total)
        reported = total if money.administrative else Answer.of("nr")
        checks["executed_equals_components_plus_administrative"] = _sum([reported], executed)
    elif money.administrative:
        # Three sums, one row each; without money from elsewhere the first cannot be tested.
        checks["summary_adds_up"] = "closes"
    if not report.stale_labels:
        checks["label_years_match"] = "closes"
    return checks


def _sum(parts: Iterable[Answer], total: Answer, rounding: Decimal = HALF_A_PRINTED_UNIT["thousands"]) -> str:
    numbers = [part.number for part in parts]
    known = [number for number in numbers if number is not None]
    if not numbers or len(known) < len(numbers) or total.number is None:
        return "not_testable"
    return _status(sum(known, Decimal(0)) - total.number, rounding * len(known))


def _regional_spending(report: Report) -> str:
    unit = report.budget.regional_unit
    factor = 1000 if unit == "millions" else 1
    amounts = (part.number or Decimal(0) for part in report.budget.regional.values())
    parts = [Answer("", number=amount * factor) for amount in amounts]
    return _sum(parts, Answer.of(report.component_spending), HALF_A_PRINTED_UNIT[unit])


def _within(part: Answer, whole: Answer) -> str:
    if part.number is None or whole.number is None:
        return "not_testable"
    return "closes" if part.number <= whole.number else "breaks"


def _coverage(report: Report) -> str:
    people = report.population
    printed, target, reached = people.coverage.number, people.target.number, people.beneficiaries.number
    if printed is None or target is None or reached is None:
        return "not_testable"
    digits = len(people.coverage.text.partition(",")[2].rstrip("%"))
    return _status(printed - 100 * reached / target, Decimal("0.5").scaleb(-digits))


def _status(difference: Decimal, tolerance: Decimal) -> str:
    if difference == 0:
        return "closes"
    return "within_rounding" if abs(difference) <= tolerance else "breaks"
