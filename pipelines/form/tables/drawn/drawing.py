"""Tables that are not ruled all around: the missing rules are drawn where words leave room.

What rules there are is kept. Of the ways to draw the others, those count that agree with the header and with
what the form says of the cells; a word that stands in another cell in one of them than in the first is in
doubt, and the others stand. A table that cannot be drawn at all is left to the caller.
"""

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from pipelines.form.readings.values import printed, status_of
from pipelines.form.spec.folding import fold
from pipelines.form.spec.model import Table
from pipelines.form.stream.baselines import Piece, Span, baselines, box_of, letter_height, pieces_of
from pipelines.form.stream.strokes import SAME_PLACE, Strokes
from pipelines.form.stream.turned import is_turned
from pipelines.form.tables.drawn.columns import borders
from pipelines.form.tables.drawn.fit import SELDOM, PageLines, Rows, Setting, good, suits
from pipelines.form.tables.drawn.fit import ways as row_ways
from pipelines.form.tables.drawn.header import UNNAMED, PrintedHeader, printed_header
from pipelines.form.tables.grid_header import GridHeader
from pipelines.form.tables.grid_rows import grid_rows
from pipelines.form.tables.rows import Doubt, Row
from pipelines.read.document import Box, Cell, Grid, Word

ROOM = (0.6, 0.45)
"""Shares of a letter's height that words of two columns are apart: more than the space between words."""

NO_STROKES = Strokes()


@dataclass(frozen=True, slots=True)
class Ruled:
    """A printed header with the grid that it heads and the grids on later pages that have none. ``in_doubt``
    are the ids of words that may as well stand in other cells.
    """

    header: GridHeader
    parts: tuple[Grid, ...]
    in_doubt: Doubt = frozenset()


@dataclass(frozen=True, slots=True)
class _Part:
    """What one page holds of a table: its own header, if repeated there, the lines below, and where strokes
    part the columns. The words ``across``, given by their ids, run over several columns.
    """

    page: int
    header: PrintedHeader | None
    lines: tuple[tuple[Word, ...], ...]
    edges: tuple[float, ...]
    across: frozenset[int]

    @property
    def words(self) -> list[Word]:
        return [word for line in self.lines for word in line]


def rule(
    words: Sequence[Word],
    table: Table,
    pitch: float | None = None,
    *,
    strokes: Strokes = NO_STROKES,
    rows_are_ruled: bool = False,
    year: int | None = None,
) -> list[Ruled] | None:
    """The words of one table, header included, as grids with their headers, page after page.

    ``pitch`` is the space between two lines in other tables of the document (see ``line_spacing``), where
    this one's header does not tell. ``year`` is that of the report; ``rows_are_ruled`` says that other tables
    of the document rule off their rows with ``strokes``. None if the header is not the first thing printed,
    or if there is no way to draw columns and rows.
    """
    if not words or any(word.box is None for word in words):
        return None
    height = letter_height([word for word in words if not is_turned(word)] or words)
    pages = [list(some) for _, some in groupby(words, lambda word: word.page)]
    parts = [
        part
        for page in pages
        for part in _parts(baselines(page, height), table, height, year, strokes.columns(page))
    ]
    header = parts[0].header
    if header is None or len({part.page for part in parts}) < len(pages):
        return None
    if len(parts) == 1 and not parts[0].lines:
        empty = _drawn(parts, table, _around_header(header))
        return empty.tables if empty else None
    own = header.pitch if header.pitch is not None or pitch is None else pitch * height
    setting = Setting(height, own, rows_are_ruled)
    for room in ROOM:
        found = _drawings(parts, table, room * height, setting, strokes)
        if found:
            return _agreed(found)
    return None


