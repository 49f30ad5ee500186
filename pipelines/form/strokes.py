"""The ruling lines of a table that is not ruled all around: where they part its rows and its columns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipelines.form.baselines import Span, bands
from pipelines.form.lines import box_around
from pipelines.read.document import Box, Page, Word

SAME_PLACE = 1.5
"""Points by which two strokes may be apart that are drawn as one."""

BESIDE = 15.0
"""Points that the outer rules of a table stand off its words at most."""

ACROSS = 0.5
"""Share of a table's width that a rule between two of its rows covers at least."""


@dataclass(frozen=True, slots=True)
class Strokes:
    """All strokes of a document, by page."""

    pages: Mapping[int, Sequence[Box]] = field(default_factory=dict)

    def levels(self, words: Sequence[Word]) -> list[float]:
        """The heights of the rules that run across ``words`` of one page, above and below them included."""
        around = box_around(words)
        if around is None:
            return []
        level: list[Box] = [
            one
            for one in self.pages.get(words[0].page, ())
            if one.x1 - one.x0 > one.bottom - one.top
            and around.top - BESIDE < one.top < around.bottom + BESIDE
            and one.x0 < around.x1
            and one.x1 > around.x0
        ]
        found: list[float] = []
        for low, high in bands(((one.top, one.bottom) for one in level), SAME_PLACE):
            spans = [
                (max(one.x0, around.x0), min(one.x1, around.x1)) for one in level if low <= one.top <= high
            ]
            covered = sum(end - start for start, end in bands(spans, SAME_PLACE))
            if covered >= ACROSS * (around.x1 - around.x0):
                found.append((low + high) / 2)
        return found

    def columns(self, words: Sequence[Word]) -> list[float]:
        """Where strokes part columns, outer borders included: the ends of level strokes that meet there, and
        upright strokes.
        """
        around = box_around(words)
        heights = self.levels(words)
        if around is None or not heights:
            return []
        top, bottom = min(heights) - SAME_PLACE, max(heights) + SAME_PLACE
        ends: list[float] = []
        for one in self.pages.get(words[0].page, ()):
            if top <= one.top and one.bottom <= bottom:
                is_level = one.x1 - one.x0 > one.bottom - one.top
                if not is_level or any(abs(one.top - height) <= 2 * SAME_PLACE for height in heights):
                    ends += [one.x0, one.x1]
        places = [(low + high) / 2 for low, high in bands(((end, end) for end in ends), SAME_PLACE)]
        return places if places and places[0] <= around.x0 + 1 and places[-1] >= around.x1 - 1 else []


def between(heights: Sequence[float], lines: Sequence[Span]) -> list[Span]:
    """The stretches between two of ``heights`` that hold the middle of a line, each from rule to rule."""
    found: list[Span] = []
    edges = [float("-inf"), *heights, float("inf")]
    for low, high in pairwise(edges):
        inside = [line for line in lines if low <= (line[0] + line[1]) / 2 < high]
        if inside:
            found.append((min(line[0] for line in inside), max(line[1] for line in inside)))
    return found


def row_rules(heights: Iterable[float], lines: Sequence[Span]) -> int:
    """How many of ``heights`` stand between two of ``lines``."""
    middles = [(line[0] + line[1]) / 2 for line in lines]
    return sum(
        any(one < height for one in middles) and any(one > height for one in middles) for height in heights
    )


def strokes_of(pages: Iterable[Page]) -> Strokes:
    """The strokes of ``pages``."""
    return Strokes({page.number: page.rules for page in pages if page.rules})
