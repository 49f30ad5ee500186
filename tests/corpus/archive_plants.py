"""What goes wrong in an archive's reports: restatements, second revisions and faults, each with its name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from random import Random

from tests.corpus.archive_model import Place
from tests.corpus.archive_reports import indicator_value
from tests.corpus.model import Answer, Budget, Indicator, Report
from tests.corpus.random_figures import percent


@dataclass(frozen=True, slots=True)
class Faulty:
    """A report with a fault: what its figures are, what is printed instead, which checks must break."""

    report: Report
    breaks: frozenset[str]
    misprints: Mapping[Place, Answer] = field(default_factory=dict)


def _number(answer: Answer) -> int:
    assert answer.number is not None
    return int(answer.number)


def _more(random: Random, answer: Answer) -> Answer:
    """Another number than ``answer``, a tenth to a half larger."""
    number = _number(answer)
    return Answer.of(number + 2 + number * random.randint(100, 500) // 1000)


def restate(random: Random, report: Report) -> Report:
    """The report with one figure of another report's vintage printed differently."""
    changes = [_initial_budget, _indicator]
    if report.population.previous_target.number:
        changes += [_previous_target, _previous_beneficiaries]
    return random.choice(changes)(random, report)


def _previous_target(random: Random, report: Report) -> Report:
    people = report.population
    target = _more(random, people.previous_target)
    coverage = percent(_number(people.previous_beneficiaries), _number(target))
    return replace(report, population=replace(people, previous_target=target, previous_coverage=coverage))