def _drawings(
    parts: Sequence[_Part], table: Table, room: float, setting: Setting, strokes: Strokes
) -> list["_Drawing"]:
    """The good ways to draw the table, cheapest first."""
    header = parts[0].header
    assert header is not None, "a table begins with its header"
    lines = [
        PageLines(
            part.words,
            part.across,
            strokes.levels([*part.words, *(part.header.all_words if part.header else ())]),
            part.header.bottom if part.header else None,
        )
        for part in parts
    ]
    body = [_pieces(part, room) for part in parts]
    if _are_columns(parts, header):
        ways = [list(parts[0].edges)]
    elif any(body):
        ways = borders(header, body, setting.height)
    else:
        ways = [_around_header(header)]
    middles = [_across(word) for part in parts for word in part.words]
    different = {tuple(bisect(edges, middle) for middle in middles): edges for edges in ways}
    found = [
        (cost, edges, rows)
        for edges in different.values()
        for cost, rows in row_ways(lines, header.columns, edges, table, setting)
        if cost < SELDOM * sum(map(len, rows))
    ]
    drawn = [(cost, one) for cost, edges, rows in found if (one := _drawn(parts, table, edges, rows))]
    return [one for _, one in good(drawn)]


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A way to draw a table, and the rows that are read from each of its parts."""

    tables: list[Ruled]
    rows: list[list[Row]]

    def cells(self) -> Iterator[tuple[int, int, tuple[str, ...], tuple[int, ...]]]:
        """Each cell: the number of its row, the first word of that, its columns and its words."""
        for number, row in enumerate(row for rows in self.rows for row in rows):
            for cell in row.cells:
                yield number, id(row.near), cell.columns, tuple(map(id, cell.words))

    def unsuited(self) -> Iterator[Word]:
        """The words of cells that hold what their column cannot, those left out that a page break may cut."""
        columns = {column.id: column for column in self.tables[0].header.table.columns}
        for number, rows in enumerate(self.rows):
            whole = rows[number > 0 : len(rows) - (number + 1 < len(self.rows))]
            for cell in (cell for row in whole for cell in row.cells if cell.words):
                column = columns.get(cell.columns[0]) if len(cell.columns) == 1 else None
                if column and not suits(column, cell.words):
                    yield from cell.words


def _agreed(found: Sequence[_Drawing]) -> list[Ruled]:
    """The first of several drawings, with those of its cells in doubt that are not in all of them, or hold
    what their column cannot.
    """
    doubt: set[int | tuple[int, tuple[str, ...]]] = set(map(id, found[0].unsuited()))
    if len(found) > 1:
        first, *others = [set(one.cells()) for one in found]
        differing = first.difference(set.intersection(*others))
        doubt |= {one for _, near, columns, words in differing for one in words or [(near, columns)]}
    return [replace(one, in_doubt=frozenset(doubt)) for one in found[0].tables]


def _parts(
    lines: Sequence[list[Word]], table: Table, height: float, year: int | None, edges: Sequence[float]
) -> Iterator[_Part]:
    """What ``lines`` of one page hold: some producers repeat the header where they meant to begin a page."""
    header = printed_header(lines, table, height, year, edges)
    body = header.lines if header else 0
    behind = next(
        (
            number
            for number in range(body, len(lines) if header else 0)
            if _folded(lines[number]) == _folded(lines[0])
            and printed_header(lines[number:], table, height, year, edges)
        ),
        len(lines),
    )
    held = [word for line in lines[:behind] for word in line]
    left = min(box_of(word).x0 + (box_of(word).bottom - box_of(word).top) for word in held)
    across = frozenset(id(word) for line in lines[body:behind] for word in _merged_label(line, table, left))
    own = tuple(tuple(line) for line in lines[body:behind])
    if table.open_rows and not table.tail and _says_nothing(word for line in own for word in line):
        across = frozenset(id(word) for line in own for word in line)
    yield _Part(lines[0][0].page, header, own, tuple(edges), across)
    if behind < len(lines):
        yield from _parts(lines[behind:], table, height, year, edges)


def _says_nothing(words: Iterable[Word]) -> bool:
    """Whether the words say that nothing was reported, and nothing else."""
    return status_of(printed(tuple(words))) == "not_reported"


def _folded(line: Sequence[Word]) -> str:
    return fold("".join(word.text for word in line))


def _are_columns(parts: Sequence[_Part], header: PrintedHeader) -> bool:
    """Whether strokes part the columns of the header, and on all pages alike."""
    known = [part.edges for part in parts]
    if len(known[0]) != len(header.columns) + 1:
        return False
    around = zip(header.spans, pairwise(known[0]), strict=True)
    if any(
        span != UNNAMED and not (low - 1 <= span[0] and span[1] <= high + 1) for span, (low, high) in around
    ):
        return False
    return all(
        len(other) == len(known[0])
        and all(abs(one - another) <= SAME_PLACE for one, another in zip(known[0], other, strict=True))
        for other in known
    )


def _read(drawn: Sequence[Ruled]) -> Iterator[tuple[list[Row], list[Word]]]:
    """The rows of each part, and the words that belong to none."""
    page = drawn[0].parts[0].page
    for one in drawn:
        for number, part in enumerate(one.parts):
            first, breaks_off = 0 if number else 1, number + 1 < len(one.parts)
            yield grid_rows(part, one.header, first, goes_on=part.page != page, breaks_off=breaks_off)
            page = part.page


def _pieces(part: _Part, room: float) -> list[Piece]:
    lines = [[word for word in line if id(word) not in part.across] for line in part.lines]
    return pieces_of([line for line in lines if line], room)


def _merged_label(words: Sequence[Word], table: Table, left: float) -> list[Word]:
    """The words at the start of a line that are the label of a row whose label runs over several columns, or
    the whole line of a row across, from ``left`` on, that belongs to the row above.
    """
    labels = [row for row in table.rows if row.only]
    tail = table.tail if box_of(words[0]).x0 <= left else None
    folded = ""
    for count, word in enumerate(words if labels or tail else (), start=1):
        folded += fold(word.text)
        if any(row.pattern.fits(folded) for row in labels):
            return list(words[:count])
        if tail and tail.pattern.fits(folded):
            return list(words)
    return []


def _around_header(header: PrintedHeader) -> list[float]:
    """Borders between the header cells of a table without a row."""
    named = [span for span in header.spans if span != UNNAMED]
    between = [(left[1] + right[0]) / 2 for left, right in pairwise(named)]
    low = named[0][0] - 1
    unnamed = [low - 1] * (len(header.spans) - len(named))
    return [*unnamed, low, *between, named[-1][1] + 1]


def _drawn(
    parts: Sequence[_Part], table: Table, edges: Sequence[float], cut: Sequence[Rows] = ()
) -> _Drawing | None:
    """The grids with the given borders; None if a word falls outside of them or belongs to no row."""
    found: list[Ruled] = []
    boxes = [box_of(word) for part in parts for word in part.words if _across(word) < edges[1]]
    span = min((box.x0 for box in boxes), default=0.0), max((box.x1 for box in boxes), default=float("-inf"))
    for number, part in enumerate(parts):
        rows = [_row(part, table, span, edges) for span in (cut[number] if cut else ())]
        header = _header(part.header, edges, span) if part.header else None
        if header:
            held = sorted(((one.box.x0, one) for one in header.cells if one), key=lambda pair: pair[0])
            rows.insert(0, tuple(one for _, one in held))
        if not rows:
            continue
        around = Box.around([cell.box for row in rows for cell in row if cell])
        grid = Grid(part.page, around, tuple(rows))
        if header:
            found.append(Ruled(header, (grid,)))
        else:
            found[-1] = Ruled(found[-1].header, (*found[-1].parts, grid))
        placed = sum(len(cell.words) for row in rows for cell in row if cell)
        own = sum(len(cell) for cell in part.header.words) if part.header else 0
        if placed != own + len(part.words):
            return None
    read = list(_read(found))
    return None if any(stray for _, stray in read) else _Drawing(found, [rows for rows, _ in read])


def _header(printed: PrintedHeader, edges: Sequence[float], first: Span) -> GridHeader:
    """The header with its columns; the first one reaches as far as its words show, which begin and end at
    ``first``, not to the border.
    """
    borders_here = tuple(pairwise(edges))
    cells = [
        Cell(Box(left, printed.top, right, printed.bottom), words)
        for (left, right), words in zip(borders_here, printed.words, strict=True)
    ]
    left, right = printed.spans[0]
    reach = max(right, left + right - first[0], first[1])
    if len(edges) > 2:
        reach = min(reach, edges[1])
    if reach == float("-inf"):
        reach = edges[1]
    spans = ((edges[0], reach), *borders_here[1:])
    order = [printed.columns.index(column) for column in printed.table.columns]
    return GridHeader(
        printed.table,
        0,
        tuple(spans[place] for place in order),
        tuple(cells[place] for place in order),
        doubtful=printed.doubtful,
    )


def _row(part: _Part, table: Table, height: Span, edges: Sequence[float]) -> tuple[Cell | None, ...]:
    top, bottom = height
    lines = [line for line in part.lines if top <= _middle(line[0]) <= bottom]
    label = [word for line in lines for word in line if id(word) in part.across]
    free = [word for line in lines for word in line if id(word) not in part.across]
    cells: list[Cell | None] = []
    left = edges[0]
    says_nothing = table.open_rows and not table.tail and _says_nothing([*label, *free])
    if says_nothing or (label and table.tail and not free):
        return (Cell(Box(left, top, edges[-1], bottom), (*label, *free)),)
    if label and not table.tail:
        reach = max(box_of(word).x1 for word in label)
        left = next((edge for edge in edges[1:-1] if edge >= reach), edges[-2])
        cells.append(Cell(Box(edges[0], top, left, bottom), tuple(label)))
    held: list[list[Word]] = [[] for _ in range(len(edges) + 1)]
    for word in free:
        held[bisect(edges, _across(word))].append(word)
    for place, (start, end) in enumerate(pairwise(edges), start=1):
        if start >= left:
            last = label if table.tail and end == edges[-1] else ()
            cells.append(Cell(Box(start, top, end, bottom), (*held[place], *last)))
    return tuple(cells)


def _middle(word: Word) -> float:
    return (box_of(word).top + box_of(word).bottom) / 2


def _across(word: Word) -> float:
    return (box_of(word).x0 + box_of(word).x1) / 2
