"""How a table that is not ruled all around parts into rows: every way has a cost, and the good ones are kept.

A page is cut into bands, stretches of lines that no white strip crosses. A way joins neighbouring bands to
rows. It costs what speaks against it: a rule inside a row, a white strip that is wider or narrower than those
between the other rows, a row without its key, two figures in one cell, cells of a row that are not set alike.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from pipelines.form.readings.values import are_stacked_figures, printed, status_of
from pipelines.form.spec.folding import fold
from pipelines.form.spec.model import Column, Table
from pipelines.form.stream.baselines import Span, bands, baselines, box_of
from pipelines.read.document import Word

NEVER = float("inf")
KEYLESS, SELDOM, LOOSE, ODD, SOME = 3.5, 3.0, 2.0, 1.5, 0.5
"""What a row costs that the form does not print so; that has no key, or a rule inside; that it hardly ever
prints so; that white space parts; that is set in another way than its neighbours; that lacks something.
"""

ROW = 0.1
"""What each row costs, so that of two equal ways the one with fewer rows is the cheaper."""

MARGIN = 1.5
"""What costs so much more than the cheapest way is no good one."""

ALIKE = 0.2
"""Share of a letter's height by which white strips of one kind differ at most."""

LEADING = 0.55
"""Share of a letter's height that the lines of a cell are apart at most, where nothing tells how far."""

OVERLAP = 0.2
"""Share of a letter's height by which lines below each other may overlap."""

MOST_BANDS = 200
"""Bands of a page beyond which no way is looked for."""

MOST_WAYS = 64
"""Good ways beyond which a table is left alone."""

Rows = tuple[Span, ...]
Way = tuple[float, tuple[Rows, ...]]
"""What a way costs, and its rows on each page as spans from top to bottom."""

_PageWay = tuple[float, tuple[int, ...]]
_T = TypeVar("_T")

