"""An archive: what was published about invented programmes over the years, and the truth about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tests.corpus.model import Answer, Report

Place = tuple[str, int | None, str]
"""Where a value stands in the form: item, row and column."""


@dataclass(frozen=True, slots=True)
class Title:
    """What a programme is called in a report, and the institutions it names."""

    name: str
    ministry: str
    service: str


@dataclass(frozen=True, slots=True)
class Published:
    """One document. ``programme`` is the true identity, whatever the report prints.

    ``revision`` counts the documents of one programme-year from 1, in the order of ``created``.
    ``misprints`` replace what the report would print; ``breaks`` names every check that must fail.
    """

    programme: int
    report: Report
    revision: int
    created: datetime
    misprints: Mapping[Place, Answer]
    breaks: frozenset[str] = frozenset()

    @property
    def file(self) -> str:
        return f"{self.report.file}.pdf"


@dataclass(frozen=True, slots=True)
class Change:
    """A programme reports under ``new`` since ``first_year``. ``merged``: names alone show it is one."""

    programme: int
    kind: str
    old: Title
    new: Title
    first_year: int
    merged: bool


@dataclass(frozen=True, slots=True)
class Archive:
    """Everything published, oldest first within a programme, and every change of a programme's title."""

    published: tuple[Published, ...]
    changes: tuple[Change, ...]
    plants: tuple[str, ...]
    """Names of what was planted, in alphabetical order."""

    def programme(self, number: int) -> tuple[Published, ...]:
        """What was published about one programme, oldest vintage first."""
        found = [one for one in self.published if one.programme == number]
        return tuple(sorted(found, key=lambda one: (one.report.year, one.revision)))
