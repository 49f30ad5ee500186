"""What the warehouse must say about an archive as a whole: which documents are one programme, which figures
two of them print differently, and what natural sums and counts of the facts must give."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Any

from tests.corpus.archive_model import Archive, Change, Published
from tests.corpus.archive_tracks import PRICE_RISE
from tests.corpus.figures import figures_of

# In other prices in every report year: only revisions of one report can be compared.
OWN_PRICES = "fct_spending_per_beneficiary"

ROUNDING = 500
"""Half a thousand pesos: the form prints whole thousands."""

LEAST_DIGITS = 6
"""Digits, without zeros at their ends, of figures that prove two names to be one programme."""

Segment = tuple[int, int]
"""A programme, and how often neither names nor figures could show that it goes on."""


@dataclass(frozen=True, slots=True)
class Restatement:
    """One figure that two neighbouring vintages print differently, with the file of each.

    ``kind``: two reports of different years in their current revision, or two revisions of one year.
    """

    kind: str
    table: str
    column: str
    reference_year: int
    item: str | None
    earlier_file: str
    earlier_value: float
    earlier_text: str
    later_file: str
    later_value: float
    later_text: str


def segments(archive: Archive) -> Mapping[str, Segment]:
    """File → what of its programme names and figures show to be one."""
    breaks = defaultdict(list)
    for change in archive.changes:
        if not change.merged and not proven(archive, change):
            breaks[change.programme].append(change.first_year)
    return {
        one.file: (one.programme, sum(year <= one.report.year for year in breaks[one.programme]))
        for one in archive.published
    }


def proven(archive: Archive, change: Change) -> bool:
    """Whether every document of the year of the change repeats target, beneficiaries and cost per beneficiary
    (in prices of a year later) of every document of the year before, and these are telling figures.
    """
    documents = archive.programme(change.programme)
    year = change.first_year
    earlier = [_people_and_cost(one, "", 0) for one in documents if one.report.year == year - 1]
    later = [_people_and_cost(one, "previous_year_", 1) for one in documents if one.report.year == year]
    return bool(earlier) and all(
        None not in (*one, *other)
        and one[:2] == other[:2]
        and abs(other[2] - one[2] * PRICE_RISE) <= ROUNDING * (1 + PRICE_RISE)
        and len("".join(str(int(figure)).rstrip("0") for figure in set(one))) >= LEAST_DIGITS
        for one in earlier
        for other in later
    )


def _people_and_cost(one: Published, prefix: str, years_ago: int) -> tuple[Any, Any, Any]:
    """Target, beneficiaries and cost per beneficiary that a document prints of a year."""
    values = {(number.column, number.key[3]): number.value for number in printed(one)}
    return (
        values.get((f"{prefix}target_population", None)),
        values.get((f"{prefix}beneficiaries", None)),
        values.get(("printed_clp", str(one.report.year - years_ago))),
    )


def continued(archive: Archive) -> list[tuple[Segment, Segment]]:
    """Neighbouring segments that are one programme: each pair must be proposed, and ranked first."""
    found = sorted(set(segments(archive).values()))
    return [(one, other) for one, other in pairwise(found) if one[0] == other[0]]


def restatements(archive: Archive, groups: Mapping[str, object]) -> list[Restatement]:
    """Every figure that two vintages of one group (of ``groups``: file → group) print differently."""
    found: list[Restatement] = []
    by_year: defaultdict[object, list[Published]] = defaultdict(list)
    for one in archive.published:
        by_year[groups[one.file], one.report.year].append(one)
    for documents in by_year.values():
        found += _restated("revision", sorted(documents, key=lambda one: one.revision))
    by_group: defaultdict[object, list[Published]] = defaultdict(list)
    for one in current(archive, groups):
        by_group[groups[one.file]].append(one)
    for documents in by_group.values():
        found += _restated("later_report", sorted(documents, key=lambda one: one.report.year))
    return found


def current(archive: Archive, groups: Mapping[str, object]) -> list[Published]:
    """The documents that no later revision of the same group and year replaces."""
    last: dict[object, Published] = {}
    for one in archive.published:
        key = (groups[one.file], one.report.year)
        if key not in last or last[key].revision < one.revision:
            last[key] = one
    return list(last.values())


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure's number in one document, in the unit of its column. ``key`` is the same in every vintage."""

    key: tuple[str, str, int, str | None]
    column: str
    file: str
    value: Decimal
    text: str
    is_total: bool = False


def printed(one: Published) -> Iterator[Printed]:
    """Every number that a document prints, misprints included, with its place in the tables."""
    for figure in figures_of(one.report):
        answer = one.misprints.get(figure.place, figure.answer)
        if answer.number is not None:
            text = answer.squeezed
            if figure.column == "quantity":
                text = f"{text} {figure.beside['unit_of_measure']}"
            key = (figure.table, figure.measure, figure.reference_year, figure.item)
            yield Printed(key, figure.column, one.file, answer.number * figure.factor, text, figure.is_total)
        if "printed_value" in figure.beside:
            number = Decimal(figure.beside["printed_value"])
            key = (figure.table, "printed_value", figure.reference_year, figure.item)
            yield Printed(key, "printed_value", one.file, number, figure.answer.squeezed)


