"""Tables that are not ruled all around: the missing rules are drawn where words leave room.

What rules there are is kept. Of the ways to draw the others, those count that agree with the header and with
what the form says of the cells; a word that stands in another cell in one of them than in the first is in
doubt, and the others stand. A table that cannot be drawn at all is left to the caller.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from pipelines.form.baselines import Piece, Span, bands, baselines, box_of, letter_height, pieces_of
from pipelines.form.borderless.checks import are_rows, holds_figures
from pipelines.form.borderless.columns import borders
from pipelines.form.borderless.fit import fitted
from pipelines.form.borderless.header import UNNAMED, PrintedHeader, printed_header
from pipelines.form.borderless.rows import Cut, cuts
from pipelines.form.folding import fold
from pipelines.form.grid_header import GridHeader
from pipelines.form.grid_rows import grid_rows
from pipelines.form.rows import Row
from pipelines.form.sequences.cells import Names
from pipelines.form.spec import Table
from pipelines.form.strokes import SAME_PLACE, Strokes, between, row_rules
from pipelines.form.turned import is_turned
from pipelines.read.document import Box, Cell, Grid, Word

ROOM = (0.6, 0.45)
"""Shares of a letter's height that words of two columns are apart: more than the space between words."""

BESIDE = 0.3
"""Share of a letter's height by which lines overlap that no row parts: lines below each other, however
tight, overlap less."""

NO_STROKES = Strokes()

TOUCHING = 0.01
"""Points between two lines that count as none."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """A printed header with the grid that it heads and the grids on later pages that have none. ``in_doubt``
    are the ids of words that may as well stand in other cells.
    """

    header: GridHeader
    parts: tuple[Grid, ...]
    in_doubt: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Part:
    """What one page holds of a table: its own header, if repeated there, the lines below, and where strokes
    part the columns.
    """

    page: int
    header: PrintedHeader | None
    lines: tuple[tuple[Word, ...], ...]
    edges: tuple[float, ...] = ()

    @property
    def words(self) -> list[Word]:
        return [word for line in self.lines for word in line]

    @property
    def left(self) -> float:
        """Where a line begins that begins in the first column."""
        words = [*self.words, *(self.header.all_words if self.header else ())]
        return min(box_of(word).x0 + (box_of(word).bottom - box_of(word).top) for word in words)


def rule(
    words: Sequence[Word],
    table: Table,
    pitch: float | None = None,
    names: Names = (),
    *,
    strokes: Strokes = NO_STROKES,
    rows_are_ruled: bool = False,
    year: int | None = None,
) -> list[Ruled] | None:
    """The words of one table, header included, as grids with their headers, page after page.

    ``pitch`` is the space between two lines in other tables of the document (see ``line_spacing``), where
    this one's header does not tell. ``names`` are those of the components, where the first column holds
    them; ``year`` is that of the report; ``rows_are_ruled`` says that other tables of the document rule off
    their rows with ``strokes``. None if the header is not the first thing printed, or if there is
    no way to draw columns and rows.
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
        return _drawn(parts, table, _around_header(header), None)
    ruled = _ruled_rows(parts, strokes, rows_are_ruled=rows_are_ruled)
    for room in ROOM:
        found = list(_ways(parts, table, names, height, room=room * height, pitch=pitch, ruled=ruled))
        if len(found) > 1:
            found = [one for one in found if holds_figures(_rows(one), table)]
        if found:
            return _agreed(found) if len(found) == 1 or ruled else None
    if ruled or words[0].indent is not None:
        return None
    fits = list(_fitted(parts, header, table, height))
    return fits[0] if len(fits) == 1 else None


def _fitted(
    parts: Sequence[_Part], header: PrintedHeader, table: Table, height: float
) -> Iterator[list[Ruled]]:
    """All ways to draw a table whose lines are not evenly spaced."""
    body = [_pieces(part, table, ROOM[0] * height) for part in parts]
    for edges in borders(header, body, height):
        cut = fitted([part.words for part in parts], header.columns, edges, table, height)
        drawn = _drawn(parts, table, edges, cut) if cut else None
        if drawn and are_rows(_rows(drawn), table, (), header.label_span, is_clear=True, is_ruled=True):
            yield drawn


def _ruled_rows(parts: Sequence[_Part], strokes: Strokes, *, rows_are_ruled: bool) -> Cut | None:
    """The rows that rules part, if they part those of this table or all tables."""
    heights = [
        strokes.levels([*part.words, *(part.header.all_words if part.header else ())]) for part in parts
    ]
    lines = [[(box_of(word).top, box_of(word).bottom) for word in part.words] for part in parts]
    parted = sum(row_rules(some, spans) for some, spans in zip(heights, lines, strict=True))
    if not (parted or (rows_are_ruled and all(heights))):
        return None
    return Cut(tuple(tuple(between(*one)) for one in zip(heights, lines, strict=True)), is_clear=True)


def _agreed(found: Sequence[list[Ruled]]) -> list[Ruled]:
    """The first of several drawings, with the words in doubt that another one puts into other cells."""
    places = [_places(one) for one in found]
    doubt = {word for word, place in places[0].items() if any(other.get(word) != place for other in places)}
    return [replace(one, in_doubt=frozenset(doubt)) for one in found[0]]


