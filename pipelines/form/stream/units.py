"""The document as one stream of units: printed words, with ruled tables standing among them."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TypeAlias

from pipelines.form.spec.folding import fold
from pipelines.form.stream.lines import Line, lines_of
from pipelines.form.stream.strokes import Strokes
from pipelines.read.document import Cell, Grid, Page, Word

Unit: TypeAlias = Word | Grid

TABLE_SIGN = "\ue000"
"""What a ruled table is in the folded text: a character no label can hold."""

UNPRINTED_SIGN = "\ue001"
"""What a word without a visible character is in the folded text, so that every unit has a place in it."""


@dataclass(slots=True)
class Stream:
    """Units in reading order, running headers and footers left out.

    Parallel lists: ``starts_line``, ``starts_box`` (a line with blank space above it, or the first after
    a table) and ``block`` (see ``Line``). ``folded`` is the folded text of all units without separators,
    ``offsets[i]`` the place in it where unit i begins. ``strokes`` are those of the pages.
    """

    units: list[Unit] = field(default_factory=list)
    starts_line: list[bool] = field(default_factory=list)
    starts_box: list[bool] = field(default_factory=list)
    block: list[int] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    folded: str = ""
    strokes: Strokes = field(default_factory=Strokes)

    def __len__(self) -> int:
        return len(self.units)

    def opens_box(self, index: int) -> bool:
        """Whether a printed box begins at a unit. No box of a text dump goes on over the end of a page."""
        return self.starts_box[index] or (index > 0 and self.units[index].page != self.units[index - 1].page)

    def words(self, start: int, end: int) -> list[Word]:
        """The words between two units, those inside tables left out."""
        return [unit for unit in self.units[start:end] if isinstance(unit, Word)]

    def unit_at(self, offset: int) -> int:
        """The unit that the character at ``offset`` of the folded text belongs to."""
        return bisect_right(self.offsets, offset) - 1

    def lines(self, start: int, end: int) -> Iterator[list[Word]]:
        """The words between two units, line by line; tables end a line and are left out."""
        line: list[Word] = []
        for index in range(start, end):
            unit = self.units[index]
            if line and (self.starts_line[index] or isinstance(unit, Grid)):
                yield line
                line = []
            if isinstance(unit, Word):
                line.append(unit)
        if line:
            yield line


class StreamBuilder:
    """Collects lines and tables in reading order. ``values`` begin a line of their own, though they stand
    beside their labels.
    """

    def __init__(self, values: Iterable[Word] = ()) -> None:
        self._values = set(map(id, values))
        self._stream = Stream()
        self._folded: list[str] = []
        self._blocks = 0

    def add_page(
        self, page: Page, lines: Sequence[Line], is_table: Callable[[Grid, Grid | None], bool]
    ) -> None:
        """Add what is left of a page. ``is_table(grid, before)`` says whether a grid is kept as one unit,
        ``before`` being the table directly above it, if any; the words of other grids rejoin the text.
        """
        words = [word for line in lines for word in line.words]
        free = set(map(id, words))
        grids = [_claimed(grid, free) for grid in sorted(page.grids, key=_area)]
        left = [word for word in words if id(word) in free]
        waiting = list(lines) if len(left) == len(words) else lines_of(left)
        for grid in sorted(grids, key=lambda grid: grid.box.top):
            while waiting and _stands_above(waiting[0], grid):
                self._add_line(waiting.pop(0))
            if is_table(grid, self._table_before()):
                self._add_units([grid], [TABLE_SIGN], starts_box=True, block=0)
            else:
                self._add_layout(grid)
        for line in waiting:
            self._add_line(line)

    def position(self) -> int:
        """How many units have been added."""
        return len(self._stream)

    def finish(self, strokes: Strokes) -> Stream:
        """The stream of everything added, on pages with these ``strokes``."""
        self._stream.strokes = strokes
        *self._stream.offsets, _ = accumulate(map(len, self._folded), initial=0)
        self._stream.folded = "".join(self._folded)
        return self._stream

    def _table_before(self) -> Grid | None:
        last = self._stream.units[-1] if self._stream.units else None
        return last if isinstance(last, Grid) else None

    def _add_layout(self, grid: Grid) -> None:
        """A ruled box that is no table: its cells' words one after the other. The rest of a row that begins a
        page belongs to the block before.
        """
        first = grid.rows[0] if grid.rows else ()
        self._blocks += len(first) > 1
        block = self._blocks if len(first) > 1 else 0
        if self._stream.units and self._stream.units[-1].page < grid.page and _is_rest(first):
            block = self._stream.block[-1]
        for row in grid.rows:
            for cell in row:
                if cell is None:
                    continue
                for index, line in enumerate(lines_of(cell.words, block)):
                    self._add_line(Line(line.words, line.opens_box or index == 0, block))

    def _add_line(self, line: Line) -> None:
        after_table = self._table_before() is not None
        folded = [fold(word.text) or UNPRINTED_SIGN for word in line.words]
        start = len(self._stream)
        self._add_units(line.words, folded, starts_box=line.opens_box or after_table, block=line.block)
        for place, word in enumerate(line.words if self._values else (), start=start):
            self._stream.starts_line[place] |= id(word) in self._values

    def _add_units(
        self, units: Sequence[Unit], folded: Sequence[str], *, starts_box: bool, block: int
    ) -> None:
        """Add units that begin a line and stand on it."""
        stream = self._stream
        others = len(units) - 1
        stream.units += units
        stream.starts_line += [True] + [False] * others
        stream.starts_box += [starts_box] + [False] * others
        stream.block += [block] * len(units)
        self._folded += folded


def _is_rest(row: Sequence[Cell | None]) -> bool:
    """Whether a row of a box of labels and values has no label."""
    return len(row) > 1 and row[0] is not None and not row[0].words


def _claimed(grid: Grid, free: set[int]) -> Grid:
    """``grid`` with only those words in its cells whose ids are ``free``; they are no longer, then."""
    return Grid(
        grid.page,
        grid.box,
        tuple(tuple(cell and _with_free(cell, free) for cell in row) for row in grid.rows),
    )


def _with_free(cell: Cell, free: set[int]) -> Cell:
    ids = list(map(id, cell.words))
    if free.issuperset(ids):
        free.difference_update(ids)
        return cell
    held = tuple([word for word in cell.words if id(word) in free])
    free.difference_update(map(id, held))
    return Cell(cell.box, held)


def _area(grid: Grid) -> float:
    return (grid.box.x1 - grid.box.x0) * (grid.box.bottom - grid.box.top)


def _stands_above(line: Line, grid: Grid) -> bool:
    box = line.box
    return box is None or (box.top + box.bottom) / 2 < grid.box.top
