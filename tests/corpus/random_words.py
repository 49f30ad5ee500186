"""Words of random reports: invented names, sentences and prose of any length, from lists and a generator."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

WORDS_FILE = Path(__file__).with_name("random_words.yaml")
# A paragraph of a real answer has up to ten sentences.
SENTENCES = (1, 10)


@cache
def lists() -> dict[str, Any]:
    """The lists of ``random_words.yaml``."""
    found: dict[str, Any] = yaml.safe_load(WORDS_FILE.read_text(encoding="utf-8"))
    return found


class Words:
    """What a report is written with, drawn from ``random`` alone."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def one(self, name: str) -> Any:
        """One entry of a list of ``random_words.yaml``."""
        return self._random.choice(lists()[name])

    def some(self, name: str, count: int) -> list[Any]:
        """``count`` different entries of a list, in any order."""
        return self._random.sample(lists()[name], count)

    def programme(self, like_a_label: bool = False) -> str:
        """A programme's name, marked as invented."""
        name = self.label_like_name() if like_a_label else self._named("openings")
        return f"{name}{self.one('marks')}"

    def programme_of_a_place(self) -> str:
        """The same with the name of an invented place, of which there are thousands."""
        place = "".join(
            self._random.choice("bcdfglmnpqrstv") + self._random.choice("aeiou") for _ in range(4)
        )
        return f"{self._named('openings')} de {place.title()}{self.one('marks')}"

    def label_like_name(self) -> str:
        """A name that begins as a label of the form does."""
        return self._named("label_like_names")

    def sentence(self) -> str:
        """Who does what, where, and sometimes more."""
        more = self.one("more") if self._random.random() < 0.4 else ""
        return f"{self.one('who')} {self.one('what')} {self.one('where')}{more}."

    def paragraph(self, sentences: Sequence[int] = SENTENCES) -> str:
        """Sentences in a row, from the least to the greatest of ``sentences``."""
        return " ".join(self.sentence() for _ in range(self._random.randint(*sentences)))

    def prose(self, paragraphs: int, label_like: bool = False) -> str:
        """Paragraphs on lines of their own; with one that looks like a label, if so wanted."""
        found = [self.paragraph() for _ in range(paragraphs)]
        if label_like:
            found.insert(self._random.randint(1, paragraphs), self.one("label_like_lines"))
        return "\n".join(found)

    def component(self) -> str:
        """A component's name, of a word or two up to several lines of a cell."""
        return f"{self.one('services')}{self.one('services_more')}"

    def measured(self) -> str:
        """What an indicator counts."""
        template: str = self.one("measured")
        named = template.format(people=self.one("people"), service=self.one("services").lower())
        return named[0].upper() + named[1:]

    def _named(self, name: str) -> str:
        thing, other = self.some("things", 2)
        return str(self.one(name).format(thing=thing, other=other))
