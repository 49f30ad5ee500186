"""Section 5 of random reports: lines, components and regions add up, unless a fault is planted."""

from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Literal

from tests.corpus.model import Answer, Budget, BudgetLine
from tests.corpus.random_figures import (
    BREAKABLE,
    CENTRAL,
    broken,
    in_millions,
    magnitude,
    maybe,
    partition,
    regions,
)
from tests.corpus.random_words import Words

Faults = list[dict[str, object]]
Code = tuple[str, str, str]
Reached = tuple[Answer, Answer]
# The form prints spending per beneficiary in prices of the year after the report.
PRICE_RISE = Decimal("1.065")


def random_budget(
    random: Random, words: Words, components: int, code: Code, faults: Faults, *, reached: Reached
) -> tuple[Budget, list[Answer]]:
    """The budget, and what each of ``components`` components spent, as printed. Faults found are added.

    ``reached`` are the beneficiaries of the year before and of the year.
    """
    executed = magnitude(random, 9)
    lines = _lines(random, words, code, partition(random, executed, random.randint(1, 5)))
    administrative: list[BudgetLine] = []
    for_administration = 0
    if random.random() < 0.85:
        for_administration = executed * random.randint(0, 20) // 100
        shares = partition(random, for_administration, random.randint(1, 5))
        administrative = _lines(random, words, code, shares)
    for_components = executed - for_administration
    spending = _by_component(random, for_components, components)
    regional, unit = _by_region(random, for_components, faults)
    faults += _line_faults("total_spending", lines) + _line_faults("administrative_spending", administrative)
    budget = Budget(
        code=code,
        initial=maybe(random, Answer.of(magnitude(random, 9)), 0.05),
        final=maybe(random, Answer.of(magnitude(random, 9)), 0.05),
        next_initial=maybe(random, Answer.of(magnitude(random, 9)), 0.2),
        executed=tuple(lines),
        administrative=tuple(administrative),
        extrabudgetary=Answer.of(magnitude(random, 7)) if random.random() < 0.2 else Answer.of("nr"),
        regional=regional,
        regional_unit=unit,
        per_beneficiary=_per_beneficiary(random, reached, faults),
    )
    return budget, spending


def _lines(random: Random, words: Words, code: Code, amounts: list[int]) -> list[BudgetLine]:
    """One line for each amount. Item is a code, or an identifier of the form's database that leaked."""
    found = []
    for amount in amounts:
        item = str(random.randint(1000, 9999)) if random.random() < 0.1 else f"{random.randint(1, 7):02}"
        spent = Answer.of(amount)
        if len(spent.text) >= BREAKABLE and random.random() < 0.15:
            spent = broken(random, amount)
        asignacion = f"{random.randint(1, 999):03}"
        found.append(BudgetLine(*code, item, asignacion, words.one("subtitles"), spent))
    return found


def _line_faults(item: str, lines: list[BudgetLine]) -> Faults:
    found: Faults = []
    for row_no, line in enumerate(lines, start=1):
        if len(line.item) > 2:
            found.append({"fault": "leaked_id", "item": item, "row_no": row_no, "column": "item"})
        if "\n" in line.spending.text:
            place = {"item": item, "row_no": row_no, "column": "spending"}
            found.append({"fault": "number_broken_in_cell", **place})
    return found


def _by_component(random: Random, total: int, components: int) -> list[Answer]:
    """Shares of the total; some components report nothing, but never all."""
    silent = {number for number in range(1, components) if random.random() < 0.1}
    shares = iter(partition(random, total, components - len(silent)))
    return [Answer.of("nr" if number in silent else next(shares)) for number in range(components)]


def _by_region(
    random: Random, total: int, faults: Faults
) -> tuple[dict[str, Answer], Literal["thousands", "millions"]]:
    """Shares of the total in up to sixteen regions, in thousands or, by a fault, in millions."""
    names = regions(random, random.randint(0, 16))
    if names and random.random() < 0.4:
        names.append(CENTRAL)
    amounts = partition(random, total, len(names)) if names else []
    if total >= 10_000 and names and random.random() < 0.2:
        faults.append({"fault": "mixed_units", "item": "regional_spending", "unit": "millions"})
        return dict(zip(names, map(Answer.of, in_millions(amounts)), strict=True)), "millions"
    return dict(zip(names, map(Answer.of, amounts), strict=True)), "thousands"


def _per_beneficiary(random: Random, reached: Reached, faults: Faults) -> tuple[Answer, Answer, Answer]:
    """Three years; any of them may be an empty cell or not reported. A year without beneficiaries is one:
    nothing can be divided by zero.
    """
    item = "spending_per_beneficiary.executed_budget"
    found = []
    columns = ("year_minus_2", "year_minus_1", "year")
    without = {column for column, answer in zip(columns[1:], reached, strict=True) if answer.number == 0}
    for column in columns:
        nominal = Decimal(magnitude(random, 6))
        answer = Answer.of(int((nominal * PRICE_RISE).quantize(Decimal(1), ROUND_HALF_UP)))
        if random.random() < 0.15 or column in without:
            answer = Answer.of(None)
            faults.append({"fault": "blank_cells", "item": item, "row_no": 1, "column": column})
        else:
            answer = maybe(random, answer, 0.1)
        found.append(answer)
        if column == "year" and answer.number is not None:
            faults.append({"fault": "other_price_base", "item": item, "row_no": 1, "column": column})
    return found[0], found[1], found[2]
