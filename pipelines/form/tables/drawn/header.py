"""The printed header of a table without rules: its cells are known from the form's specification."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.form.spec.folding import fold
from pipelines.form.spec.model import Column, Table
from pipelines.form.stream.baselines import Span, bands, baselines, box_of, pieces_of
from pipelines.form.stream.turned import in_turned_order, is_turned
from pipelines.form.tables.column_order import arranged
from pipelines.read.document import Word

_FIGURE = re.compile(r"[$(-]*\d[\d.,]*\)?")

ROOM = 0.6
"""Share of a letter's height that two figures are apart at least."""

DEEPEST = 12
"""Lines that a header can take, counted over all its cells."""

UNNAMED = (float("-inf"), float("-inf"))


@dataclass(frozen=True, slots=True)
class PrintedHeader:
    """The header of ``table``, its ``columns`` from left to right as the page has them: for each its words
    and their left and right end, for a first column without a header no words. ``pitch`` is the space between
    two lines of a wrapped cell, None if no cell is wrapped. ``doubtful`` as in ``GridHeader``.
    """

    table: Table
    columns: tuple[Column, ...]
    words: tuple[tuple[Word, ...], ...]
    spans: tuple[Span, ...]
    top: float
    bottom: float
    lines: int
    pitch: float | None
    doubtful: frozenset[str] = frozenset()

    @property
    def all_words(self) -> tuple[Word, ...]:
        """The words of all cells."""
        return tuple(word for cell in self.words for word in cell)


def printed_header(
    lines: Sequence[Sequence[Word]],
    table: Table,
    height: float,
    year: int | None = None,
    edges: Sequence[float] = (),
) -> PrintedHeader | None:
    """The header that the first of ``lines`` hold, as few of them as possible; None if they hold none.

    ``edges`` are the borders of its columns, where strokes tell them.
    """
    named = [column for column in table.columns if column.header]
    if any(column.header is None for column in table.columns[1:]):
        return None
    least = _turned_lines(lines)
    counts = range(max(least, 1), min(len(lines), max(least, DEEPEST)) + 1)
    for count, nearly in [*((count, False) for count in counts), *([(least, True)] if least else [])]:
        words = [word for line in lines[:count] for word in line]
        for columns in range(len(named), len(named) + len(table.extra) + 1):
            for cells in _groupings(words, columns, height, edges):
                texts = [fold("".join(word.text for word in cell)) for cell in cells]
                found = arranged(table, texts, year, nearly=nearly)
                if found:
                    return _header(table.with_columns(found[0]), found, cells, count, height)
    return _open_header(lines, table, height, edges) if table.open_columns else None


def _open_header(
    lines: Sequence[Sequence[Word]], table: Table, height: float, edges: Sequence[float]
) -> PrintedHeader | None:
    """The header of a table with columns that the report names, down to the first line that begins in the
    column of its rows' names. There are as many columns as strokes part, or else as white strips, or one more
    than figures stand on a line.
    """
    pieces = [pieces_of([line], ROOM * height) for line in lines]
    first = table.columns[0].header
    named = next(
        (place for place, some in enumerate(pieces) if first and first.fits(fold(some[0].text))), len(lines)
    )
    count = named + 1
    while count < len(lines):
        others = [one.box.x0 for some in pieces[:count] for one in some if one is not pieces[named][0]]
        if others and pieces[count][0].box.x1 < min(others):
            break
        count += 1
    figures = [
        sum(_FIGURE.fullmatch(one.words[0].text) is not None for one in some) for some in pieces[count:]
    ]
    words = [word for line in lines[:count] for word in line]
    spans = bands(((box_of(word).x0, box_of(word).x1) for word in words), ROOM * height)
    counts = [len(edges) - 1] if len(edges) > 2 else [len(spans), max(figures, default=0) + 1]
    for columns in counts if named < len(lines) else ():
        for cells in _groupings(words, columns, height, edges) if columns > len(table.columns) else ():
            found = arranged(table, [fold("".join(word.text for word in cell)) for cell in cells], None)
            if found:
                return _header(table.with_columns(found[0]), found, cells, count, height)
    return None


def _turned_lines(lines: Sequence[Sequence[Word]]) -> int:
    """How many lines there are down to the last one beside words that are turned on their side."""
    bottom = max((box_of(word).bottom for line in lines for word in line if is_turned(word)), default=0.0)
    return sum(bottom > (box_of(line[0]).top + box_of(line[0]).bottom) / 2 for line in lines) if bottom else 0


def _header(
    table: Table,
    found: tuple[tuple[Column, ...], bool],
    cells: Sequence[list[Word]],
    count: int,
    height: float,
) -> PrintedHeader:
    order, is_sure = found
    unnamed = [column for column in table.columns if not column.header]
    boxes = [[box_of(word) for word in cell] for cell in cells]
    spans = [(min(box.x0 for box in some), max(box.x1 for box in some)) for some in boxes]
    everything = [box for some in boxes for box in some]
    return PrintedHeader(
        table,
        (*unnamed, *order),
        (*((),) * len(unnamed), *(tuple(cell) for cell in cells)),
        (*(UNNAMED,) * len(unnamed), *spans),
        min(box.top for box in everything),
        max(box.bottom for box in everything),
        count,
        _pitch(cells, height),
        frozenset(() if is_sure else (one.id for one in order if one.year_offset is not None)),
    )


def _groupings(
    words: Sequence[Word], count: int, height: float, edges: Sequence[float]
) -> Iterator[list[list[Word]]]:
    """The words as the cells of ``count`` columns: between ``edges``, or parted at the widest gaps that no
    line of them crosses.
    """
    if len(edges) > count:
        between = [
            [word for word in words if left <= (box_of(word).x0 + box_of(word).x1) / 2 < right]
            for left, right in pairwise(edges)
        ]
        filled = [cell for cell in between if cell]
        if len(filled) == count and sum(map(len, filled)) == len(words):
            yield [_in_order(cell, height) for cell in filled]
    strips: list[list[Word]] = []
    right = 0.0
    gaps: list[float] = []
    for word in sorted(words, key=lambda word: box_of(word).x0):
        box = box_of(word)
        if strips and box.x0 <= right:
            strips[-1].append(word)
        else:
            gaps += [box.x0 - right] if strips else []
            strips.append([word])
        right = max(right, box.x1)
    if len(strips) < count:
        return
    widest = set(sorted(range(len(gaps)), key=lambda index: -gaps[index])[: count - 1])
    groups: list[list[Word]] = [list(strips[0])]
    for index, strip in enumerate(strips[1:]):
        if index in widest:
            groups.append([])
        groups[-1] += strip
    yield [_in_order(group, height) for group in groups]


def _in_order(words: Iterable[Word], height: float) -> list[Word]:
    held = list(words)
    if any(map(is_turned, held)):
        return in_turned_order(held)
    return [word for line in baselines(held, height) for word in line]


def _pitch(cells: Sequence[list[Word]], height: float) -> float | None:
    gaps = [
        box_of(below[0]).top - box_of(above[0]).bottom
        for cell in cells
        if not any(map(is_turned, cell))
        for above, below in pairwise(baselines(cell, height))
    ]
    return max(gaps, default=None)