def _places(drawn: Sequence[Ruled]) -> dict[int, tuple[int, tuple[str, ...]]]:
    return {
        id(word): (number, cell.columns)
        for number, row in enumerate(row for rows in _rows(drawn) for row in rows)
        for cell in row.cells
        for word in cell.words
    }


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
    yield _Part(lines[0][0].page, header, tuple(tuple(line) for line in lines[body:behind]), tuple(edges))
    if behind < len(lines):
        yield from _parts(lines[behind:], table, height, year, edges)


def _folded(line: Sequence[Word]) -> str:
    return fold("".join(word.text for word in line))


def _ways(
    parts: Sequence[_Part],
    table: Table,
    names: Names,
    height: float,
    *,
    room: float,
    pitch: float | None,
    ruled: Cut | None,
) -> Iterator[list[Ruled]]:
    """All different ways to draw the table that agree with the form."""
    header = parts[0].header
    assert header is not None, "a table begins with its header"
    own = header.pitch if header.pitch is not None or pitch is None else pitch * height
    body = [_pieces(part, table, room) for part in parts]
    lines = [[(box_of(word).top, box_of(word).bottom) for word in part.words] for part in parts]
    heights = [bands(page, TOUCHING) for page in lines]
    # Lines beside each other are one row, and where all are so it is the only one.
    is_lone = len(lines) == 1 and len(bands(lines[0], -BESIDE * height)) == 1
    # The rest of a row that a page break cut may stand closer to the header that is repeated above it.
    to_header = [
        page[0][0] - part.header.bottom
        for part, page in zip(parts, heights, strict=True)
        if part.header and page
    ][:1]
    seen = set()
    ways = [list(parts[0].edges)] if _are_columns(parts, header) else borders(header, body, height)
    for edges in ways:
        for cut in [ruled] if ruled else cuts(heights, to_header, own, height):
            drawn = _drawn(parts, table, edges, cut)
            if drawn is None:
                continue
            rows = _rows(drawn)
            signs = tuple(tuple(_sign(row) for row in page) for page in rows)
            if signs in seen or not are_rows(
                rows, table, names, header.label_span, is_clear=cut.is_clear or is_lone, is_ruled=bool(ruled)
            ):
                continue
            seen.add(signs)
            yield drawn


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


def _sign(row: Row) -> tuple[object, ...]:
    return tuple((cell.columns, tuple(id(word) for word in cell.words)) for cell in row.cells if cell.words)


def _rows(drawn: Sequence[Ruled]) -> list[list[Row]]:
    return [rows for rows, _ in _read(drawn)]


def _read(drawn: Sequence[Ruled]) -> Iterator[tuple[list[Row], list[Word]]]:
    """The rows of each part, and the words that belong to none."""
    page = drawn[0].parts[0].page
    for one in drawn:
        for number, part in enumerate(one.parts):
            first, breaks_off = 0 if number else 1, number + 1 < len(one.parts)
            yield grid_rows(part, one.header, first, goes_on=part.page != page, breaks_off=breaks_off)
            page = part.page


def _pieces(part: _Part, table: Table, room: float) -> list[Piece]:
    lines = []
    for line in part.lines:
        label = _merged_label(line, table, part.left)
        lines.append(line[len(label) :])
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
    parts: Sequence[_Part], table: Table, edges: Sequence[float], cut: Cut | None
) -> list[Ruled] | None:
    """The grids with the given borders; None if a word falls outside of them or belongs to no row."""
    found: list[Ruled] = []
    for number, part in enumerate(parts):
        rows = [_row(part, table, span, edges) for span in (cut.pages[number] if cut else ())]
        header = _header(part.header, edges, parts) if part.header else None
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
    return None if any(stray for _, stray in _read(found)) else found


def _header(printed: PrintedHeader, edges: Sequence[float], parts: Sequence[_Part]) -> GridHeader:
    """The header with its columns; the first one reaches as far as its words show, not to the border."""
    borders_here = tuple(pairwise(edges))
    cells = [
        Cell(Box(left, printed.top, right, printed.bottom), words)
        for (left, right), words in zip(borders_here, printed.words, strict=True)
    ]
    boxes = [box_of(word) for part in parts for word in part.words if _across(word) < edges[1]]
    left, right = printed.spans[0]
    centred = left + right - min((box.x0 for box in boxes), default=0.0)
    reach = max([right, centred, *(box.x1 for box in boxes)])
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
    label = next((found for line in lines if (found := _merged_label(line, table, part.left))), [])
    free = [word for line in lines for word in line if not any(word is one for one in label)]
    cells: list[Cell | None] = []
    left = edges[0]
    if label and table.tail:
        if not free:
            return (Cell(Box(left, top, edges[-1], bottom), tuple(label)),)
    elif label:
        reach = max(box_of(word).x1 for word in label)
        left = next((edge for edge in edges[1:-1] if edge >= reach), edges[-2])
        cells.append(Cell(Box(edges[0], top, left, bottom), tuple(label)))
    for start, end in pairwise(edges):
        if start >= left:
            held = tuple(word for word in free if start <= _across(word) < end)
            if label and table.tail and end == edges[-1]:
                held += tuple(label)
            cells.append(Cell(Box(start, top, end, bottom), held))
    return tuple(cells)


def _middle(word: Word) -> float:
    return (box_of(word).top + box_of(word).bottom) / 2


def _across(word: Word) -> float:
    return (box_of(word).x0 + box_of(word).x1) / 2