_FIGURE = re.compile(r"[-(]?(?:\$ ?)?[-(]?\d[\d.,\u00a0]* ?%?\)?")
"""A figure with a space in it: before a percent sign, behind a dollar sign, or between groups of digits."""


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of a table on one page: ``words``, of which those ``across`` (by their ids) run over several
    columns. ``rules`` are the heights at which rules part them, ``header`` is the lower end of the header
    above them, None where the page has none.
    """

    words: Sequence[Word]
    across: frozenset[int] = frozenset()
    rules: Sequence[float] = ()
    header: float | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """How the document sets its tables, in points: ``height`` of a letter and ``pitch``, the space between
    two lines of a cell (None if nothing tells it); ``is_ruled`` if rules part the rows.
    """

    height: float
    pitch: float | None = None
    is_ruled: bool = False


def ways(
    pages: Sequence[PageLines],
    columns: Sequence[Column],
    edges: Sequence[float],
    table: Table,
    setting: Setting,
) -> list[Way]:
    """The cheapest way to part the lines into rows, and for each of its rows a good way without it, if there
    is one; cheapest first. None if there are too many. ``columns`` stand between ``edges``.
    """
    parted = [
        _Page(page, columns, edges, table, setting, is_later=number > 0, breaks_off=number + 1 < len(pages))
        for number, page in enumerate(pages)
    ]
    if any(len(page.spans) > MOST_BANDS for page in parted):
        return []
    found: dict[tuple[Rows, ...], float] = {}
    for strip in _strips(parted, setting.height):
        for is_middle in (False, True):
            pages_ways = [page.ways(strip, is_middle=is_middle) for page in parted]
            if not all(pages_ways):
                continue
            best = [
                (cost, page.rows(cuts)) for page, ((cost, cuts), *_) in zip(parted, pages_ways, strict=True)
            ]
            least = sum(cost for cost, _ in best)
            for place, (page, here) in enumerate(zip(parted, pages_ways, strict=True)):
                for cost, cuts in here:
                    rows = tuple(
                        page.rows(cuts) if at == place else rows for at, (_, rows) in enumerate(best)
                    )
                    more = cost - best[place][0]
                    found[rows] = min(least + more, found.get(rows, NEVER))
    kept = good((cost, rows) for rows, cost in found.items())
    return kept if len(kept) <= MOST_WAYS else []


def good(some: Iterable[tuple[float, _T]]) -> list[tuple[float, _T]]:
    """Those that cost ``MARGIN`` more than the cheapest one at most, cheapest first."""
    ordered = sorted((one for one in some if one[0] < NEVER), key=lambda one: one[0])
    return [one for one in ordered if one[0] - ordered[0][0] < MARGIN]


def suits(column: Column, words: Sequence[Word]) -> bool:
    """Whether a cell of ``column`` can hold ``words``: one of figures a figure, or what stands for none."""
    text = printed(words, "number")
    is_text = column.kind in ("text", "subtitle") or status_of(text) != "value"
    return is_text or _FIGURE.fullmatch(text) is not None


def _strips(pages: Sequence["_Page"], height: float) -> Iterator[float | None]:
    """How wide the white strips between two rows may be: as each kind of those on the pages, or as none."""
    yield None
    last = float("-inf")
    for gap in sorted(gap for page in pages for gap in (*page.gaps[1:], *page.to_header)):
        if gap - last > ALIKE * height:
            yield gap
            last = gap


class _Page:
    """The bands of one page, and what each way to join them costs."""

    def __init__(
        self,
        page: PageLines,
        columns: Sequence[Column],
        edges: Sequence[float],
        table: Table,
        setting: Setting,
        *,
        is_later: bool,
        breaks_off: bool,
    ) -> None:
        self._table, self._columns, self._setting = table, columns, setting
        self._is_later, self._breaks_off = is_later, breaks_off
        self._key = columns.index(table.columns[0])
        height = setting.height
        lines = [(box_of(word).top, box_of(word).bottom) for word in page.words]
        self.spans = bands(lines, -OVERLAP * height)
        self.gaps = [0.0, *(low[0] - high[1] for high, low in pairwise(self.spans))]
        self.to_header = [self.spans[0][0] - page.header] if self.spans and page.header is not None else []
        self._is_ruled = [
            any(above[1] - height / 4 <= rule <= below[0] + height / 4 for rule in page.rules)
            for above, below in pairwise(self.spans)
        ]
        self._rules = bool(page.rules) and setting.is_ruled
        self._bands: list[list[list[Word]]] = [[[] for _ in columns] for _ in self.spans]
        self._across: list[list[Word]] = [[] for _ in self.spans]
        at = 0
        for word in sorted(page.words, key=_middle):
            while _middle(word) > self.spans[at][1]:
                at += 1
            across = (box_of(word).x0 + box_of(word).x1) / 2
            place = sum(edge <= across for edge in edges[1:-1])
            (self._across[at] if id(word) in page.across else self._bands[at][place]).append(word)
        self._flaws: dict[tuple[int, int], tuple[float, float, float]] = {}

    def rows(self, cuts: Sequence[int]) -> Rows:
        """The rows that begin with the bands ``cuts``."""
        ends = pairwise([*cuts, len(self.spans)])
        return tuple((self.spans[low][0], self.spans[high - 1][1]) for low, high in ends)

    def ways(self, strip: float | None, *, is_middle: bool) -> list[_PageWay]:
        """The cheapest way to join the bands, and for each of its rows the cheapest good one without it, if
        ``strip`` is the white space between two rows, and the cells of a row have a common middle
        (``is_middle``) or a common top.
        """
        count = len(self.spans)
        costs = dict(self._rows_with_costs(strip, is_middle=is_middle))
        before = [(self._below_header(strip), 0), *[(NEVER, 0)] * count]
        for (start, end), cost in costs.items():
            before[end] = min(before[end], (before[start][0] + cost, start))
        behind = [*[(NEVER, count)] * count, (0.0, count)]
        for (start, end), cost in reversed(costs.items()):
            behind[start] = min(behind[start], (cost + behind[end][0], end))

        def way(start: int, end: int) -> tuple[int, ...]:
            """The bands with which the rows of the cheapest way begin that has this row."""
            cuts = [start] if start < count else []
            while start:
                start = before[start][1]
                cuts.insert(0, start)
            while end < count:
                cuts.append(end)
                end = behind[end][1]
            return tuple(cuts)

        least = before[count][0]
        best = way(before[count][1], count) if count else ()
        whole = {row: before[row[0]][0] + cost + behind[row[1]][0] for row, cost in costs.items()}
        possible = sorted((cost, row) for row, cost in whole.items() if cost - least < MARGIN)
        found = {best: least}
        for row in pairwise([*best, count]):
            other = next(
                ((cost, one) for cost, one in possible if one != row and one[0] < row[1] and row[0] < one[1]),
                None,
            )
            if other:
                found.setdefault(way(*other[1]), other[0])
        return [(cost, cuts) for cuts, cost in found.items()] if least < NEVER else []

    def _rows_with_costs(
        self, strip: float | None, *, is_middle: bool
    ) -> Iterator[tuple[tuple[int, int], float]]:
        """Every row that may be, as its first band and the one behind its last, and what it costs."""
        count = len(self.spans)
        inside = [0.0, *(self._inside(place, strip) for place in range(1, count))]
        for start in range(count):
            cut = self._between(start, strip) if start else 0.0
            joined = 0.0
            for end in range(start + 1, count + 1):
                joined += inside[end - 1] if end > start + 1 else 0.0
                flaws, top, middle = self._row(start, end)
                if flaws == NEVER and end > start + 1:
                    break  # what a row holds twice it still does with more lines
                yield (start, end), ROW + cut + joined + flaws + (middle if is_middle else top)

    def _below_header(self, strip: float | None) -> float:
        alike = strip is None or all(self._is_alike(gap, strip) for gap in self.to_header)
        return 0.0 if alike else LOOSE

    def _is_alike(self, gap: float, strip: float) -> bool:
        return abs(gap - strip) <= ALIKE * self._setting.height

    def _between(self, place: int, strip: float | None) -> float:
        """What it costs that a row begins with a band."""
        gap = self.gaps[place]
        if self._is_ruled[place - 1]:
            return 0.0
        if self._rules:
            return SELDOM
        if strip is not None and self._is_alike(gap, strip):
            return 0.0
        if self._is_of_lines(gap):
            return SELDOM
        return ODD if strip is None or gap < strip else SOME

    def _inside(self, place: int, strip: float | None) -> float:
        """What it costs that a band goes on with the row above."""
        gap = self.gaps[place]
        if self._is_ruled[place - 1]:
            return KEYLESS
        if self._rules or self._is_of_lines(gap):
            return 0.0
        return LOOSE if strip is None or (gap < strip and not self._is_alike(gap, strip)) else SELDOM

    def _is_of_lines(self, gap: float) -> bool:
        """Whether two lines of a cell may be so far apart."""
        pitch, height = self._setting.pitch, self._setting.height
        return gap <= (LEADING * height if pitch is None else pitch + ALIKE / 2 * height)

    def _row(self, start: int, end: int) -> tuple[float, float, float]:
        """The flaws of a row, and how far its cells are from a common top, and from a common middle."""
        known = self._flaws.get((start, end))
        if known is None:
            cells = [
                [word for band in self._bands[start:end] for word in band[place]]
                for place in range(len(self._columns))
            ]
            across = [word for band in self._across[start:end] for word in band]
            is_rest = self._is_later and start == 0
            is_part = is_rest or (self._breaks_off and end == len(self.spans))
            flaws = sum(
                self._flaws_of(column, words, is_part=is_part)
                for column, words in zip(self._columns, cells, strict=True)
            )
            flaws += NEVER if len(self._numbers(cells)) > 1 else 0.0
            flaws += self._keyless(cells, across, is_rest=is_rest, is_part=is_part)
            away = (0.0, 0.0) if is_part else self._unevenness(cells)
            known = self._flaws[start, end] = (flaws, *away)
        return known

    def _keyless(
        self, cells: Sequence[Sequence[Word]], across: Sequence[Word], *, is_rest: bool, is_part: bool
    ) -> float:
        table, key = self._table, [*across, *cells[self._key]]
        if not key:
            if is_rest or self._is_label_alone(cells):
                return SOME
            # A name may be left out beside its figure.
            has_figure = any(
                words and column.kind not in ("text", "subtitle")
                for column, words in zip(self._columns, cells, strict=True)
            )
            return ODD if has_figure and table.open_rows else KEYLESS
        folded = _folded(key)
        if any(row.is_label(folded) for row in table.rows) or (across and table.tail):
            return 0.0
        values = table.columns[0].values
        if not table.open_rows:
            return SOME if is_part else NEVER
        return LOOSE if values and folded not in values and not is_part else 0.0

    def _flaws_of(self, column: Column, words: Sequence[Word], *, is_part: bool) -> float:
        if not words:
            return 0.0 if is_part or column.kind in ("text", "subtitle") else ROW / 2
        if column.kind in ("number", "percent", "code"):
            is_stacked = are_stacked_figures(words) or (column.kind == "code" and len(self._lines(words)) > 1)
            return NEVER if is_stacked else 0.0 if suits(column, words) else SELDOM
        label = column.split or column.tail
        labels = len(label.pattern.regex.findall(_folded(words))) if label else 0
        if labels > 1:
            return NEVER
        begins = 0
        if column.starts or column.values or column.kind == "subtitle":
            lines = [_folded(line) for line in self._lines(words)]
            begins = sum(bool(column.starts and column.starts.match(line)) for line in lines)
            if (begins > 1 and column is self._table.columns[0]) or _are_cells(column, lines):
                return NEVER
        # A goal may have several targets in one cell, or be merged over several rows.
        return SELDOM if column.split and not labels and not is_part else LOOSE * (begins > 1)

    def _lines(self, words: Sequence[Word]) -> list[list[Word]]:
        return baselines(words, self._setting.height)

    def _numbers(self, cells: Sequence[Sequence[Word]]) -> set[str]:
        """The numbers that the cells begin with which begin with the number of their row; behind the key each
        of their lines may.
        """
        found = set()
        for column, words in zip(self._columns, cells, strict=True):
            if words and column.starts:
                lines = self._lines(words)
                firsts = [
                    fold(line[0].text) for line in lines[: 1 if column is self._table.columns[0] else None]
                ]
                found |= {one.partition(".")[0] for one in firsts if column.starts.match(one)}
        return found

    def _is_label_alone(self, cells: Sequence[Sequence[Word]]) -> bool:
        filled = [(column, words) for column, words in zip(self._columns, cells, strict=True) if words]
        if len(filled) != 1 or filled[0][0].split is None:
            return False
        return filled[0][0].split.pattern.fits(_folded(filled[0][1]))

    def _unevenness(self, cells: Sequence[Sequence[Word]]) -> tuple[float, float]:
        spans = [
            (min(box_of(word).top for word in some), max(box_of(word).bottom for word in some))
            for some in cells
            if some
        ]
        if not spans:
            return 0.0, 0.0
        top, bottom = max(spans, key=lambda span: span[1] - span[0])
        first = min(low for low, _ in spans)
        return (
            sum(self._away(low - first) for low, _ in spans),
            sum(self._away(abs(low + high - top - bottom) / 2) for low, high in spans),
        )

    def _away(self, distance: float) -> float:
        return min(max(distance / self._setting.height - 0.3, 0.0), 2.0)


def _are_cells(column: Column, lines: Sequence[str]) -> bool:
    """Whether the folded ``lines`` of a cell of text can only be those of several."""
    subtitles = sum(column.kind == "subtitle" and line[:1].isdigit() for line in lines)
    values = len(lines) > 1 and all(line in column.values for line in lines)
    return subtitles > 1 or (values and "".join(lines) not in column.values)


def _middle(word: Word) -> float:
    return (box_of(word).top + box_of(word).bottom) / 2


def _folded(words: Sequence[Word]) -> str:
    return fold("".join(word.text for word in words))
