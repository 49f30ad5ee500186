"""What a text dump has lost and the report itself still says: columns that only one assignment leaves.

A rule may only use what the report prints elsewhere, and only where every other assignment contradicts
it. That figures would add up is no such rule: the report's own sums break, so a sum chooses nothing. It can
only show that no figure is missing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from pipelines.form.readings.reading import Reading
from pipelines.form.readings.values import status_of
from pipelines.form.spec.folding import fold

Fits = Callable[[Reading, str], bool]
"""Whether the report lets a value stand in a column."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule for the rows ``item``: ``of(readings)`` gives what the report says about ``columns``.

    ``name`` is what ``Reading.inferred_by`` says.
    """

    name: str
    item: str
    columns: tuple[str, ...]
    of: Callable[[Sequence[Reading]], Fits]


def no_spending_without_beneficiaries(readings: Sequence[Reading]) -> Fits:
    """A year with zero beneficiaries has no spending per beneficiary: a positive figure is of another year.

    The beneficiaries of the year and of the one before are those of the coverage table and of the
    field above it; a year counts as one without where all of them are a printed zero.
    Source: "Gasto por Beneficiario" is spending divided by beneficiaries, and nothing can be divided by
    zero (section 5.8 of the form; the 2021 report of "Redes de Oportunidades de Negocios" prints 251 and
    855 under three years, the second of which had 0 beneficiaries).
    """
    printed: dict[str, set[str]] = {"year_minus_1": set(), "year": set()}
    years = {"previous": "year_minus_1", "current": "year", "value": "year"}
    for one in readings:
        if one.item in ("coverage.beneficiaries", "beneficiaries") and one.text:
            for column in one.column.split("|"):
                if column in years:
                    printed[years[column]].add(one.text if one.status == "value" else one.status)
    without = {column for column, texts in printed.items() if texts == {"0"}}
    return lambda one, column: column not in without or not _is_positive(one)


EVERY_REGION_HAS_A_FIGURE = "every_region_has_a_figure"
"""Names of regions and as many figures, printed apart, belong together in their order if the figures add up
to the total and none of them is zero.

A name may be blank in one row and a figure in another, and then a figure is missing in the sum, unless it is
zero. The form prints no row for a region without data, so none is left blank for want of data; a report that
prints zeros is not read so all the same. Applied in ``pipelines.form.tables.sequences.boxes``.
"""

RULES = (
    Rule(
        "no_spending_without_beneficiaries",
        "spending_per_beneficiary.executed_budget",
        ("year_minus_2", "year_minus_1", "year"),
        no_spending_without_beneficiaries,
    ),
)


def infer(readings: Sequence[Reading]) -> list[Reading]:
    """``readings`` with those ambiguous rows decided that some rule leaves one assignment of."""
    found = list(readings)
    for rule in RULES:
        rows: dict[int | None, list[int]] = {}
        for index, one in enumerate(found):
            if one.item == rule.item and one.status == "ambiguous":
                rows.setdefault(one.row_no, []).append(index)
        for places in reversed(rows.values()):
            decided = _decided([found[index] for index in places], rule, readings)
            if decided:
                found[places[0] : places[-1] + 1] = decided
    return found


def _decided(row: Sequence[Reading], rule: Rule, readings: Sequence[Reading]) -> list[Reading]:
    """A cell for each of the rule's columns, the blank ones too; none if the row stays open."""
    if not all(one.text for one in row):
        return []
    fits = rule.of(readings)
    kept = [
        dict(zip(columns, row, strict=True))
        for columns in combinations(rule.columns, len(row))
        if all(
            column in one.column.split("|") and fits(one, column)
            for one, column in zip(row, columns, strict=True)
        )
    ]
    if len(kept) != 1:
        return []
    table = rule.item.partition(".")[0]
    headers = {one.column: one.text for one in readings if one.item == table and one.row_no == 0}
    blank = replace(row[0], text="", words=0)
    return [
        replace(
            one,
            column=column,
            label=headers.get(column, ""),
            status=status_of(one.text),
            inferred_by=rule.name,
        )
        for column in rule.columns
        for one in (kept[0].get(column, blank),)
    ]


def _is_positive(one: Reading) -> bool:
    """Whether a printed figure is above zero: no phrase, no minus, not only noughts."""
    digits = [letter for letter in fold(one.text) if letter.isdigit()]
    return any(digit != "0" for digit in digits) and not one.text.startswith(("-", "("))
