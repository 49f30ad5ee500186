"""What the warehouse must say about an archive as a whole: which documents are one programme, and which
figures two of them print differently."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from tests.corpus.archive_model import Archive, Published
from tests.corpus.figures import Figure, figures_of

# In other prices in every report year: only revisions of one report can be compared.
OWN_PRICES = "printed_spending_per_beneficiary_clp"

Segment = tuple[int, int]
"""A programme, and how often names alone could not show that it goes on."""


@dataclass(frozen=True, slots=True)
class Restatement:
    """One figure that two neighbouring vintages print differently, with the file of each."""

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
    """File → what of its programme names alone show to be one."""
    breaks = defaultdict(list)
    for change in archive.changes:
        if not change.merged:
            breaks[change.programme].append(change.first_year)
    return {
        one.file: (one.programme, sum(year <= one.report.year for year in breaks[one.programme]))
        for one in archive.published
    }


def continued(archive: Archive) -> list[tuple[Segment, Segment]]:
    """Neighbouring segments that are one programme: each pair must be proposed, and ranked first."""
    found = sorted(set(segments(archive).values()))
    return [(one, other) for one, other in pairwise(found) if one[0] == other[0]]


def restatements(archive: Archive, groups: Mapping[str, object]) -> list[Restatement]:
    """Every figure that two vintages of one group (of ``groups``: file → group) print differently."""
    found = []
    by_group: defaultdict[object, list[Published]] = defaultdict(list)
    for one in archive.published:
        by_group[groups[one.file]].append(one)
    for documents in by_group.values():
        documents.sort(key=lambda one: (one.report.year, one.revision))
        found += list(_restated(documents))
    return found


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure's number in one document, in the unit of its column."""

    key: tuple[str, str, int, str | None, int]
    file: str
    value: Decimal
    text: str


def printed(one: Published) -> Iterator[Printed]:
    """Every number that a document prints, with its place in the facts."""
    for figure in figures_of(one.report):
        if figure.answer.number is not None:
            text = figure.answer.squeezed
            if figure.table == "fct_production":
                text = f"{text} {figure.beside['unit_of_measure']}"
            yield Printed(_key(one, figure, figure.column), one.file, _value(figure), text)
        if "printed_value" in figure.beside and figure.table == "fct_spending_by_region":
            number = Decimal(figure.beside["printed_value"])
            yield Printed(_key(one, figure, "printed_value"), one.file, number, figure.answer.squeezed)


def _restated(documents: Sequence[Published]) -> Iterator[Restatement]:
    last: dict[tuple[str, str, int, str | None, int], Printed] = {}
    for document in documents:
        for now in printed(document):
            before = last.get(now.key)
            if before is not None and before.value != now.value:
                table, column, year, item, _ = now.key
                yield Restatement(
                    table,
                    column,
                    year,
                    item,
                    before.file,
                    float(before.value),
                    before.text,
                    now.file,
                    float(now.value),
                    now.text,
                )
            last[now.key] = now


def _key(one: Published, figure: Figure, column: str) -> tuple[str, str, int, str | None, int]:
    vintage = one.report.year if column == OWN_PRICES else 0
    return (figure.table, column, figure.reference_year, figure.item, vintage)


def _value(figure: Figure) -> Decimal:
    assert figure.answer.number is not None
    return figure.answer.number * figure.factor


def newest_rows(archive: Archive, groups: Mapping[str, object]) -> set[tuple[str, str, int, str | None]]:
    """File, table, reference year and item of the newest vintage that prints any figure of a fact's row."""
    newest: dict[tuple[object, str, int, str | None], tuple[int, int, str]] = {}
    for one in archive.published:
        vintage = (one.report.year, one.revision, one.file)
        for number in printed(one):
            table, _, year, item, _ = number.key
            key = (groups[one.file], table, year, item)
            newest[key] = max(newest.get(key, vintage), vintage)
    return {(file, table, year, item) for (_, table, year, item), (_, _, file) in newest.items()}
