"""What each file under ``queries/`` must answer about an archive, from the archive's own model.

Prices, inhabitants and names of the budget law are reference data: they are taken from the seeds. All else
follows from what the current reports print, under the true identity of every programme.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import Any, TypeVar

from tests.corpus.archive_lives import names
from tests.corpus.archive_model import Archive, Published
from tests.corpus.archive_reviews import directions
from tests.corpus.archive_truth import current, findings, printed, restatements
from tests.corpus.model import Indicator, Report
from tests.corpus.random_words import lists
from tests.warehouse import PROJECT

Row = tuple[Any, ...]
Key = TypeVar("Key", bound=Hashable)


def _seed(name: str) -> list[dict[str, str]]:
    with (PROJECT / "dbt_project" / "seeds" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


REGIONS = {row["region_code"]: row for row in _seed("regions")}
INHABITANTS = {
    (row["region_code"], int(row["year"])): int(row["inhabitants"]) for row in _seed("region_projections")
}
CPI = {int(row["year"]): float(row["cpi_average"] or "nan") for row in _seed("uf_cpi_annual")}
BASE_YEAR = 2025
SMALL = 2_000_000_000
# Printed spelling of a ministry → the reviewed one.
REVIEWED = {printed: reviewed for reviewed, printed in names()["ministries"].items()}
SIGNS = {"up_is_better": 1, "down_is_better": -1}


def _first_year(region: str) -> int:
    return int(REGIONS[region]["first_year"] or 0)


@dataclass(frozen=True)
class Stated:
    """A current report and the numbers that it prints for its own year."""

    one: Published

    @property
    def report(self) -> Report:
        return self.one.report

    @property
    def year(self) -> int:
        return self.report.year

    @property
    def ministry(self) -> str:
        return str(REVIEWED.get(self.report.ministry, self.report.ministry))

    @cached_property
    def values(self) -> Mapping[tuple[str, str, str | None], float]:
        """Table, column and item → number; printed totals are left out."""
        return {
            (number.key[0], number.column, number.key[3]): float(number.value)
            for number in printed(self.one)
            if not number.is_total
        }

    def get(self, column: str, table: str = "fct_spending") -> float | None:
        """The number of a table with one row a report; None where none is printed."""
        return self.values.get((table, column, None))

    def items(self, table: str, column: str) -> dict[str, float]:
        """Item → number of a table with several rows a report."""
        return {
            item: value
            for (name, measure, item), value in self.values.items()
            if (name, measure) == (table, column) and item is not None
        }

    @staticmethod
    def over(above: float | None, below: float | None) -> float | None:
        return above / below if above is not None and below else None

    @property
    def execution(self) -> float | None:
        return self.over(self.get("executed_clp"), self.get("initial_budget_clp"))

    @property
    def reached(self) -> float | None:
        return self.get("beneficiaries", "fct_beneficiaries")

    @property
    def target(self) -> float | None:
        return self.get("target_population", "fct_beneficiaries")


class Truth:
    """Answers about ``archive``, one method for each query, named as its file without the number."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.directions = directions(archive)
        self.groups = {one.file: one.programme for one in archive.published}
        ordered = sorted(current(archive, self.groups), key=lambda one: (one.programme, one.report.year))
        self.stated = [Stated(one) for one in ordered]
        self.executing = [each for each in self.stated if each.execution is not None]
        self.newest = {each.one.programme: each for each in self.stated}

    def execution_by_ministry(self) -> Iterator[Row]:
        def key(each: Stated) -> tuple[int, str, str | None]:
            band = _band(each.execution, 0.85, "under_execution", 1.1, "over_execution")
            return each.year, each.ministry, band

        for place, group in _grouped(self.executing, key).items():
            yield *place, len(group), _sum(group, "executed_clp") / _sum(group, "initial_budget_clp")

    def programs_per_year(self) -> Iterator[Row]:
        for year, group in _grouped(self.stated, lambda each: each.year).items():
            yield year, len(group), _sum(group, "executed_clp")

    def spending_per_beneficiary(self) -> Iterator[Row]:
        for each in self.stated:
            spent = each.over(each.get("executed_clp"), each.reached)
            prices = each.items("fct_spending_per_beneficiary", "printed_clp")
            now, *before = (prices.get(str(each.year - ago)) for ago in range(3))
            departure = now / (sum(filter(None, before)) / 2) - 1 if now and all(before) else None
            unit = each.report.answers["unit_of_measure"]
            yield (
                each.year,
                each.report.programme,
                unit.squeezed if unit.status == "value" else None,
                None if spent is None else int(spent + 0.5),
                _band(departure, -0.2, "below_range", 0.2, "above_range"),
            )

    def coverage_extremes(self) -> Iterator[Row]:
        for each in self.stated:
            coverage = each.over(each.reached, each.target)
            band = _band(coverage, 0.1, "low", 1, "over_coverage")
            if coverage is not None and band != "in_range":
                numbers = (each.target, each.reached, round(100 * coverage, 2))
                yield each.year, each.report.programme, *numbers, band

    def administrative_share(self) -> Iterator[Row]:
        for each in self.stated:
            spent = each.get("administrative_spending_clp")
            share = each.over(spent, each.get("total_executed_clp"))
            if share is not None and share > 0.2:
                yield each.year, each.report.programme, spent, share

    def tiny_programs(self) -> Iterator[Row]:
        small = [each for each in self.stated if (each.get("executed_clp") or SMALL) < SMALL]
        for place, group in _grouped(small, lambda each: (each.year, each.ministry)).items():
            yield *place, len(group), _sum(group, "executed_clp")

    def spending_per_inhabitant(self) -> Iterator[Row]:
        spent = self._by_item("fct_spending_by_region", "spending_clp", lambda each, item: item)
        for (year, code), amount in spent.items():
            # Who lives in a region that does not exist yet is counted where it still belongs.
            to_be = [
                new for new in REGIONS if REGIONS[new]["formerly_in"] == code and year < _first_year(new)
            ]
            inhabitants = sum(INHABITANTS.get((part, year), 0) for part in (code, *to_be))
            if inhabitants and year >= _first_year(code):
                yield year, REGIONS[code]["region_name"], amount / inhabitants

    def began_or_ended(self) -> Iterator[Row]:
        years = [each.year for each in self.stated]
        for number, newest in self.newest.items():
            reported = [each.year for each in self.stated if each.one.programme == number]
            if reported[0] > min(years) or reported[-1] < max(years):
                report = newest.report
                yield report.programme, reported[0], reported[-1], report.start_year, report.end_year

    def renamed(self) -> Iterator[Row]:
        for before, after in zip(self.stated, self.stated[1:], strict=False):
            old, new = before.report.programme, after.report.programme
            if before.one.programme == after.one.programme and old != new:
                yield after.year, new, old

    def restated(self) -> Iterator[Row]:
        years = {one.file: one.report.year for one in self.archive.published}
        for one in restatements(self.archive, self.groups):
            name = self.newest[self.groups[one.later_file]].report.programme
            later = (one.earlier_value, years[one.later_file], one.later_value)
            yield name, one.reference_year, one.column, one.item, one.kind, *later

    def real_growth(self) -> Iterator[Row]:
        before = None
        for year, group in sorted(_grouped(self.stated, lambda each: each.year).items()):
            prices = CPI[BASE_YEAR] / CPI[year]
            real = sum(int((each.get("executed_clp") or 0) * prices + 0.5) for each in group)
            yield year, real, real / before - 1 if before else None
            before = real

    def indicators(self) -> Iterator[Row]:
        for each in self.stated:
            for one in each.report.indicators:
                effective, estimated, change, reached = self._read(each, one)
                if reached or (change is not None and change < 0):
                    numbers = (effective, estimated, reached, change)
                    yield each.year, each.report.programme, one.name, *numbers

    def sdg(self) -> Iterator[Row]:
        def goals(each: Stated) -> Iterable[tuple[int, str]]:
            return {(goal.number, goal.name) for goal in each.report.goals}

        yield from self._with_each(goals, "executed_clp")

    def poverty(self) -> Iterator[Row]:
        told = dict(names()["poverty"])

        def key(each: Stated) -> Row:
            answers = each.report.answers
            asked = ("multidimensional_poverty", "income_poverty_contribution")
            return each.year, *(told.get(answers[name].text) for name in asked)

        for place, group in _grouped(self.stated, key).items():
            yield *place, len(group)

    def human_rights(self) -> Iterator[Row]:
        def approaches(each: Stated) -> Iterable[Row]:
            answer = each.report.answers["human_rights_approaches"]
            listed = re.split(r", (?=[A-Z])", answer.squeezed) if answer.text else []
            return [(approach,) for approach in listed]

        yield from self._with_each(approaches)

    def executors(self) -> Iterator[Row]:
        yield from self._with_each(
            lambda each: [(executor,) for executor in each.report.executors], "executed_clp"
        )

    def covid(self) -> Iterator[Row]:
        told = {"Si": True, "No": False}

        def key(each: Stated) -> Row:
            return each.year, told.get(each.report.answers["covid_changes"].text)

        for place, group in _grouped(self.executing, key).items():
            yield *place, len(group), _sum(group, "executed_clp") / _sum(group, "initial_budget_clp")

    def fet(self) -> Iterator[Row]:
        for place, group in _grouped(self.stated, lambda each: (each.year, each.ministry)).items():
            known = any(each.get("fet_clp") is not None for each in group)
            amount = _sum(group, "fet_clp") if known else None
            yield *place, amount, amount / _sum(group, "executed_clp") if amount is not None else None

    def extrabudgetary(self) -> Iterator[Row]:
        def giver(each: Stated, line_no: str) -> Row:
            one = each.report.budget.givers[int(line_no) - 1]
            return one.name, one.origin

        amounts = self._by_item("fct_extrabudgetary", "amount_clp", giver)
        counts = self._by_item("fct_extrabudgetary", "amount_clp", giver, count=True)
        for (year, who), amount in amounts.items():
            yield year, *who, counts[year, who], amount

    def subtitulo(self) -> Iterator[Row]:
        def kind(each: Stated, line_no: str) -> Row:
            code, name = each.report.budget.executed[int(line_no) - 1].subtitulo.rstrip(")").split(" (")
            return code, name

        for (year, place), amount in self._by_item("fct_budget_lines", "spending_clp", kind).items():
            yield year, *place, amount

    def partida(self) -> Iterator[Row]:
        named = {code[0]: ministry for ministry, _, code in lists()["institutions"]}

        def ministry(each: Stated, line_no: str) -> str:
            return str(named[each.report.budget.code[0]])

        for place, amount in self._by_item("fct_budget_lines", "spending_clp", ministry).items():
            yield *place, amount

    def unit_cost(self) -> Iterator[Row]:
        costs: defaultdict[Row, list[float | None]] = defaultdict(list)
        for each in self.stated:
            spent = each.items("fct_components", "spending_clp")
            made = each.items("fct_components", "quantity")
            for part in each.report.components:
                cost = each.over(spent.get(part.name), made.get(part.name))
                place = (each.year, part.type, part.production_unit)
                costs[place].append(None if cost is None else int(cost + 0.5))
        for place, found in costs.items():
            known = [cost for cost in found if cost is not None]
            yield *place, len(found), median(known) if known else None

    def findings(self) -> Iterator[Row]:
        found = findings(self.archive, self.groups)
        told: defaultdict[Row, list[bool]] = defaultdict(list)
        for each in self.stated:
            rules = {rule: value for (file, rule), value in found.items() if file == each.one.file}
            rules["purpose_indicator_worse"] = self._is_worse(each)
            for rule, value in rules.items():
                told[each.year, each.ministry, rule] += [] if value is None else [value]
        for place, values in told.items():
            yield *place, sum(values), len(values)

    def regions_by_component(self) -> Iterator[Row]:
        def cell(each: Stated, item: str) -> Row:
            code, _, component = item.partition("/")
            return REGIONS[code]["region_name"], component

        table = "fct_spending_by_region_component"
        for (year, place), amount in self._by_item(table, "spending_clp", cell).items():
            yield year, *place, amount

    def next_year_budget(self) -> Iterator[Row]:
        for place, group in _grouped(self.stated, lambda each: (each.year, each.ministry)).items():
            yield (
                *place,
                *(_sum(group, name) for name in ("initial_budget_clp", "next_year_initial_budget_clp")),
            )

    def _by_item(
        self, table: str, column: str, place: Callable[[Stated, str], Key], *, count: bool = False
    ) -> dict[tuple[int, Key], float]:
        """Year and place of an item → the sum of the column over all reports, or the number of items."""
        found: defaultdict[tuple[int, Key], float] = defaultdict(float)
        for each in self.stated:
            for item, value in each.items(table, column).items():
                found[each.year, place(each, item)] += 1 if count else value
        return dict(found)

    def _with_each(self, named: Callable[[Stated], Iterable[Row]], column: str = "") -> Iterator[Row]:
        """Year and what reports name → how many reports, and the sum of the column if one is asked for."""
        found: defaultdict[Row, list[Stated]] = defaultdict(list)
        for each in self.stated:
            for name in named(each):
                found[each.year, *name].append(each)
        for place, group in found.items():
            yield *place, len(group), *([_sum(group, column)] if column else [])

    def _read(
        self, each: Stated, one: Indicator
    ) -> tuple[float | None, float | None, float | None, bool | None]:
        """Effective and estimated value, change on the year before, whether it is as good as estimated."""
        effective, estimated, before = (
            each.values.get(("fct_indicators", column, f"{one.scope}/{one.name}"))
            for column in ("effective_current", "estimated_current", "effective_previous")
        )
        above, sign = _difference(effective, estimated), self._sign(one)
        reached = above * sign >= 0 if above is not None and sign else None
        return effective, estimated, _difference(effective, before), reached

    def _sign(self, one: Indicator) -> int:
        """1 where more is better, -1 where less is, 0 where that is not known."""
        return SIGNS.get(self.directions.get(one.name, ""), 0)

    def _is_worse(self, each: Stated) -> bool | None:
        """Whether a purpose indicator got worse; None where that cannot be told of one, and none did."""
        changes = [
            (change, self._sign(one))
            for one in each.report.indicators
            if one.scope == "purpose"
            for _, _, change, _ in [self._read(each, one)]
        ]
        if any(change is not None and change * sign < 0 for change, sign in changes):
            return True
        return False if changes and all(change is not None and sign for change, sign in changes) else None


def _grouped(reports: Iterable[Stated], key: Callable[[Stated], Key]) -> dict[Key, list[Stated]]:
    found: defaultdict[Key, list[Stated]] = defaultdict(list)
    for each in reports:
        found[key(each)].append(each)
    return dict(found)


def _sum(reports: Iterable[Stated], column: str) -> float:
    return sum(each.get(column) or 0 for each in reports)


def _band(value: float | None, low: float, under: str, high: float, over: str) -> str | None:
    """The official band of a value, by its limits, which lie in range themselves."""
    if value is None:
        return None
    return under if value < low else over if value > high else "in_range"


def _difference(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else round(one - other, 6)
