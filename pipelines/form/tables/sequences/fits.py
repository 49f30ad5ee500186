"""All good ways to lay the tokens of a dump into the slots of a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf
from typing import NamedTuple, Protocol


class Slot(NamedTuple):
    """What comes next in an order: a cell, or the header (``part``) of a column.

    ``first`` and ``last`` are the rows that are printed column by column, ``last`` as far as known;
    ``heads`` is how many headers came before, ``holds`` whether the row has a cell that is not blank.
    ``variant`` and ``key`` are the order's own.
    """

    first: int
    column: int
    row: int
    last: int = 0
    heads: int = 0
    holds: bool = False
    part: str = ""
    variant: int = 0
    key: str = ""


END = Slot(1 << 20, 0, 0)
"""Behind the last slot."""


class Order(Protocol):
    """A hypothesis in which sequence a dump prints the slots of a table."""

    def first(self) -> Iterable[Slot]:
        """The slots that may come first."""

    def runs(self, slot: Slot, at: int) -> Iterable[tuple[int, float]]:
        """The token behind each run from ``at`` on that the slot can hold, and its cost; a slot left blank
        ends where it begins.
        """

    def after(self, slot: Slot, at: int, end: int, /) -> Iterable[tuple[Slot, float]]:
        """What may follow the slot that holds the tokens from ``at`` to ``end``, at what cost."""


@dataclass(frozen=True, slots=True)
class Step:
    """A slot with the tokens from ``at`` to ``end`` in it."""

    slot: Slot
    at: int
    end: int


MOST_STEPS = 200_000
"""Steps that are tried; a table that can be laid out in more ways is left in doubt."""

Costs = dict[tuple[int, Slot], float]
"""What it costs to come to a slot with the tokens before a place, or to go on from there."""


def good_fits(order: Order, length: int, margin: float, limit: float = inf) -> list[Step]:
    """Every step of a fit of ``length`` tokens that costs at most ``margin`` more than the cheapest; none
    if nothing fits, nothing at less than ``limit``, or too much to try it all.
    """
    cap = margin
    while True:
        costs, steps, is_whole = _cheap_steps(order, length, cap)
        best = costs.get((length, END), inf)
        if is_whole or best + margin <= cap or cap >= limit + margin or len(steps) > MOST_STEPS:
            break
        cap = best + margin if best < inf else 2 * cap + 1
    if best == inf or best >= limit or len(steps) > MOST_STEPS:
        return []
    rest: Costs = {(length, END): 0}
    for step, following, cost in reversed(steps):
        behind = rest.get((step.end, following), inf) + cost
        here = (step.at, step.slot)
        rest[here] = min(behind, rest.get(here, inf))
    found = (
        step
        for step, following, cost in steps
        if costs[step.at, step.slot] + cost + rest.get((step.end, following), inf) <= best + margin
    )
    return list(dict.fromkeys(found))


def _cheap_steps(order: Order, length: int, cap: float) -> tuple[Costs, list[tuple[Step, Slot, float]], bool]:
    """What it costs to come to each slot; the steps that can be reached at no more than ``cap``, each with
    what follows and its cost; and whether there are no others.
    """
    costs: Costs = {}
    steps: list[tuple[Step, Slot, float]] = []
    heap: list[tuple[int, Slot]] = []
    is_whole = True
    for slot in order.first():
        costs[0, slot] = 0
        heappush(heap, (0, slot))
    while heap and len(steps) <= MOST_STEPS:
        at, slot = heappop(heap)
        if slot == END:
            continue
        for end, price in order.runs(slot, at):
            for following, more in order.after(slot, at, end):
                cost, there = costs[at, slot] + price + more, (end, following)
                if cost > cap:
                    is_whole = False
                elif following != END or end == length:
                    steps.append((Step(slot, at, end), following, price + more))
                    if there not in costs:
                        heappush(heap, there)
                    costs[there] = min(cost, costs.get(there, cost))
    return costs, steps, is_whole


Place = tuple[int, int]
"""Row and column of a cell."""


def places(steps: Sequence[Step], length: int) -> list[set[Place]]:
    """The cells in which each of ``length`` tokens stands in some fit; none for those of a header."""
    found: list[set[Place]] = [set() for _ in range(length)]
    for step in steps:
        if not step.slot.part:
            for at in range(step.at, step.end):
                found[at].add((step.slot.row, step.slot.column))
    return found
