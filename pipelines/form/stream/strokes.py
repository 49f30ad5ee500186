"""The ruling lines of a table that is not ruled all around: where they part its rows and its columns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipelines.form.stream.baselines import Span, bands
from pipelines.form.stream.lines import box_around
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
        return [rule.height for rule in self._rules(words)]

    def columns(self, words: Sequence[Word]) -> list[float]:
        """Where the strokes of the table that ``words`` are part its columns, outer borders included: where
        its level strokes begin and end, and its upright ones. Rules of other lengths are another table's.
        """
        around, rules = box_around(words), self._rules(words)
        if around is None or not rules:
            return []
        head = next((rule for rule in rules if rule.height > around.top), rules[0])
        own = [rule for rule in rules if rule.is_as_long_as(head)]
        ends = [end for rule in own for one in rule.strokes for end in (one.x0, one.x1)]
        top, bottom = own[0].height - SAME_PLACE, own[-1].height + SAME_PLACE
        ends += [
            one.x0
            for one in self.pages.get(words[0].page, ())
            if not _is_level(one)
            and top <= one.top
            and one.bottom <= bottom
            and head.start - SAME_PLACE <= one.x0 <= head.end + SAME_PLACE
        ]
        places = [(low + high) / 2 for low, high in bands(((end, end) for end in ends), SAME_PLACE)]
        return places if places[0] <= around.x0 + 1 and places[-1] >= around.x1 - 1 else []

    def _rules(self, words: Sequence[Word]) -> list["_Rule"]:
        around = box_around(words)
        if around is None:
            return []
        level = [
            one
            for one in self.pages.get(words[0].page, ())
            if _is_level(one)
            and around.top - BESIDE < one.top < around.bottom + BESIDE
            and one.x0 < around.x1
            and one.x1 > around.x0
        ]
        found = []
        for low, high in bands(((one.top, one.bottom) for one in level), SAME_PLACE):
            strokes = tuple(one for one in level if low <= one.top <= high)
            spans = bands(((max(one.x0, around.x0), min(one.x1, around.x1)) for one in strokes), SAME_PLACE)
            if sum(end - start for start, end in spans) >= ACROSS * (around.x1 - around.x0):
                found.append(_Rule((low + high) / 2, strokes))
        return found


@dataclass(frozen=True, slots=True)
class _Rule:
    """Level strokes at one height."""

    height: float
    strokes: tuple[Box, ...]

    @property
    def start(self) -> float:
        return min(one.x0 for one in self.strokes)

    @property
    def end(self) -> float:
        return max(one.x1 for one in self.strokes)

    def is_as_long_as(self, other: "_Rule") -> bool:
        return abs(self.start - other.start) <= SAME_PLACE and abs(self.end - other.end) <= SAME_PLACE


def _is_level(stroke: Box) -> bool:
    return stroke.x1 - stroke.x0 > stroke.bottom - stroke.top


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
