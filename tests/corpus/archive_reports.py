"""Reports of an archive, written from what a programme truly did."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random
from typing import TypeVar

from tests.corpus.archive_lives import names
from tests.corpus.archive_model import Title
from tests.corpus.archive_sides import spread
from tests.corpus.archive_tracks import Kept, Year
from tests.corpus.figures import region_spellings
from tests.corpus.model import (
    NOT_REPORTED,
    Answer,
    Budget,
    BudgetLine,
    Component,
    Giver,
    Indicator,
    Population,
    Report,
)
from tests.corpus.random_answers import PROSE, answers
from tests.corpus.random_figures import in_millions, percent
from tests.corpus.random_reports import FOOTER
from tests.corpus.random_words import Words

Printed = TypeVar("Printed")
POVERTY = ("multidimensional_poverty", "income_poverty_contribution")


@dataclass(frozen=True, slots=True)
class Source:
    """What the reports of one programme are written from."""

    number: int
    code: tuple[str, str, str]
    kept: Kept
    track: Mapping[int, Year]
    other_component_since: int | None = None
    """Year since which the first component has another name."""
    silent_about_before: frozenset[int] = frozenset()
    """Report years in which nothing is said about the year before."""


def write(random: Random, source: Source, year: int, title: Title) -> Report:
    """The report of ``year``: its own figures, those of the year before and the plan of the year after."""
    kept, track = source.kept, source.track
    now, before = track[year], track[year - 1]
    words = Words(random)
    said = answers(random, words, like_labels=False)
    # An archive is about figures: one sentence is prose enough.
    said |= {name: Answer.of(words.sentence()) for name in PROSE}
    said |= {name: Answer.of(random.choice(names()["poverty"])[0]) for name in POVERTY}
    said |= _answers_with_a_list(said, kept)
    reached = spread(now.reached, kept.flow_shares)
    flow = [reached[:3], reached[3:]]
    flow.append([first + second for first, second in zip(*flow, strict=True)])
    territories = {name: share for name, share in kept.region_shares.items() if name != "Nivel central"}
    budget = _budget(source, year)
    report = Report(
        file=f"archive_{source.number:03}_{year}",
        producer="reportlab",
        year=year,
        programme=title.name,
        ministry=title.ministry,
        service=title.service,
        start_year=kept.start_year,
        end_year=kept.end_year,
        footer=FOOTER,
        answers=said,
        executors=kept.executors,
        population=Population(
            potential=Answer.of(now.potential),
            target=Answer.of(now.target),
            beneficiaries=Answer.of(now.reached),
            previous_target=Answer.of(before.target),
            previous_beneficiaries=Answer.of(before.reached),
            coverage=percent(now.reached, now.target),
            previous_coverage=percent(before.reached, before.target),
        ),
        flow={
            name: (Answer.of(row[0]), Answer.of(row[1]), Answer.of(row[2]), Answer.of(sum(row)))
            for name, row in zip(("before_year", "during_year", "total"), flow, strict=True)
        },
        regional_beneficiaries=_shared_out(now.reached, territories),
        components=_components(source, year),
        budget=budget,
        indicators=_indicators(kept, before, now, track[year + 1]),
        goals=kept.sides.goals,
        areas=_shared_out(now.reached, kept.sides.area_shares),
    )
    report = _spelled_otherwise(random, report)
    return _silent(report) if year in source.silent_about_before else report


def _shared_out(total: int, shares: Mapping[str, int]) -> dict[str, Answer]:
    """``total`` among the keys of ``shares``."""
    parts = spread(total, list(shares.values())) if shares else []
    return {name: Answer.of(part) for name, part in zip(shares, parts, strict=True)}


def _answers_with_a_list(said: Mapping[str, Answer], kept: Kept) -> dict[str, Answer]:
    """Questions below which something is printed where the answer is yes, and nothing otherwise."""
    printed = {
        "territorial_breakdown": bool(kept.sides.area_shares),
        "extrabudgetary_received": bool(kept.extrabudgetary),
        "fet_executed": bool(kept.sides.fet_share),
        "special_funds_executed": bool(kept.sides.special_funds_share),
    }
    no = Answer.of("No")
    return {
        name: Answer.of("Si") if is_printed else no if said[name].text == "Si" else said[name]
        for name, is_printed in printed.items()
    }


def _components(source: Source, year: int) -> tuple[Component, ...]:
    kept, now = source.kept, source.track[year]
    amounts = spread(_for_components(kept, now), kept.component_shares)
    found = tuple(
        Component(
            name=name,
            type=kind,
            description=Answer.of(description),
            production=Answer.of(now.reached if kept.counts_beneficiaries else now.reached // 7 + 1),
            production_unit=unit,
            spending=Answer.of(amount),
            detail=Answer.of(detail),
        )
        for (name, kind, description, unit, detail), amount in zip(kept.components, amounts, strict=True)
    )
    if source.other_component_since is None or year < source.other_component_since:
        return found
    return (replace(found[0], name=kept.other_component), *found[1:])


def _administrative(kept: Kept, now: Year) -> int:
    return now.executed * kept.administrative_share // 1000


def _for_components(kept: Kept, now: Year) -> int:
    """What components spent, money from elsewhere included."""
    return now.executed + (kept.extrabudgetary or 0) - _administrative(kept, now)


def _budget(source: Source, year: int) -> Budget:
    kept, track = source.kept, source.track
    now = track[year]

    def lines(total: int) -> tuple[BudgetLine, ...]:
        return tuple(
            BudgetLine(*source.code, *line, Answer.of(amount))
            for line, amount in zip(kept.lines, spread(total, kept.line_shares), strict=True)
        )

    regional = _shared_out(_for_components(kept, now), kept.region_shares)
    if kept.in_millions:
        rounded = in_millions([int(amount.number or 0) for amount in regional.values()])
        regional = dict(zip(regional, map(Answer.of, rounded), strict=True))
    sides = kept.sides
    return Budget(
        code=source.code,
        initial=Answer.of(now.initial),
        final=Answer.of(now.final),
        next_initial=Answer.of(track[year + 1].initial),
        executed=lines(now.executed),
        administrative=lines(_administrative(kept, now)),
        extrabudgetary=Answer.of("nr" if kept.extrabudgetary is None else kept.extrabudgetary),
        regional=regional,
        regional_unit="millions" if kept.in_millions else "thousands",
        per_beneficiary=(
            Answer.of(track[year - 2].per_head(3)),
            Answer.of(track[year - 1].per_head(2)),
            Answer.of(now.per_head(1)),
        ),
        givers=_givers(kept),
        fet=_fund(now, sides.fet_share),
        special_funds=_fund(now, sides.special_funds_share),
        by_component=_by_component(kept, regional) if sides.breaks_regions_down else {},
    )


def _givers(kept: Kept) -> tuple[Giver, ...]:
    """Who gave the money from outside the budget law, if there is any."""
    if not kept.extrabudgetary:
        return ()
    amounts = spread(kept.extrabudgetary, kept.sides.source_shares)
    return tuple(
        Giver(name, origin, Answer.of(amount))
        for (name, origin), amount in zip(kept.sides.sources, amounts, strict=True)
    )


def _fund(now: Year, share: int) -> Answer | None:
    """What came from a fund that gave this share of what was executed, if any."""
    return Answer.of(now.executed * share // 1000) if share else None


def _by_component(kept: Kept, regional: Mapping[str, Answer]) -> dict[str, tuple[Answer, ...]]:
    """What each component spent of a region's amount, in the same unit."""
    return {
        region: tuple(map(Answer.of, spread(int(amount.number or 0), kept.component_shares)))
        for region, amount in regional.items()
    }


