"""The printed header of a table without rules: its cells are known from the form's specification."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.form.baselines import Span, baselines, box_of
from pipelines.form.folding import fold
from pipelines.form.spec import Table
from pipelines.read.document import Word

DEEPEST = 12
"""Lines that a header can take, counted over all its cells."""

UNNAMED = (float("-inf"), float("-inf"))


@dataclass(frozen=True, slots=True)
class PrintedHeader:
    """The header of ``table``: for each column its words and their left and right end, for a first column
    without a header no words. ``pitch`` is the space between two lines of a wrapped cell, None if no cell
    is wrapped.
    """

    table: Table
    words: tuple[tuple[Word, ...], ...]
    spans: tuple[Span, ...]
    top: float
    bottom: float
    lines: int
    pitch: float | None


def printed_header(lines: Sequence[Sequence[Word]], table: Table, height: float) -> PrintedHeader | None:
    """The header that the first of ``lines`` hold, as few of them as possible; None if they hold none."""
    named = [column for column in table.columns if column.header]
    if any(column.header is None for column in table.columns[1:]):
        return None
    for count in range(1, min(len(lines), DEEPEST) + 1):
        words = [word for line in lines[:count] for word in line]
        groups = _groups(words, len(named))
        if groups is None:
            continue
        cells = [_in_order(group, height) for group in groups]
        if all(
            column.header and column.header.fits(fold("".join(word.text for word in cell)))
            for column, cell in zip(named, cells, strict=True)
        ):
            return _header(table, cells, count, height)
    return None


def _header(table: Table, cells: Sequence[list[Word]], count: int, height: float) -> PrintedHeader:
    unnamed = len(table.columns) - len(cells)
    boxes = [[box_of(word) for word in cell] for cell in cells]
    spans = [(min(box.x0 for box in some), max(box.x1 for box in some)) for some in boxes]
    everything = [box for some in boxes for box in some]
    return PrintedHeader(
        table,
        (*((),) * unnamed, *(tuple(cell) for cell in cells)),
        (*(UNNAMED,) * unnamed, *spans),
        min(box.top for box in everything),
        max(box.bottom for box in everything),
        count,
        _pitch(cells, height),
    )


def _groups(words: Sequence[Word], count: int) -> list[list[Word]] | None:
    """The words parted at the ``count - 1`` widest gaps that no line of them crosses."""
    columns: list[list[Word]] = []
    right = 0.0
    gaps: list[float] = []
    for word in sorted(words, key=lambda word: box_of(word).x0):
        box = box_of(word)
        if columns and box.x0 <= right:
            columns[-1].append(word)
        else:
            gaps += [box.x0 - right] if columns else []
            columns.append([word])
        right = max(right, box.x1)
    if len(columns) < count:
        return None
    widest = set(sorted(range(len(gaps)), key=lambda index: -gaps[index])[: count - 1])
    groups: list[list[Word]] = [list(columns[0])]
    for index, column in enumerate(columns[1:]):
        if index in widest:
            groups.append([])
        groups[-1] += column
    return groups


def _in_order(words: Iterable[Word], height: float) -> list[Word]:
    return [word for line in baselines(words, height) for word in line]


def _pitch(cells: Sequence[list[Word]], height: float) -> float | None:
    gaps = [
        box_of(below[0]).top - box_of(above[0]).bottom
        for cell in cells
        for above, below in pairwise(baselines(cell, height))
    ]
    return max(gaps, default=None)