def _restated(kind: str, documents: Sequence[Published]) -> Iterator[Restatement]:
    last: dict[tuple[str, str, int, str | None], Printed] = {}
    for document in documents:
        for now in printed(document):
            if kind == "later_report" and now.key[0] == OWN_PRICES:
                continue
            before = last.get(now.key)
            if before is not None and before.value != now.value:
                yield Restatement(
                    kind,
                    *now.key,
                    before.file,
                    float(before.value),
                    before.text,
                    now.file,
                    float(now.value),
                    now.text,
                )
            last[now.key] = now


def sums(archive: Archive, groups: Mapping[str, object]) -> dict[tuple[str, str, int], float]:
    """Table, column and year → the sum of the column over all programmes, where one of them has a number."""
    found: defaultdict[tuple[str, str, int], float] = defaultdict(float)
    for one in current(archive, groups):
        values = {}
        for number in printed(one):
            if not number.is_total:
                table, _, _, item = number.key
                found[table, number.column, one.report.year] += float(number.value)
                values[table, number.column, item] = float(number.value)
        for table, column, value in _quotients(values):
            found[table, column, one.report.year] += value
    return dict(found)


def counts(archive: Archive, groups: Mapping[str, object]) -> dict[tuple[str, int], int]:
    """Table and year → its rows: one for everything that a current report prints or leaves blank."""
    rows = {
        (figure.table, one.report.year, one.file, figure.item)
        for one in current(archive, groups)
        for figure in figures_of(one.report)
        if not figure.is_total
    } | {
        (table, one.report.year, one.file, None)
        for one in current(archive, groups)
        for table in ("fct_spending", "fct_beneficiaries", "program_year", "program_profile", "program_names")
    }
    found: defaultdict[tuple[str, int], int] = defaultdict(int)
    for table, year, _, _ in rows:
        found[table, year] += 1
    return dict(found)


def restated_years(archive: Archive, groups: Mapping[str, object]) -> set[tuple[str, int]]:
    """File of a year's current report, and year of a later one that prints another value for that year."""
    files = {(groups[one.file], one.report.year): one.file for one in current(archive, groups)}
    years = {one.file: one.report.year for one in archive.published}
    return {
        (files[groups[one.earlier_file], one.reference_year], years[one.later_file])
        for one in restatements(archive, groups)
        if one.kind == "later_report" and years[one.earlier_file] == one.reference_year
    }


def _quotients(values: Mapping[tuple[str, str, str | None], float]) -> Iterator[tuple[str, str, float]]:
    """What the warehouse divides itself: coverage, and the unit cost of a component."""
    for (table, column, item), value in values.items():
        below = {"beneficiaries": "target_population", "spending_clp": "quantity"}.get(column, "")
        divisor = values.get((table, below, item), 0)
        if table == "fct_beneficiaries" and divisor:
            yield table, "coverage_pct", _rounded(100 * value, divisor, "0.01")
        if table == "fct_components" and divisor:
            yield table, "unit_cost_clp", _rounded(value, divisor, "1")


def _rounded(above: float, below: float, unit: str) -> float:
    """The quotient in whole units; a half is rounded up, as SQL does and ``round`` does not."""
    return float((Decimal(above) / Decimal(below)).quantize(Decimal(unit), ROUND_HALF_UP))


def findings(archive: Archive, groups: Mapping[str, object]) -> dict[tuple[str, str], bool | None]:
    """File of a year's current report and rule → whether it is a finding; None where it cannot be told.

    Without the rule about indicators, whose direction only a review knows.
    """
    rates: dict[tuple[object, int], float | None] = {}
    stated: dict[str, dict[tuple[str, str | None], float]] = {}
    for one in current(archive, groups):
        values = {(number.column, number.key[3]): float(number.value) for number in printed(one)}
        stated[one.file] = values
        rates[groups[one.file], one.report.year] = _over(values, "executed_clp", "initial_budget_clp")
    found: dict[tuple[str, str], bool | None] = {}
    for one in current(archive, groups):
        values, year = stated[one.file], one.report.year
        rate = rates[groups[one.file], year]
        final = _over(values, "executed_clp", "final_budget_clp")
        share = _over(values, "administrative_spending_clp", "total_executed_clp")
        reached = _over(values, "beneficiaries", "target_population")
        three = [rates.get((groups[one.file], year - ago)) for ago in range(3)]
        highest = None if None in three else max(rate or 0 for rate in three)
        prices = [values.get(("printed_clp", str(year - ago)), 0) for ago in range(3)]
        departure = abs(prices[0] / ((prices[1] + prices[2]) / 2) - 1) if all(prices) else None
        found |= {
            (one.file, rule): None if value is None else value < limit if is_under else value > limit
            for rule, value, limit, is_under in (
                ("execution_under_85_of_initial", rate, 0.85, True),
                ("execution_over_110_of_initial", rate, 1.1, False),
                ("execution_under_90_of_final", final, 0.9, True),
                ("execution_under_85_three_years", highest, 0.85, True),
                ("administration_over_20", share, 0.2, False),
                ("spending_per_beneficiary_off_20", departure, 0.2, False),
                ("coverage_under_10", reached, 0.1, True),
                ("coverage_over_100", reached, 1.0, False),
            )
        }
    return found


def _over(values: Mapping[tuple[str, str | None], float], above: str, below: str) -> float | None:
    one, other = values.get((above, None)), values.get((below, None))
    return one / other if one is not None and other else None
