"""Faults of an archive's reports, each with its name and the checks of the warehouse that must find it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from random import Random

from tests.corpus.archive_changes import more, number_of
from tests.corpus.archive_model import Place
from tests.corpus.model import Answer, Report
from tests.corpus.random_figures import percent


@dataclass(frozen=True, slots=True)
class Faulty:
    """A report with a fault: what its figures are, what is printed instead, which checks must break."""

    report: Report
    breaks: frozenset[str]
    misprints: Mapping[Place, Answer] = field(default_factory=dict)


def _spent_and_not_shown(random: Random, report: Report) -> Faulty | None:
    """A budget line that neither components nor administration spent, where no other money explains it."""
    if report.budget.extrabudgetary.number is not None:
        return None
    first, *rest = report.budget.executed
    spending = more(random, first.spending)
    added = number_of(spending) - number_of(first.spending)
    final = Answer.of(number_of(report.budget.final) + added)
    budget = replace(report.budget, executed=(replace(first, spending=spending), *rest), final=final)
    per_head = Decimal(budget.executed_total) / number_of(report.population.beneficiaries)
    first_year, second_year, _ = report.budget.per_beneficiary
    printed = Answer.of(int(per_head * Decimal("1.065")))
    return Faulty(
        replace(report, budget=replace(budget, per_beneficiary=(first_year, second_year, printed))),
        frozenset({"executed_equals_components_plus_administrative", "summary_adds_up"}),
    )


def _line_misprinted(random: Random, report: Report) -> Faulty:
    row_no = random.randint(1, len(report.budget.executed))
    spending = report.budget.executed[row_no - 1].spending
    return _misprinted(
        report, ("total_spending", row_no, "spending"), more(random, spending), "budget_lines_equal_executed"
    )


def _component_misprinted(random: Random, report: Report) -> Faulty:
    row_no = random.randint(1, len(report.components))
    spending = report.components[row_no - 1].spending
    place = ("component_spending", row_no, "spending")
    return _misprinted(report, place, more(random, spending), "component_rows_equal_component_spending")


def _region_spends_more(random: Random, report: Report) -> Faulty | None:
    """Only in thousands: millions are known by their sum alone, and one that does not close tells no unit."""
    if report.budget.regional_unit == "millions":
        return None
    regional = dict(report.budget.regional)
    name = max(regional, key=lambda region: number_of(regional[region]))
    regional[name] = more(random, regional[name])
    budget = replace(report.budget, regional=regional)
    return Faulty(replace(report, budget=budget), frozenset({"regional_spending_equals_component_spending"}))


def _summary_misprinted(random: Random, report: Report) -> Faulty:
    total = Answer.of(report.component_spending + report.budget.administrative_total)
    return _misprinted(report, ("summary_total_cd", None, "value"), more(random, total), "summary_adds_up")


def _final_budget_too_small(random: Random, report: Report) -> Faulty:
    final = Answer.of(report.budget.executed_total * random.randint(700, 950) // 1000)
    return Faulty(
        replace(report, budget=replace(report.budget, final=final)),
        frozenset({"final_budget_covers_executed"}),
    )


def _per_head_of_no_year(random: Random, report: Report) -> Faulty:
    first, second, third = report.budget.per_beneficiary
    third = Answer.of(3 * number_of(third))
    budget = replace(report.budget, per_beneficiary=(first, second, third))
    return Faulty(
        replace(report, budget=budget), frozenset({"printed_spending_per_beneficiary_equals_recomputed"})
    )


def _region_reaches_more(random: Random, report: Report) -> Faulty:
    regional = dict(report.regional_beneficiaries)
    name = random.choice(list(regional))
    regional[name] = more(random, regional[name])
    return Faulty(
        replace(report, regional_beneficiaries=regional),
        frozenset({"regional_beneficiaries_equal_beneficiaries"}),
    )


def _flow_total_differs(random: Random, report: Report) -> Faulty:
    first, second, third, total = report.flow["total"]
    flow = {**report.flow, "total": (first, second, third, more(random, total))}
    return Faulty(replace(report, flow=flow), frozenset({"flow_total_equals_beneficiaries"}))


def _coverage_table_differs(random: Random, report: Report) -> Faulty:
    reached = more(random, report.population.beneficiaries)
    place = ("coverage.beneficiaries", 1, "current")
    return _misprinted(report, place, reached, "coverage_table_equals_beneficiaries")


def _production_differs(random: Random, report: Report) -> Faulty | None:
    """Only where the one component's production counts beneficiaries."""
    first, *others = report.components
    if others or "beneficiarios" not in first.production_unit:
        return None
    changed = replace(first, production=more(random, first.production))
    return Faulty(replace(report, components=(changed,)), frozenset({"production_equals_beneficiaries"}))


def _coverage_printed_zero(random: Random, report: Report) -> Faulty:
    people = replace(report.population, coverage=Answer.of(0))
    return Faulty(replace(report, population=people), frozenset({"printed_coverage_equals_recomputed"}))


def _potential_printed_zero(random: Random, report: Report) -> Faulty:
    people = replace(report.population, potential=Answer.of(0))
    return Faulty(replace(report, population=people), frozenset({"target_within_potential"}))


def _target_too_small(random: Random, report: Report) -> Faulty:
    people = report.population
    target = Answer.of(number_of(people.beneficiaries) * random.randint(500, 900) // 1000)
    coverage = percent(number_of(people.beneficiaries), number_of(target))
    people = replace(people, target=target, coverage=coverage)
    return Faulty(replace(report, population=people), frozenset({"beneficiaries_within_target"}))


def _stale_label(random: Random, report: Report) -> Faulty:
    labels: Sequence[str] = ("component_spending_total", "administrative_total", "production")
    stale = {random.choice(labels): report.year - 1}
    return Faulty(replace(report, stale_labels=stale), frozenset({"label_years_match"}))


def _misprinted(report: Report, place: Place, answer: Answer, check: str) -> Faulty:
    return Faulty(report, frozenset({check}), {place: answer})


FAULTS: Mapping[str, Callable[[Random, Report], Faulty | None]] = {
    "spent_and_not_shown": _spent_and_not_shown,
    "line_misprinted": _line_misprinted,
    "component_misprinted": _component_misprinted,
    "region_spends_more": _region_spends_more,
    "summary_misprinted": _summary_misprinted,
    "final_budget_too_small": _final_budget_too_small,
    "per_head_of_no_year": _per_head_of_no_year,
    "region_reaches_more": _region_reaches_more,
    "flow_total_differs": _flow_total_differs,
    "coverage_table_differs": _coverage_table_differs,
    "production_differs": _production_differs,
    "coverage_printed_zero": _coverage_printed_zero,
    "potential_printed_zero": _potential_printed_zero,
    "target_too_small": _target_too_small,
    "stale_label": _stale_label,
}
"""Every fault that a check of the warehouse names; None where a report has no place for it."""
