"""Rows of a table without rules whose lines are not evenly spaced: the best fit, if no other is as good.

A cell may hold paragraphs with a blank line between them, so the space between lines does not tell where a
row ends. What does: each row has its key, one figure a column, the label inside a cell once, and cells that
are set alike, all from the top or all around the middle.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipelines.form.baselines import Span, bands, baselines, box_of
from pipelines.form.borderless.rows import Cut
from pipelines.form.folding import fold
from pipelines.form.spec import Column, Table
from pipelines.form.values import are_stacked_figures, printed, status_of
from pipelines.read.document import Word

NEVER, SELDOM, SOME = 6.0, 3.0, 0.5
"""What a row costs that the form does not print so, that it hardly ever does, or that lacks something."""

MARGIN = 1.5
"""By so much the best fit is cheaper than any other."""

MOST_BANDS = 200
"""Lines of a page beyond which no fit is looked for."""

_Fit = tuple[float, tuple[int, ...]]
"""What a way to part the bands costs, and where it parts them."""

Cells = Sequence[Sequence[Word]]


def fitted(
    pages: Sequence[Sequence[Word]],
    columns: Sequence[Column],
    edges: Sequence[float],
    table: Table,
    height: float,
) -> Cut | None:
    """The rows of the words on each of ``pages``, whose ``columns`` stand between ``edges`` from left to
    right; None if there is no way to tell them, or more than one.
    """
    found: list[tuple[float, float, list[tuple[Span, ...]]]] = []
    for is_middle in (False, True):
        cost, gap, rows = 0.0, float("inf"), []
        for number, words in enumerate(pages):
            spans = bands([(box_of(word).top, box_of(word).bottom) for word in words], 0.01)
            if len(spans) > MOST_BANDS:
                return None
            page = _Page(words, spans, columns, edges, table, height, is_middle, is_later=number > 0)
            fits = page.best()
            cost += fits[0][0]
            gap = min(gap, fits[1][0] - fits[0][0]) if len(fits) > 1 else gap
            ends = [0, *fits[0][1], len(spans)]
            rows.append(tuple((spans[low][0], spans[high - 1][1]) for low, high in pairwise(ends)))
        found.append((cost, gap, rows))
    found.sort(key=lambda one: one[0])
    (cost, gap, rows), (other, _, others) = found
    if gap < MARGIN or (others != rows and other - cost < MARGIN) or cost >= NEVER * sum(map(len, rows)):
        return None
    return Cut(tuple(rows), is_clear=True)


class _Page:
    """The words of one page, and what each way to part them costs."""

    def __init__(  # noqa: PLR0917
        self,
        words: Sequence[Word],
        spans: Sequence[Span],
        columns: Sequence[Column],
        edges: Sequence[float],
        table: Table,
        height: float,
        is_middle: bool,
        *,
        is_later: bool,
    ) -> None:
        self._table = table
        self._columns = columns
        self._height = height
        self._is_middle = is_middle
        self._is_later = is_later
        self._bands: list[list[list[Word]]] = [
            [
                [
                    word
                    for word in words
                    if top <= (box_of(word).top + box_of(word).bottom) / 2 <= bottom
                    and left <= (box_of(word).x0 + box_of(word).x1) / 2 < right
                ]
                for left, right in pairwise(edges)
            ]
            for top, bottom in spans
        ]

    def best(self) -> list[_Fit]:
        """The two cheapest ways to part the bands."""
        count = len(self._bands)
        ways: list[list[_Fit]] = [[(0.0, ())], *([] for _ in range(count))]
        for start in range(count):
            for end in range(start + 1, count + 1):
                cells = self._cells(start, end)
                is_rest = self._is_later and start == 0
                if end > start + 1 and sum(self._flaws_of_cells(cells, is_rest=True)) >= NEVER:
                    break  # what a row holds twice it still does with more lines
                flaws = sum(self._flaws_of_cells(cells, is_rest=is_rest))
                cost = 0.1 + flaws + self._keyless(cells, is_rest=is_rest) + self._unevenness(cells)
                here = [(before + cost, (*cuts, start) if start else cuts) for before, cuts in ways[start]]
                ways[end] = sorted([*ways[end], *here])[:2]
        return ways[count]

    def _cells(self, start: int, end: int) -> Cells:
        return [
            [word for band in self._bands[start:end] for word in band[place]]
            for place in range(len(self._columns))
        ]

    def _keyless(self, cells: Cells, *, is_rest: bool) -> float:
        key = cells[self._columns.index(self._table.columns[0])]
        if not key:
            return SOME if is_rest or self._is_label_alone(cells) else NEVER
        is_known = self._table.open_rows or any(row.is_label(_folded(key)) for row in self._table.rows)
        return 0.0 if is_known else SOME if is_rest else NEVER

    def _flaws_of_cells(self, cells: Cells, *, is_rest: bool) -> Iterator[float]:
        for column, words in zip(self._columns, cells, strict=True):
            if words:
                yield from self._flaws_of(column, words, is_rest=is_rest)
            elif column.kind not in ("text", "subtitle"):
                yield SOME / 5

    def _flaws_of(self, column: Column, words: Sequence[Word], *, is_rest: bool) -> Iterator[float]:
        lines = baselines(words, self._height)
        starts = [_folded(line) for line in lines]
        if column.kind in ("number", "percent", "code"):
            if are_stacked_figures(words):
                yield NEVER
            elif status_of(printed(words, column.kind)) == "value" and not any(
                map(str.isdigit, _folded(words))
            ):
                yield SELDOM
        if column.starts and sum(bool(column.starts.match(start)) for start in starts) > 1:
            yield NEVER
        if column.kind == "subtitle" and sum(start[:1].isdigit() for start in starts) > 1:
            yield NEVER
        if column.values and len(starts) > 1 and all(start in column.values for start in starts):
            yield NEVER
        label = column.split.pattern if column.split else column.tail.pattern if column.tail else None
        if label:
            times = len(label.regex.findall(_folded(words)))
            if times > 1:
                yield NEVER
            elif times == 0 and column.split and not is_rest:
                yield SELDOM

    def _is_label_alone(self, cells: Cells) -> bool:
        filled = [(column, words) for column, words in zip(self._columns, cells, strict=True) if words]
        if len(filled) != 1 or filled[0][0].split is None:
            return False
        return filled[0][0].split.pattern.fits(_folded(filled[0][1]))

    def _unevenness(self, cells: Cells) -> float:
        """How far the cells of a row are from beginning at one height, or from a common middle."""
        spans = [(min(box_of(word).top for word in some), max(box_of(word).bottom for word in some))
                 for some in cells if some]  # fmt: skip
        if not spans:
            return NEVER
        top, bottom = max(spans, key=lambda span: span[1] - span[0])
        if self._is_middle:
            away = [abs(low + high - top - bottom) / 2 for low, high in spans]
        else:
            away = [low - min(span[0] for span in spans) for low, _ in spans]
        return sum(min(max(one / self._height - 0.3, 0.0), 2.0) for one in away)


def _folded(words: Sequence[Word]) -> str:
    return fold("".join(word.text for word in words))
