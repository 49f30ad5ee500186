"""What a programme truly did in each year: figures that continue, from which its reports are written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Literal

from tests.corpus.archive_sides import Sides, shares, sides
from tests.corpus.random_figures import CENTRAL, regions
from tests.corpus.random_words import Words

# Spending per head of less than this many thousands cannot be printed exactly in other prices.
LEAST_PER_HEAD = 20
GROWTH = (0.88, 1.15)
PRICE_RISE = Decimal("1.065")


@dataclass(frozen=True, slots=True)
class Year:
    """One year's figures; amounts are thousands of pesos."""

    potential: int
    target: int
    reached: int
    initial: int
    final: int
    executed: int
    effective: tuple[Decimal, ...]
    estimated: tuple[Decimal, ...]

    def per_head(self, years_later: int) -> int:
        """Executed per beneficiary in thousands, in the prices of so many years later, as printed."""
        nominal = Decimal(self.executed) / self.reached
        return int((nominal * PRICE_RISE**years_later).quantize(Decimal(1), ROUND_HALF_UP))


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays the same through a programme's years. Shares are in parts of a thousand."""

    start_year: int
    end_year: int
    executors: tuple[str, ...]
    components: tuple[tuple[str, str, str, str, str], ...]
    """Name, type, description, unit of production and detail of spending."""
    other_component: str
    """Another name for the first of them."""
    component_shares: tuple[int, ...]
    counts_beneficiaries: bool
    """Whether the only component produces beneficiaries."""
    lines: tuple[tuple[str, str, str], ...]
    """Item, asignación and subtítulo of each budget line."""
    line_shares: tuple[int, ...]
    administrative_share: int
    region_shares: Mapping[str, int]
    flow_shares: tuple[int, ...]
    indicators: tuple[tuple[Literal["purpose", "complementary"], str, str, Literal["percent", "number"]], ...]
    """Scope, name, formula and unit."""
    extrabudgetary: int | None
    in_millions: bool
    sides: Sides


def kept(random: Random, first_year: int) -> Kept:
    """Components, lines, regions and indicators of a programme that reports since ``first_year``."""
    words = Words(random)
    count = random.randint(1, 4)
    names = list(dict.fromkeys(words.component() for _ in range(count)))
    counts_beneficiaries = len(names) == 1 and random.random() < 0.8
    unit = "Número de beneficiarios" if counts_beneficiaries else "Talleres"
    lines = random.randint(1, 4)
    places = [*regions(random, random.randint(2, 12)), *([CENTRAL] if random.random() < 0.3 else [])]
    return Kept(
        start_year=random.randint(1995, first_year),
        end_year=random.randint(2030, 2042),
        executors=tuple(words.some("executors", random.randint(0, 3))),
        components=tuple(
            (name, words.one("component_types"), words.sentence(), unit, words.sentence()) for name in names
        ),
        other_component=f"{words.one('services')} de otra manera",
        component_shares=shares(random, len(names)),
        counts_beneficiaries=counts_beneficiaries,
        lines=tuple(
            (f"{random.randint(1, 7):02}", f"{random.randint(1, 999):03}", words.one("subtitles"))
            for _ in range(lines)
        ),
        line_shares=shares(random, lines),
        administrative_share=random.randint(20, 280),
        region_shares=dict(zip(places, shares(random, len(places)), strict=True)),
        flow_shares=shares(random, 6),
        indicators=_indicators(random, words),
        extrabudgetary=random.randint(1_000, 90_000) if random.random() < 0.35 else None,
        in_millions=random.random() < 0.15,
        sides=sides(random),
    )


def _indicators(
    random: Random, words: Words
) -> tuple[tuple[Literal["purpose", "complementary"], str, str, Literal["percent", "number"]], ...]:
    found: dict[str, tuple[Literal["purpose", "complementary"], str, str, Literal["percent", "number"]]] = {}
    for _ in range(random.randint(1, 4)):
        name = words.measured()
        unit: Literal["percent", "number"] = random.choice(("percent", "number"))
        scope: Literal["purpose", "complementary"] = random.choice(("purpose", "complementary"))
        found[name] = (scope, name, f"{words.measured()} en el año t", unit)
    return tuple(found.values())


def track(random: Random, years: Sequence[int], indicators: int) -> dict[int, Year]:
    """Figures of every year from two before ``years`` to the one after, whether reported or not."""
    # Half of the programmes are small.
    target = random.randint(*random.choice(((200, 3_000), (3_000, 80_000))))
    per_head = random.randint(LEAST_PER_HEAD, 900)
    level = target * per_head
    found: dict[int, Year] = {}
    for year in range(years[0] - 2, years[-1] + 2):
        target = max(150, _grown(random, target))
        reached = target * _mostly(random, (550, 990), (20, 90)) // 1000
        level = max(_grown(random, level), target * LEAST_PER_HEAD)
        spent = _mostly(random, (850, 1000), (400, 840), (1110, 1400))
        executed = max(level * spent // 1000, reached * LEAST_PER_HEAD)
        initial = level + random.randint(1, 999)
        found[year] = Year(
            potential=target * random.randint(1100, 2500) // 1000,
            target=target,
            reached=reached,
            initial=initial,
            final=executed + random.randint(1, executed // 10),
            executed=executed,
            effective=tuple(Decimal(random.randint(1, 999)) / 10 for _ in range(indicators)),
            estimated=tuple(Decimal(random.randint(1, 999)) / 10 for _ in range(indicators)),
        )
    return found


def _mostly(random: Random, usual: tuple[int, int], *others: tuple[int, int]) -> int:
    """A number of the ``usual`` range, in three of ten years of one of the ``others``."""
    return random.randint(*(random.choice(others) if random.random() < 0.3 else usual))


def _grown(random: Random, number: int) -> int:
    low, high = (int(1000 * bound) for bound in GROWTH)
    return number * random.randint(low, high) // 1000