def _indicators(kept: Kept, before: Year, now: Year, after: Year) -> tuple[Indicator, ...]:
    found = []
    for position, (scope, name, formula, unit) in enumerate(kept.indicators):
        values = (
            before.effective[position],
            now.estimated[position],
            now.effective[position],
            after.estimated[position],
        )
        first, second, third, fourth = (indicator_value(value, unit) for value in values)
        found.append(Indicator(scope, name, formula, Answer.of(None), (first, second, third, fourth), unit))
    return tuple(found)


def indicator_value(value: Decimal, unit: str) -> Answer:
    """A value with at most one decimal, as tables 6.1 and 6.2 print it."""
    suffix = "%" if unit == "percent" else ""
    return Answer.of(float(value) if value % 1 else int(value), suffix)


def _spelled_otherwise(random: Random, report: Report) -> Report:
    """Some reports print some regions as the reviewed file of regions knows them too."""
    spellings = {form: other for other, form in region_spellings().items() if random.random() < 0.2}

    def spelled(amounts: Mapping[str, Printed]) -> dict[str, Printed]:
        return {spellings.get(name, name): amount for name, amount in amounts.items()}

    return replace(
        report,
        regional_beneficiaries=spelled(report.regional_beneficiaries),
        budget=replace(
            report.budget,
            regional=spelled(report.budget.regional),
            by_component=spelled(report.budget.by_component),
        ),
    )


def _silent(report: Report) -> Report:
    """The report with nothing about the year before, as many a first report under a new name."""
    nothing = Answer.of(NOT_REPORTED)
    people = replace(
        report.population,
        previous_target=nothing,
        previous_beneficiaries=nothing,
        previous_coverage=nothing,
    )
    indicators = tuple(replace(one, values=(nothing, *one.values[1:])) for one in report.indicators)
    return replace(report, population=people, indicators=indicators)
