"""Labels and values in a table of two columns: read row by row, not line by line.

Such a table has no header; its left column holds labels of the form and nothing else, which is how it is
known. Where a row ends is told by a rule, or by the widest blank strip between two labels.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import accumulate, pairwise

from pipelines.form.spec.folding import Pattern, fold
from pipelines.form.spec.load import the_form
from pipelines.form.spec.model import Field, Repeat
from pipelines.form.stream.baselines import Span, baselines, box_of, letter_height
from pipelines.form.stream.strokes import Strokes, between
from pipelines.form.stream.turned import is_turned
from pipelines.read.document import Grid, Page, Word

ROOM = 0.6
"""Share of a letter's height that two columns are apart at least: more than words of a line."""

INDENT = 5.0
"""Times a letter's height that a second column begins to the right of the first one at least."""

LABEL_WORDS = 80
"""No label has more words."""

STRIP = 0.2
"""Share of a letter's height by which the strip between two rows is wider than others between two labels."""

Lines = Sequence[Sequence[Word]]


@dataclass(frozen=True, slots=True)
class _Label:
    """A label of the left column: its words."""

    words: tuple[Word, ...]

    @property
    def span(self) -> Span:
        """From its first line to its last."""
        return min(box_of(word).top for word in self.words), max(box_of(word).bottom for word in self.words)


def holds_labels(grid: Grid) -> bool:
    """Whether a ruled grid of two columns has rows that begin with a label of the form. Others may begin with
    one in words that the form does not know.
    """
    rows = [[cell for cell in row if cell] for row in grid.rows]
    return all(len(row) == 2 for row in rows) and any(_is_label(row[0].words) for row in rows)


def _is_label(words: Sequence[Word]) -> bool:
    labels = _labels(words)
    return len(labels) == 1 and len(labels[0].words) == len(words)


def in_order_of_cells(page: Page) -> tuple[Page, list[Word]]:
    """``page`` with the words of such tables in the order of their cells, each label before its value; and
    the first words of the values.
    """
    words = [word for word in page.words if word.box]
    if len(words) != len(page.words) or not words:
        return page, []
    height = letter_height([word for word in words if not is_turned(word)] or words)
    lines = baselines(words, height)
    strokes = Strokes({page.number: page.rules})
    order = {id(word): place for place, word in enumerate(page.words)}
    done: list[tuple[int, int]] = []
    values: list[Word] = []
    starts = [[box_of(word).x0 for word in line] for line in lines]
    ends = [list(accumulate((box_of(word).x1 for word in line), max)) for line in lines]
    for border in _borders(lines, height):
        counts = [bisect_left(on_line, border) for on_line in starts]
        crossed = [bool(count) and ends[at][count - 1] > border for at, count in enumerate(counts)]
        for start, end, labels in _stretches(lines, border, counts, crossed):
            if any(start < other_end and other < end for other, other_end in done):
                continue
            rows = _rows(lines[start:end], labels, border, height, strokes)
            if rows is None:
                continue
            held = [word for label, value in rows for word in (*label, *value)]
            values += [value[0] for _, value in rows if value]
            places = sorted(order[id(word)] for word in held)
            for word, place in zip(held, places, strict=True):
                order[id(word)] = place
            done.append((start, end))
    if not done:
        return page, []
    return replace(page, words=tuple(sorted(page.words, key=lambda word: order[id(word)]))), values


def _borders(lines: Lines, height: float) -> list[float]:
    """Where a second column begins on several lines, the most frequent first."""
    starts: dict[int, int] = {}
    margin = min(box_of(line[0]).x0 for line in lines)
    for line in lines:
        behind = [
            right for left, right in pairwise(line) if box_of(right).x0 - box_of(left).x1 >= ROOM * height
        ]
        for word in [*behind, *([line[0]] if box_of(line[0]).x0 - margin > INDENT * height else [])]:
            starts[round(box_of(word).x0)] = starts.get(round(box_of(word).x0), 0) + 1
    often = [place for place, count in starts.items() if count > 1]
    return [place - 1.0 for place in sorted(often, key=lambda place: -starts[place])]


def _stretches(
    lines: Lines, border: float, counts: Sequence[int], crossed: Sequence[bool]
) -> Iterator[tuple[int, int, list[_Label]]]:
    """Runs of lines on which no word stands across the border, with nothing but labels before it.

    ``counts`` are the words of each line that begin before the border, ``crossed`` whether one stands across.
    """
    place = 0
    while place < len(lines):
        labels: list[_Label] = []
        if counts[place] and _labels_beginning_with(lines[place][0].text):
            end = next((at for at in range(place, len(lines)) if crossed[at]), len(lines))
            column = [word for at in range(place, end) for word in lines[at][: counts[at]]]
            labels = _labels(column)
        if not labels:
            place += 1
            continue
        left = sum(len(label.words) for label in labels)
        behind = place
        while behind < end and (
            0 < counts[behind] <= left or _is_value(lines[behind], counts[behind], border)
        ):
            left -= counts[behind]
            behind += 1
        if behind == place:
            place += 1
            continue
        start = place
        while start and _is_value(lines[start - 1], counts[start - 1], border):
            start -= 1
        yield start, behind, labels
        place = behind


