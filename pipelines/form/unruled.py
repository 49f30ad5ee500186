"""Tables that a PDF prints without vertical rules: the missing rules are drawn where words leave room.

Only where exactly one way to part columns and rows agrees with the header and with what the form says
of the cells is anything read; a table that leaves a doubt is left to the caller.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from pipelines.form.baselines import Piece, Span, bands, baselines, box_of, letter_height, pieces_of
from pipelines.form.folding import fold
from pipelines.form.grid_header import GridHeader
from pipelines.form.grid_rows import grid_rows
from pipelines.form.rows import Row
from pipelines.form.spec import Table
from pipelines.form.text_cells import Names
from pipelines.form.unruled_checks import are_rows, holds_figures
from pipelines.form.unruled_columns import borders
from pipelines.form.unruled_header import UNNAMED, PrintedHeader, printed_header
from pipelines.form.unruled_rows import Cut, cuts
from pipelines.read.document import Box, Cell, Grid, Word

ROOM = (0.6, 0.45)
"""Shares of a letter's height that words of two columns are apart: more than the space between words."""

BESIDE = 0.3
"""Share of a letter's height by which lines overlap that no row parts: lines below each other, however
tight, overlap less."""

TOUCHING = 0.01
"""Points between two lines that count as none."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """A printed header with the grid that it heads and the grids on later pages that have none."""

    header: GridHeader
    parts: tuple[Grid, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """What one page holds of a table: its own header, if repeated there, and the lines below."""

    page: int
    header: PrintedHeader | None
    lines: tuple[tuple[Word, ...], ...]

    @property
    def words(self) -> list[Word]:
        return [word for line in self.lines for word in line]


def rule(
    words: Sequence[Word], table: Table, pitch: float | None = None, names: Names = ()
) -> list[Ruled] | None:
    """The words of one table, header included, as grids with their headers, page after page.

    ``pitch`` is the space between two lines in other tables of the document (see ``unruled_pitch``), where
    this one's header does not tell. ``names`` are those of the components, where the first column holds
    them. None if the header is not the first thing printed, or if columns or rows are in doubt.
    """
    if not words or any(word.box is None for word in words):
        return None
    height = letter_height(words)
    pages = [list(some) for _, some in groupby(words, lambda word: word.page)]
    parts = [part for page in pages for part in _parts(baselines(page, height), table, height)]
    header = parts[0].header
    if header is None or len({part.page for part in parts}) < len(pages):
        return None
    if len(parts) == 1 and not parts[0].lines:
        return _drawn(parts, table, _around_header(header), None)
    for room in ROOM:
        found = list(_ways(parts, table, names, height, room=room * height, pitch=pitch))
        if len(found) > 1:
            found = [one for one in found if holds_figures(_rows(one), table)]
        if len(found) == 1:
            return found[0]
        if found:
            return None
    return None


def _parts(lines: Sequence[list[Word]], table: Table, height: float) -> Iterator[_Part]:
    """What ``lines`` of one page hold: some producers repeat the header where they meant to begin a page."""
    header = printed_header(lines, table, height)
    body = header.lines if header else 0
    behind = next(
        (
            number
            for number in range(body, len(lines) if header else 0)
            if _folded(lines[number]) == _folded(lines[0]) and printed_header(lines[number:], table, height)
        ),
        len(lines),
    )
    yield _Part(lines[0][0].page, header, tuple(tuple(line) for line in lines[body:behind]))
    if behind < len(lines):
        yield from _parts(lines[behind:], table, height)


def _folded(line: Sequence[Word]) -> str:
    return fold("".join(word.text for word in line))


def _ways(
    parts: Sequence[_Part], table: Table, names: Names, height: float, *, room: float, pitch: float | None
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
    for edges in borders(header, body, height):
        for cut in cuts(heights, to_header, own, height):
            drawn = _drawn(parts, table, edges, cut)
            if drawn is None:
                continue
            rows = _rows(drawn)
            signs = tuple(tuple(_sign(row) for row in page) for page in rows)
            if signs in seen or not are_rows(
                rows, table, names, header.spans[0], is_clear=cut.is_clear or is_lone
            ):
                continue
            seen.add(signs)
            yield drawn


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
        label = _merged_label(line, table)
        lines.append(line[len(label) :])
    return pieces_of([line for line in lines if line], room)


def _merged_label(words: Sequence[Word], table: Table) -> list[Word]:
    """The words at the start of a line that are the label of a row whose label runs over several columns."""
    labels = [row for row in table.rows if row.only]
    folded = ""
    for count, word in enumerate(words if labels else (), start=1):
        folded += fold(word.text)
        if any(row.pattern.fits(folded) for row in labels):
            return list(words[:count])
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
            rows.insert(0, header.cells)
        if not rows:
            continue
        grid = Grid(part.page, _around(rows), tuple(rows))
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
    cells = tuple(
        Cell(Box(left, printed.top, right, printed.bottom), words)
        for (left, right), words in zip(borders_here, printed.words, strict=True)
    )
    boxes = [box_of(word) for part in parts for word in part.words if _across(word) < edges[1]]
    left, right = printed.spans[0]
    centred = left + right - min((box.x0 for box in boxes), default=0.0)
    reach = max([right, centred, *(box.x1 for box in boxes)])
    if len(edges) > 2:
        reach = min(reach, edges[1])
    if reach == float("-inf"):
        reach = edges[1]
    return GridHeader(printed.table, 0, ((edges[0], reach), *borders_here[1:]), cells)


def _row(part: _Part, table: Table, height: Span, edges: Sequence[float]) -> tuple[Cell | None, ...]:
    top, bottom = height
    lines = [line for line in part.lines if top <= _middle(line[0]) <= bottom]
    label = next((found for line in lines if (found := _merged_label(line, table))), [])
    free = [word for line in lines for word in line if not any(word is one for one in label)]
    cells: list[Cell | None] = []
    left = edges[0]
    if label:
        reach = max(box_of(word).x1 for word in label)
        left = next((edge for edge in edges[1:-1] if edge >= reach), edges[-2])
        cells.append(Cell(Box(edges[0], top, left, bottom), tuple(label)))
    for start, end in pairwise(edges):
        if start >= left:
            held = tuple(word for word in free if start <= _across(word) < end)
            cells.append(Cell(Box(start, top, end, bottom), held))
    return tuple(cells)


def _around(rows: Sequence[Sequence[Cell | None]]) -> Box:
    boxes = [cell.box for row in rows for cell in row if cell]
    return Box(
        min(box.x0 for box in boxes),
        min(box.top for box in boxes),
        max(box.x1 for box in boxes),
        max(box.bottom for box in boxes),
    )


def _middle(word: Word) -> float:
    return (box_of(word).top + box_of(word).bottom) / 2


def _across(word: Word) -> float:
    return (box_of(word).x0 + box_of(word).x1) / 2
