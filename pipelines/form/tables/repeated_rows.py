"""Rows that a producer printed twice, last on a page and first on the next, as WebKit does.

The report itself says whether two equal rows are one: the figures of the table add up to its printed total
with the row counted once, or counted twice. Where no total tells, both are ambiguous.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from pipelines.form.readings.reading import Reading
from pipelines.form.readings.values import status_of, whole_number
from pipelines.form.spec.folding import fold
from pipelines.form.spec.model import Table

MILLIONS = 1000
"""Rows in rounded millions may stand above a total in thousands."""

_MOST = 4

Rows = Mapping[int, Sequence[int]]
"""The places in the list of readings of each row, by row number."""


def settle_repeated_rows(readings: Sequence[Reading], tables: Iterable[Table]) -> list[Reading]:
    """``readings`` with the rows of ``tables`` that are printed twice at a page break settled.

    A row counts once, twice or is ambiguous. What is printed again becomes the item ``<table>.repeated``, and
    rows after it move up.
    """
    found = list(readings)
    by_item: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for index, one in enumerate(readings):
        if one.row_no:
            by_item[one.item][one.row_no].append(index)
    for table in {table.id: table for table in tables}.values():
        rows = by_item.get(table.id, {})
        twice = list(_printed_twice(readings, rows))
        if not twice:
            continue
        counted = _ways_that_add_up(readings, table, rows, twice)
        again: Sequence[int] = counted[0] if len(counted) == 1 else ()
        for number in twice:
            if len(counted) != 1:
                for index in (*rows[number - 1], *rows[number]):
                    if found[index].status == "value":
                        found[index] = replace(found[index], status="ambiguous")
        for number, places in rows.items():
            before = sum(other < number for other in again)
            for index in places:
                if number in again:
                    found[index] = replace(found[index], item=f"{table.id}.repeated", row_no=None)
                elif before:
                    found[index] = replace(found[index], row_no=number - before)
    return found


def _printed_twice(readings: Sequence[Reading], rows: Rows) -> Iterator[int]:
    """The numbers of rows that begin a page and print the same as the last row of the page before."""
    for number in sorted(rows):
        above = rows.get(number - 1, ())
        if above and readings[rows[number][0]].page == readings[above[-1]].page + 1:
            upper, lower = (_print(readings, rows[one]) for one in (number - 1, number))
            if upper == lower and any(text for _, text in lower):
                yield number


def _print(readings: Sequence[Reading], places: Sequence[int]) -> set[tuple[str, str]]:
    return {(readings[index].column, fold(readings[index].text)) for index in places}


def _ways_that_add_up(
    readings: Sequence[Reading], table: Table, rows: Rows, twice: Sequence[int]
) -> list[tuple[int, ...]]:
    """The choices from ``twice`` without which the figures of a column add up to its printed total."""
    columns = [column.id for column in table.columns if column.kind == "number"]
    found: list[tuple[int, ...]] = []
    for column in columns:
        total = _only_number(readings, {(f"{table.id}.total", column), (table.total_field, "value")})
        cells = {
            number: [readings[index] for index in places if readings[index].column == column]
            for number, places in rows.items()
        }
        known = {
            number: amount
            for number, some in cells.items()
            if len(some) == 1 and (amount := _amount(some[0])) is not None
        }
        if total is None or len(known) < len(rows) or len(twice) > _MOST:
            continue
        for count in range(len(twice) + 1):
            for without in combinations(twice, count):
                amounts = [amount for number, amount in known.items() if number not in without]
                if _adds_up(amounts, total) and without not in found:
                    found.append(without)
    return found


def _amount(one: Reading) -> int | None:
    """What a cell adds to a sum: nothing where none is printed. None for what is no amount."""
    return whole_number(fold(one.text)) if status_of(one.text) == "value" else 0


def _only_number(readings: Sequence[Reading], places: set[tuple[str, str]]) -> int | None:
    texts = {fold(one.text) for one in readings if (one.item, one.column) in places and one.text}
    return whole_number(texts.pop()) if len(texts) == 1 else None


def _adds_up(amounts: Sequence[int], total: int) -> bool:
    in_millions = abs(sum(amounts) * MILLIONS - total) <= len(amounts) * MILLIONS / 2
    return sum(amounts) == total or in_millions