def _is_value(line: Sequence[Word], count: int, border: float) -> bool:
    """Whether a line goes on in the second column alone: ``count`` of its words begin before the border."""
    return not count and box_of(line[0]).x0 - border <= 2


def _rows(
    lines: Lines, labels: Sequence[_Label], border: float, height: float, strokes: Strokes
) -> list[tuple[Sequence[Word], list[Word]]] | None:
    """The label and the value of each row; None if it stays open where a row ends."""
    words = [word for line in lines for word in line]
    parts = _ruled(words, labels, strokes) or _parted(words, labels, height)
    if parts is None:
        return None
    rows: list[tuple[Sequence[Word], list[Word]]] = []
    for label, (top, bottom) in zip(labels, parts, strict=True):
        value = [
            word
            for word in words
            if box_of(word).x0 >= border and top <= (box_of(word).top + box_of(word).bottom) / 2 < bottom
        ]
        rows.append((label.words, [word for line in baselines(value, height) for word in line]))
    return rows if sum(len(label) + len(value) for label, value in rows) == len(words) else None


def _labels(words: Sequence[Word]) -> list[_Label]:
    """The labels of the form that ``words`` begin with, one after the other."""
    found: list[_Label] = []
    place = 0
    while place < len(words) and (count := _label_length(words[place : place + LABEL_WORDS])):
        found.append(_Label(tuple(words[place : place + count])))
        place += count
    return found


def _label_length(words: Sequence[Word]) -> int:
    """How many words the longest label has that ``words`` begin with; 0 if they begin with none."""
    patterns = _labels_beginning_with(words[0].text)
    if not patterns:
        return 0
    folded = [fold(word.text) for word in words]
    text = "".join(folded)
    ends = {length: count for count, length in enumerate(accumulate(map(len, folded)), start=1)}
    return max((ends.get(found.end(), 0) for one in patterns if (found := one.regex.match(text))), default=0)


@lru_cache(maxsize=1 << 13)
def _labels_beginning_with(word: str) -> list[Pattern]:
    """The labels of the form's fields that may begin with ``word``."""
    begun = fold(word)
    return [one for one in _field_labels() if any(_agree(head, begun) for head in one.heads)]


def _agree(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


@cache
def _field_labels() -> list[Pattern]:
    """The labels of the form's fields, with and without their colon."""
    items = [item for section in the_form().sections for item in section.items]
    flat = [inner for item in items for inner in (item.items if isinstance(item, Repeat) else (item,))]
    labels = [item.pattern for item in flat if isinstance(item, Field)]
    return [*labels, *filter(None, (label.without_colon() for label in labels))]


def _ruled(words: Sequence[Word], labels: Sequence[_Label], strokes: Strokes) -> list[Span] | None:
    """The rows that rules part, one for each label."""
    heights = strokes.levels(words)
    parts = between(heights, [(box_of(word).top, box_of(word).bottom) for word in words])
    if not heights or len(parts) != len(labels):
        return None
    held = all(
        top <= label.span[0] + 1 and label.span[1] - 1 <= bottom
        for label, (top, bottom) in zip(labels, parts, strict=True)
    )
    return parts if held else None


def _parted(words: Sequence[Word], labels: Sequence[_Label], height: float) -> list[Span] | None:
    """The rows that the widest blank strip between two labels parts; None if two are about as wide."""
    if len(labels) == 1 and len(baselines(labels[0].words, height)) == 1:
        return None
    cuts = [float("-inf")]
    for above, below in pairwise(labels):
        low, high = above.span[1], below.span[0]
        spans = sorted(
            (box_of(word).top, box_of(word).bottom)
            for word in words
            if box_of(word).bottom > low and box_of(word).top < high
        )
        strips = []
        at = low
        for top, bottom in spans:
            if top > at:
                strips.append((top - at, (top + at) / 2))
            at = max(at, bottom)
        if high > at:
            strips.append((high - at, (high + at) / 2))
        strips.sort(reverse=True)
        if not strips or (len(strips) > 1 and strips[0][0] - strips[1][0] < STRIP * height):
            return None
        cuts.append(strips[0][1])
    return list(pairwise([*cuts, float("inf")]))