def _previous_beneficiaries(random: Random, report: Report) -> Report:
    people = report.population
    reached = Answer.of(_number(people.previous_beneficiaries) * random.randint(500, 900) // 1000)
    coverage = percent(_number(reached), _number(people.previous_target))
    return replace(
        report, population=replace(people, previous_beneficiaries=reached, previous_coverage=coverage)
    )


def _initial_budget(random: Random, report: Report) -> Report:
    return _with_budget(report, replace(report.budget, initial=_more(random, report.budget.initial)))


def _indicator(random: Random, report: Report) -> Report:
    """What was effective the year before, or was estimated for this year."""
    return _with_indicator(random, report, random.choice((0, 1)))


def revise(random: Random, report: Report) -> Report:
    """The report as it stood before it was published again: one to three figures differ."""
    for change in random.sample((_final_budget, _target, _potential, _effective), random.randint(1, 3)):
        report = change(random, report)
    return report


def _final_budget(random: Random, report: Report) -> Report:
    return _with_budget(report, replace(report.budget, final=_more(random, report.budget.final)))


def _target(random: Random, report: Report) -> Report:
    """Another target between beneficiaries and potential population."""
    people = report.population
    low, high = _number(people.beneficiaries), _number(people.potential)
    target = Answer.of(
        random.choice([n for n in range(low, min(high, low + 500)) if n != people.target.number])
    )
    coverage = percent(low, _number(target))
    return replace(report, population=replace(people, target=target, coverage=coverage))


def _potential(random: Random, report: Report) -> Report:
    people = report.population
    return replace(report, population=replace(people, potential=_more(random, people.potential)))


def _effective(random: Random, report: Report) -> Report:
    return _with_indicator(random, report, 2)


def _with_budget(report: Report, budget: Budget) -> Report:
    return replace(report, budget=budget)


def _with_indicator(random: Random, report: Report, position: int) -> Report:
    """Another value of one indicator in the ``position``-th value column."""
    indicators = list(report.indicators)
    chosen = random.randrange(len(indicators))
    one: Indicator = indicators[chosen]
    values = list(one.values)
    values[position] = indicator_value((values[position].number or Decimal(0)) + Decimal("1.5"), one.unit)
    indicators[chosen] = replace(one, values=(values[0], values[1], values[2], values[3]))
    return replace(report, indicators=tuple(indicators))


def _spent_and_not_shown(random: Random, report: Report) -> Faulty:
    """A budget line that neither components nor administration spent."""
    first, *rest = report.budget.executed
    more = _more(random, first.spending)
    added = _number(more) - _number(first.spending)
    final = Answer.of(_number(report.budget.final) + added)
    budget = replace(report.budget, executed=(replace(first, spending=more), *rest), final=final)
    per_head = Decimal(budget.executed_total) / _number(report.population.beneficiaries)
    first_year, second_year, _ = report.budget.per_beneficiary
    printed = Answer.of(int(per_head * Decimal("1.065")))
    return Faulty(
        _with_budget(report, replace(budget, per_beneficiary=(first_year, second_year, printed))),
        frozenset({"executed_equals_components_plus_administrative", "summary_adds_up"}),
    )


def _line_misprinted(random: Random, report: Report) -> Faulty:
    row_no = random.randint(1, len(report.budget.executed))
    spending = report.budget.executed[row_no - 1].spending
    return _misprinted(
        report, ("total_spending", row_no, "spending"), _more(random, spending), "budget_lines_equal_executed"
    )


def _component_misprinted(random: Random, report: Report) -> Faulty:
    row_no = random.randint(1, len(report.components))
    spending = report.components[row_no - 1].spending
    place = ("component_spending", row_no, "spending")
    return _misprinted(report, place, _more(random, spending), "component_rows_equal_component_spending")


def _region_spends_more(random: Random, report: Report) -> Faulty:
    regional = dict(report.budget.regional)
    name = max(regional, key=lambda region: _number(regional[region]))
    regional[name] = _more(random, regional[name])
    budget = replace(report.budget, regional=regional)
    return Faulty(_with_budget(report, budget), frozenset({"regional_spending_equals_component_spending"}))


def _summary_misprinted(random: Random, report: Report) -> Faulty:
    total = Answer.of(report.component_spending + report.budget.administrative_total)
    return _misprinted(report, ("summary_total_cd", None, "value"), _more(random, total), "summary_adds_up")


def _final_budget_too_small(random: Random, report: Report) -> Faulty:
    final = Answer.of(report.budget.executed_total * random.randint(700, 950) // 1000)
    return Faulty(
        _with_budget(report, replace(report.budget, final=final)),
        frozenset({"final_budget_covers_executed"}),
    )


def _per_head_of_no_year(random: Random, report: Report) -> Faulty:
    first, second, third = report.budget.per_beneficiary
    third = Answer.of(3 * _number(third))
    budget = replace(report.budget, per_beneficiary=(first, second, third))
    return Faulty(
        _with_budget(report, budget), frozenset({"printed_spending_per_beneficiary_equals_recomputed"})
    )


def _region_reaches_more(random: Random, report: Report) -> Faulty:
    regional = dict(report.regional_beneficiaries)
    name = random.choice(list(regional))
    regional[name] = _more(random, regional[name])
    return Faulty(
        replace(report, regional_beneficiaries=regional),
        frozenset({"regional_beneficiaries_equal_beneficiaries"}),
    )


def _flow_total_differs(random: Random, report: Report) -> Faulty:
    first, second, third, total = report.flow["total"]
    flow = {**report.flow, "total": (first, second, third, _more(random, total))}
    return Faulty(replace(report, flow=flow), frozenset({"flow_total_equals_beneficiaries"}))


def _coverage_table_differs(random: Random, report: Report) -> Faulty:
    reached = _more(random, report.population.beneficiaries)
    place = ("coverage.beneficiaries", 1, "current")
    return _misprinted(report, place, reached, "coverage_table_equals_beneficiaries")


def _production_differs(random: Random, report: Report) -> Faulty | None:
    """Only where the one component's production counts beneficiaries."""
    first, *others = report.components
    if others or "beneficiarios" not in first.production_unit:
        return None
    changed = replace(first, production=_more(random, first.production))
    return Faulty(replace(report, components=(changed,)), frozenset({"production_equals_beneficiaries"}))


def _coverage_printed_zero(random: Random, report: Report) -> Faulty:
    people = replace(report.population, coverage=Answer.of(0))
    return Faulty(replace(report, population=people), frozenset({"printed_coverage_equals_recomputed"}))


def _potential_printed_zero(random: Random, report: Report) -> Faulty:
    people = replace(report.population, potential=Answer.of(0))
    return Faulty(replace(report, population=people), frozenset({"target_within_potential"}))


def _target_too_small(random: Random, report: Report) -> Faulty:
    people = report.population
    target = Answer.of(_number(people.beneficiaries) * random.randint(500, 900) // 1000)
    coverage = percent(_number(people.beneficiaries), _number(target))
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
