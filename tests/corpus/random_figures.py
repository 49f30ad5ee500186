"""Figures of random reports: they agree with each other, unless a fault is planted."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from tests.corpus.figures import region_codes
from tests.corpus.model import NOT_REPORTED, Answer, thousands_dots

CENTRAL = "Nivel central"
# A number of so many characters may be broken over two lines of a narrow cell.
BREAKABLE = len("1.234.567")


def magnitude(random: Random, digits: int) -> int:
    """A number of 1 to ``digits`` digits, every length as likely as every other."""
    length = random.randint(1, digits)
    return random.randrange(10 ** (length - 1), 10**length)


def partition(random: Random, total: int, parts: int) -> list[int]:
    """Numbers that add up to ``total``, none negative."""
    cuts = sorted(random.randint(0, total) for _ in range(parts - 1))
    return [end - start for start, end in zip([0, *cuts], [*cuts, total], strict=True)]


def maybe(random: Random, answer: Answer, chance: float = 0.12) -> Answer:
    """The answer, or by chance that nothing was reported."""
    return Answer.of(NOT_REPORTED) if random.random() < chance else answer


def broken(random: Random, number: int) -> Answer:
    """A number that the cell breaks over two lines behind one of its dots."""
    text = thousands_dots(number)
    dots = [index + 1 for index, character in enumerate(text) if character == "."]
    return Answer.of({"number": number, "broken_after": random.choice(dots[-2:])})


def regions(random: Random, count: int) -> list[str]:
    """``count`` of the sixteen regions, in the form's order."""
    names = [name for name in region_codes() if name != CENTRAL]
    chosen = set(random.sample(names, count))
    return [name for name in names if name in chosen]


def percent(part: int, whole: int) -> Answer:
    """A share in percent with at most one decimal, as the coverage table prints it."""
    share = (Decimal(100 * part) / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return Answer.of(float(share), "%") if share % 1 else Answer.of(int(share), "%")


def in_millions(amounts: Sequence[int]) -> list[int]:
    """Thousands as millions, each rounded by itself."""
    return [int((Decimal(amount) / 1000).quantize(Decimal(1), ROUND_HALF_UP)) for amount in amounts]


def indicator_value(random: Random, unit: str) -> Answer:
    """A value of an indicator: a percentage, a number, N/A, nothing reported or an empty cell."""
    draw = random.random()
    if draw < 0.12:
        return Answer.of(None)
    if draw < 0.2:
        return Answer.of("na")
    if draw < 0.27:
        return Answer.of(NOT_REPORTED)
    suffix = "%" if unit == "percent" else ""
    if draw < 0.6:
        return Answer.of(random.randint(0, 100) if suffix else magnitude(random, 6), suffix)
    return Answer.of(random.randrange(1, 1000) / 10, suffix)
