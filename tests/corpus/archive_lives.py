"""The lives of an archive's programmes: in which years each reports, and under which title."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import yaml

from tests.corpus.archive_model import Change, Title
from tests.corpus.random_words import Words, lists

NAMES_FILE = Path(__file__).with_name("archive_names.yaml")
# In turn: what happens to a programme. Neighbours belong together: a namesake takes the name of the
# programme before it; what begins takes service and nearly the name of what has ended, and a lookalike
# those of what was renamed in that year.
ENOUGH_TRIES = 50
"""After so many names that are taken, there are more programmes than the lists have names."""

KINDS = (
    "light_rename",
    "plain",
    "namesake",
    "heavy_rename",
    "lookalike",
    "ends",
    "begins",
    "moved_service",
    "gap",
    "listed_spelling",
    "moved_ministry",
    "rename_over_gap",
    "unlisted_spelling",
    "renamed_twice",
    "letters",
    "moved_and_renamed",
)

UNCHANGED = ("plain", "namesake", "ends", "begins", "lookalike", "gap")
# Changes after which case, accents, ministry or a listed spelling is all that differs.
SAME_TO_THE_WAREHOUSE = ("moved_ministry", "letters", "listed_spelling")

Code = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Life:
    """One programme: its title in each year it reports in, oldest first, and how the title changed."""

    number: int
    titles: Mapping[int, Title]
    code: Code
    changes: tuple[Change, ...]


@cache
def names() -> Any:
    """The lists of ``archive_names.yaml``."""
    return yaml.safe_load(NAMES_FILE.read_text(encoding="utf-8"))


def lives(seed: int, programmes: int, years: Sequence[int]) -> list[Life]:
    """``programmes`` lives over ``years``; the same seed gives the same lives."""
    found: list[Life] = []
    taken: set[str] = set()
    for number in range(programmes):
        titles = _Titles(Random(f"{seed}/life/{number}"), taken)
        found.append(_life(titles, number, years, found[-1] if found else None))
    return found


def _life(draw: "_Titles", number: int, years: Sequence[int], before: Life | None) -> Life:
    kind = KINDS[number % len(KINDS)]
    title, code = draw.first(kind, next(iter(before.titles.values())) if before else None)
    if before and kind == "begins":
        years = [year for year in years if year > max(before.titles)]
    if before and kind == "lookalike":
        years = [year for year in years if year >= before.changes[0].first_year]
    cut = draw.random.randrange(1, max(2, len(years) - 1))
    if kind == "ends":
        years = years[:cut]
    if kind in ("gap", "rename_over_gap"):
        years = [year for index, year in enumerate(years) if index != cut]
    titles = [title] * len(years)
    if kind not in UNCHANGED:
        titles[cut:] = [draw.after(kind, title)] * (len(titles) - cut)
    if kind == "renamed_twice" and cut + 1 < len(titles):
        later = draw.random.randrange(cut + 1, len(titles))
        titles[later:] = [draw.after("light_rename", titles[cut])] * (len(titles) - later)
    by_year = dict(zip(years, titles, strict=True))
    changes = [
        Change(number, kind, old, new, year, merged=kind in SAME_TO_THE_WAREHOUSE)
        for (_, old), (year, new) in pairwise(by_year.items())
        if old != new
    ]
    return Life(number, by_year, code, tuple(changes))


class _Titles:
    """Titles drawn from ``random``, under names that nobody has ``taken``."""

    def __init__(self, random: Random, taken: set[str]) -> None:
        self.random = random
        self._taken = taken

    def first(self, kind: str, before: Title | None) -> tuple[Title, Code]:
        """A programme's first title and its budget code; ``before`` is the first of its neighbour."""
        chosen = lists()["institutions"]
        if before and kind in ("begins", "lookalike"):
            chosen = [one for one in chosen if one[1] == before.service]
        if before and kind == "namesake":
            chosen = [one for one in chosen if one[1] != before.service]
        if kind == "listed_spelling":
            listed = names()["ministries"].keys() | names()["services"].keys()
            chosen = [one for one in chosen if {one[0], one[1]} & listed]
        ministry, service, (partida, capitulo, program) = self.random.choice(chosen)
        title = Title("", ministry, service)
        if before and kind == "namesake":
            title = replace(title, name=before.name)
        elif before and kind in ("begins", "lookalike"):
            title = self._renamed(replace(title, name=before.name))
        else:
            title = replace(title, name=self._new_name())
        return title, (partida, capitulo, program)

    def after(self, kind: str, title: Title) -> Title:
        """The title after the change that ``kind`` names."""
        listed = names()
        match kind:
            case "moved_service":
                changed = self._moved(title)
            case "moved_and_renamed":
                changed = self._renamed(self._moved(title))
            case "moved_ministry":
                others = [one[0] for one in lists()["institutions"] if one[0] != title.ministry]
                changed = replace(title, ministry=self.random.choice(others))
            case "letters":
                changed = replace(title, name=title.name.upper(), service=title.service.upper())
            case "listed_spelling":
                ministry = listed["ministries"].get(title.ministry, title.ministry)
                service = listed["services"].get(title.service, title.service)
                changed = replace(title, ministry=ministry, service=service)
            case "unlisted_spelling":
                service = listed["unlisted_service"].format(service=title.service)
                changed = replace(title, service=service)
            case "heavy_rename":
                changed = replace(title, name=self._new_name())
            case _:
                changed = self._renamed(title)
        return changed

    def _moved(self, title: Title) -> Title:
        others = [one for one in lists()["institutions"] if one[1] != title.service]
        ministry, service, _ = self.random.choice(others)
        return replace(title, ministry=ministry, service=service)

    def _renamed(self, title: Title) -> Title:
        core, mark, _ = title.name.partition(" (programa ficticio)")
        renames = [f"{one.format(core=core)}{mark}" for one in names()["light_renames"]]
        free = [one for one in renames if _compared(one) not in self._taken]
        return replace(title, name=self._take(self.random.choice(free)))

    def _new_name(self) -> str:
        words = Words(self.random)
        for _ in range(ENOUGH_TRIES):
            if _compared(name := words.programme()) not in self._taken:
                return self._take(name)
        while _compared(name := words.programme_of_a_place()) in self._taken:
            pass
        return self._take(name)

    def _take(self, name: str) -> str:
        self._taken.add(_compared(name))
        return name


def _compared(name: str) -> str:
    """A name without what makes it no other name: case and punctuation."""
    return " ".join(re.findall(r"\w+", name.lower()))
