"""What stays the same in an archive's programme beside its main figures: other money, territories, aims."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from tests.corpus.archive_lives import names
from tests.corpus.model import Goal
from tests.corpus.random_figures import partition
from tests.corpus.random_words import Words

AREAS = ("Urbana", "Rural", "Otros")


@dataclass(frozen=True, slots=True)
class Sides:
    """Shares are in parts of a thousand."""

    goals: tuple[Goal, ...]
    sources: tuple[tuple[str, str], ...]
    """Name and origin of those who give money from outside the budget law."""
    source_shares: tuple[int, ...]
    fet_share: int
    special_funds_share: int
    area_shares: Mapping[str, int]
    breaks_regions_down: bool


def sides(random: Random) -> Sides:
    """Some programmes have a fund, areas, regions by component or a goal with two targets, others none."""
    words = Words(random)
    goals = [Goal(*goal) for goal in sorted(words.some("goals", random.randint(0, 3)))]
    further = [Goal(*goal) for goal in names()["further_targets"]]
    numbers = {goal.number for goal in goals}
    sources = random.sample(names()["sources"], random.randint(1, 3))
    return Sides(
        goals=(*goals, *(goal for goal in further if goal.number in numbers)),
        sources=tuple((name, origin) for name, origin in sources),
        source_shares=shares(random, len(sources)),
        fet_share=random.choice((0, 0, random.randint(50, 400))),
        special_funds_share=random.choice((0, 0, random.randint(50, 400))),
        area_shares=random.choice(({}, dict(zip(AREAS, shares(random, len(AREAS)), strict=True)))),
        breaks_regions_down=random.random() < 0.4,
    )


def shares(random: Random, parts: int) -> tuple[int, ...]:
    """``parts`` shares of a thousand, none of them nothing."""
    return tuple(share + 10 for share in partition(random, 1000 - 10 * parts, parts))


def spread(total: int, among: Sequence[int]) -> list[int]:
    """``total`` in parts of about these shares; the last takes what is left."""
    parts = [total * share // sum(among) for share in among[:-1]]
    return [*parts, total - sum(parts)]
