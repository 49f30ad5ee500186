"""Reports at random: invented programmes with the form's whole variety, and faults planted by name.

The same seed gives the same report, on any machine and in any process. Faults are those seen in real
documents; ``Report.faults`` names each with the place it is printed at (item, row and column of the form).
"""

from random import Random
from typing import Literal

from tests.corpus.model import Answer, Component, Goal, Indicator, Population, Report, Scope
from tests.corpus.random_answers import answers
from tests.corpus.random_budget import Faults, random_budget
from tests.corpus.random_figures import indicator_value, magnitude, maybe, partition, percent, regions
from tests.corpus.random_words import Words

FOOTER = "Informe al azar: programa y cifras inventados, no es un documento oficial."
YEARS = (2016, 2024)
PERMANENT = 2042
# Labels, captions ("<table>.caption") and headers ("<table>.<column>") that were seen with an old year.
STALE_LABELS = (
    "regional_beneficiaries.caption",
    "component_spending_total",
    "administrative_total",
    "complementary_indicators.estimated_current",
    "targeting_guarantee",
    "production",
)
VALUE_COLUMNS = ("effective_previous", "estimated_current", "effective_current", "estimated_next")


def random_report(random: Random, number: int) -> Report:
    """A report drawn from ``random``; ``number`` only names its file."""
    words = Words(random)
    faults: Faults = []
    like_labels = random.random() < 0.25
    if like_labels:
        faults += [{"fault": "values_like_labels", "item": item} for item in ("problem", "strategy")]
    year = random.randint(*YEARS)
    ministry, service, code = words.one("institutions")
    population = _population(random, faults)
    reached = int(population.beneficiaries.number or 0)
    both_years = (population.previous_beneficiaries, population.beneficiaries)
    budget, spending = random_budget(
        random, words, random.randint(1, 6), tuple(code), faults, reached=both_years
    )
    return Report(
        file=f"random_{number:04}",
        producer="reportlab",
        year=year,
        programme=_programme(random, words, like_labels, faults),
        ministry=ministry,
        service=service,
        start_year=random.randint(1990, year),
        end_year=_end_year(random, year, faults),
        footer=FOOTER,
        answers=answers(random, words, like_labels),
        executors=tuple(words.some("executors", random.randint(0, 3))),
        population=population,
        flow=_flow(random, reached),
        regional_beneficiaries=_by_region(random, reached),
        components=_components(random, words, spending, like_labels, faults),
        budget=budget,
        indicators=_indicators(random, words, faults),
        goals=tuple(Goal(*goal) for goal in sorted(words.some("goals", random.randint(0, 4)))),
        stale_labels=_stale_labels(random, year, faults),
        faults=tuple(faults),
    )


def _programme(random: Random, words: Words, like_labels: bool, faults: Faults) -> str:
    if like_labels and random.random() < 0.5:
        faults.append({"fault": "values_like_labels", "item": "program_name"})
        return words.programme(like_a_label=True)
    return words.programme()


def _end_year(random: Random, year: int, faults: Faults) -> int:
    if random.random() < 0.5:
        return year + random.randint(0, 8)
    faults.append({"fault": "permanent_end_year", "item": "end_year"})
    return PERMANENT


def _stale_labels(random: Random, year: int, faults: Faults) -> dict[str, int]:
    labels = random.sample(STALE_LABELS, random.choice((0, 0, 1, 2, 3)))
    faults += [{"fault": "stale_year", "label": label, "printed": year - 1} for label in labels]
    return dict.fromkeys(labels, year - 1)


def _population(random: Random, faults: Faults) -> Population:
    target, before = magnitude(random, 7), magnitude(random, 7)
    reached, reached_before = random.randint(0, 2 * target), random.randint(0, 2 * before)
    potential = Answer.of(target + magnitude(random, 7))
    if random.random() < 0.15:
        potential = Answer.of(0)
        faults.append({"fault": "potential_printed_zero", "item": "potential_population"})
    coverages = [percent(reached_before, before), percent(reached, target)]
    if random.random() < 0.15:
        coverages = [Answer.of(0)] * 2
        faults.append({"fault": "coverage_printed_zero", "item": "coverage.coverage"})
    return Population(
        potential=maybe(random, potential) if potential.number else potential,
        target=maybe(random, Answer.of(target)),
        beneficiaries=Answer.of(reached),
        previous_target=maybe(random, Answer.of(before)),
        previous_beneficiaries=maybe(random, Answer.of(reached_before)),
        previous_coverage=coverages[0],
        coverage=coverages[1],
    )


def _flow(random: Random, reached: int) -> dict[str, tuple[Answer, Answer, Answer, Answer]]:
    """Three exits of two entries with their sums; any cell may report nothing."""
    parts = partition(random, reached, 6)
    before, during = parts[:3], parts[3:]
    both = [first + second for first, second in zip(before, during, strict=True)]
    rows = {"before_year": before, "during_year": during, "total": both}

    def cell(number: int) -> Answer:
        return maybe(random, Answer.of(number), 0.15)

    return {name: (cell(row[0]), cell(row[1]), cell(row[2]), cell(sum(row))) for name, row in rows.items()}


def _by_region(random: Random, reached: int) -> dict[str, Answer]:
    names = regions(random, random.randint(0, 16))
    shares = partition(random, reached, len(names)) if names else []
    return {name: Answer.of(share) for name, share in zip(names, shares, strict=True)}


def _components(
    random: Random, words: Words, spending: list[Answer], like_labels: bool, faults: Faults
) -> tuple[Component, ...]:
    found: list[Component] = []
    for row_no, spent in enumerate(spending, start=1):
        name = words.component()
        if like_labels and random.random() < 0.5:
            name = words.label_like_name()
            faults.append({"fault": "values_like_labels", "item": "component_spending", "row_no": row_no})
        produced = maybe(random, Answer.of(magnitude(random, 7)), 0.15)
        found.append(
            Component(
                name=name,
                type=words.one("component_types"),
                description=maybe(random, Answer.of(words.paragraph((1, 5)))),
                production=produced,
                production_unit=words.one("units") if produced.number is not None else "",
                spending=spent,
                detail=maybe(random, Answer.of(words.paragraph((1, 6)))),
            )
        )
    return tuple(found)


def _indicators(random: Random, words: Words, faults: Faults) -> tuple[Indicator, ...]:
    found: list[Indicator] = []
    scopes: tuple[Scope, ...] = ("purpose", "complementary")
    for scope in scopes:
        for row_no in range(1, random.randint(0, 3) + 1):
            one = _indicator(random, words, scope)
            found.append(one)
            faults += [
                {"fault": "blank_cells", "item": f"{scope}_indicators", "row_no": row_no, "column": column}
                for column, value in zip(VALUE_COLUMNS, one.values, strict=True)
                if not value.text
            ]
    return tuple(found)


def _indicator(random: Random, words: Words, scope: Scope) -> Indicator:
    unit: Literal["percent", "number"] = random.choice(("percent", "number"))
    ratio = f"{words.measured()} en el año t/{words.measured()} en el año t"
    return Indicator(
        scope=scope,
        name=words.measured(),
        formula=f"({ratio})*100" if unit == "percent" else ratio,
        methodology=random.choice((maybe(random, Answer.of(words.paragraph((1, 3)))), Answer.of(None))),
        values=(
            indicator_value(random, unit),
            indicator_value(random, unit),
            indicator_value(random, unit),
            indicator_value(random, unit),
        ),
        unit=unit,
    )
