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


def good_fits(order: Order, length: int, margin: float, limit: float = inf) -> list[Step]:
    """Every step of a fit of ``length`` tokens that costs at most ``margin`` more than the cheapest; none
    if nothing fits, or nothing at less than ``limit``.
    """
    costs: dict[tuple[int, Slot], float] = {}
    steps: list[tuple[Step, Slot, float]] = []
    heap: list[tuple[int, Slot]] = []

    def reach(at: int, slot: Slot, cost: float) -> None:
        if (at, slot) not in costs:
            heappush(heap, (at, slot))
        costs[at, slot] = min(cost, costs.get((at, slot), cost))

    for slot in order.first():
        reach(0, slot, 0)
    while heap:
        at, slot = heappop(heap)
        if slot == END:
            continue
        for end, cost in order.runs(slot, at):
            for following, more in order.after(slot, at, end):
                if following != END or end == length:
                    steps.append((Step(slot, at, end), following, cost + more))
                    reach(end, following, costs[at, slot] + cost + more)
    rest: dict[tuple[int, Slot], float] = {(length, END): 0}
    for step, following, cost in reversed(steps):
        behind = rest.get((step.end, following))
        if behind is not None:
            here = (step.at, step.slot)
            rest[here] = min(cost + behind, rest.get(here, cost + behind))
    best = costs.get((length, END))
    if best is None or best >= limit:
        return []
    found = dict.fromkeys(
        step
        for step, following, cost in steps
        if costs[step.at, step.slot] + cost + rest.get((step.end, following), margin + best + 1)
        <= best + margin
    )
    return list(found)


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
