"""Figures of an archive's reports that another vintage prints differently: restatements and revisions."""

from dataclasses import replace
from decimal import Decimal
from random import Random

from tests.corpus.archive_reports import indicator_value
from tests.corpus.model import Answer, Indicator, Report
from tests.corpus.random_figures import percent


def number_of(answer: Answer) -> int:
    """The number that the answer states."""
    assert answer.number is not None
    return int(answer.number)


def more(random: Random, answer: Answer) -> Answer:
    """Another number than ``answer``, a tenth to a half larger."""
    number = number_of(answer)
    return Answer.of(number + 2 + number * random.randint(100, 500) // 1000)


def restate(random: Random, report: Report) -> Report:
    """The report with one figure of another report's vintage printed differently."""
    changes = [_initial_budget, _indicator]
    if report.population.previous_target.number:
        changes += [_previous_target, _previous_beneficiaries]
    return random.choice(changes)(random, report)


def _previous_target(random: Random, report: Report) -> Report:
    people = report.population
    target = more(random, people.previous_target)
    coverage = percent(number_of(people.previous_beneficiaries), number_of(target))
    return replace(report, population=replace(people, previous_target=target, previous_coverage=coverage))


def _previous_beneficiaries(random: Random, report: Report) -> Report:
    people = report.population
    reached = Answer.of(number_of(people.previous_beneficiaries) * random.randint(500, 900) // 1000)
    coverage = percent(number_of(reached), number_of(people.previous_target))
    return replace(
        report, population=replace(people, previous_beneficiaries=reached, previous_coverage=coverage)
    )


def _initial_budget(random: Random, report: Report) -> Report:
    return replace(report, budget=replace(report.budget, initial=more(random, report.budget.initial)))


def _indicator(random: Random, report: Report) -> Report:
    """What was effective the year before, or was estimated for this year."""
    return _with_indicator(random, report, random.choice((0, 1)))


def revise(random: Random, report: Report) -> Report:
    """The report as it stood before it was published again: one to three figures differ."""
    for change in random.sample((_final_budget, _target, _potential, _effective), random.randint(1, 3)):
        report = change(random, report)
    return report


def _final_budget(random: Random, report: Report) -> Report:
    return replace(report, budget=replace(report.budget, final=more(random, report.budget.final)))


def _target(random: Random, report: Report) -> Report:
    """Another target between beneficiaries and potential population."""
    people = report.population
    low, high = number_of(people.beneficiaries), number_of(people.potential)
    target = Answer.of(
        random.choice([n for n in range(low, min(high, low + 500)) if n != people.target.number])
    )
    coverage = percent(low, number_of(target))
    return replace(report, population=replace(people, target=target, coverage=coverage))


def _potential(random: Random, report: Report) -> Report:
    people = report.population
    return replace(report, population=replace(people, potential=more(random, people.potential)))


def _effective(random: Random, report: Report) -> Report:
    return _with_indicator(random, report, 2)


def _with_indicator(random: Random, report: Report, position: int) -> Report:
    """Another value of one indicator in the ``position``-th value column."""
    indicators = list(report.indicators)
    chosen = random.randrange(len(indicators))
    one: Indicator = indicators[chosen]
    values = list(one.values)
    values[position] = indicator_value((values[position].number or Decimal(0)) + Decimal("1.5"), one.unit)
    indicators[chosen] = replace(one, values=(values[0], values[1], values[2], values[3]))
    return replace(report, indicators=tuple(indicators))
