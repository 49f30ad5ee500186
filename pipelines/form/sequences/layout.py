"""Tables of a text dump that keeps the gaps of the page, as ``pdftotext -layout`` does.

What stands side by side shares a line, a wrapped cell goes on above and below the others, and a blank cell
is a gap. So columns are read from the places of the words, as in a PDF without rules; only lines that are
whole rows need no places.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from pipelines.form.borderless.tables import Ruled
from pipelines.form.folding import fold
from pipelines.form.load_spec import the_form
from pipelines.form.reading import Reading
from pipelines.form.rows import Row, RowCell
from pipelines.form.sequences.layout_wrapped_cells import Chunk, with_whole_cells
from pipelines.form.spec import Column, FixedRow, Table
from pipelines.form.tokens import Token
from pipelines.read.document import Box, Word

LETTER = (5.0, 10.0)
"""Width and height in points of a letter on the page that a dump with gaps stands for."""

LINE = 12.0
"""Points from line to line of that page."""

GAP = 2
"""So many spaces part two cells; words of one cell have one between them."""


def keeps_gaps(words: Sequence[Word]) -> bool:
    """Whether ``words`` stand in a dump that keeps the gaps of the page."""
    return bool(words) and words[0].indent is not None


def placed(words: Sequence[Word]) -> list[Word]:
    """``words`` with places on a page of equally wide letters, if their dump keeps the gaps."""
    return [word if word.indent is None else replace(word, box=_box(word)) for word in words]


def unplaced(one: Reading) -> Reading:
    """A reading of a dump: no coordinates."""
    return replace(one, x0=None, top=None, x1=None, bottom=None) if one.line_no is not None else one


def are_columns_sure(ruled: Sequence[Ruled], table: Table) -> bool:
    """Whether a dump with gaps shows well enough where the columns of ``table`` stand."""
    return _fills_columns(ruled, table) and all(_is_aligned(one) and _is_below_header(one) for one in ruled)


def _is_below_header(ruled: Ruled) -> bool:
    """Whether the header stands above its columns: those of a page set wider or narrower than others are
    beside them.
    """
    printed = [(cell.box, word) for cell in ruled.header.cells if cell for word in cell.words]
    return all(word.box and box.x0 <= word.box.x0 and word.box.x1 <= box.x1 for box, word in printed)


def _is_aligned(ruled: Ruled) -> bool:
    """Whether each page without a header shows its columns by a row with all its cells: a page may be set
    wider or narrower than the one with the header.
    """
    return all(
        any(all(cell is None or cell.words for cell in row) for row in part.rows) for part in ruled.parts[1:]
    )


def _fills_columns(ruled: Sequence[Ruled], table: Table) -> bool:
    """Whether each column of a table with several columns of prose holds something besides its header. Where
    one is empty, the headers alone say where its neighbour ends, and they stand in the middle of a column.
    """
    if sum(column.kind == "text" for column in table.columns) < 2:
        return True
    held: set[int] = set()
    for one in ruled:
        for number, part in enumerate(one.parts):
            for row in part.rows[0 if number else one.header.row + 1 :]:
                held |= {place for place, cell in enumerate(row) if cell and cell.words}
    return len(held) in (0, len(table.columns))


def _box(word: Word) -> Box:
    assert word.indent is not None
    assert word.line_no is not None
    width, height = LETTER
    top = word.line_no * LINE
    return Box(word.indent * width, top, (word.indent + len(word.text)) * width, top + height)


def whole_rows(words: Sequence[Word], table: Table) -> list[Row] | None:
    """The rows of ``table``, if each line is one with all its cells, or its header, printed again; else None.

    Cells of text alone may be broken over lines all alike, so a row needs a figure or a number at the
    beginning of each cell. Such a number also parts two cells that touch.
    """
    if not all(column.starts for column in table.columns) and not any(
        column.kind != "text" for column in table.columns
    ):
        return None
    rows = []
    lines = with_whole_cells(
        [_chunks(list(line)) for _, line in groupby(words, key=lambda word: (word.page, word.line_no))]
    )
    if not table.open_rows and len(table.rows) == 1:
        lines = _with_whole_label(lines, table.rows[0])
    for line in lines:
        row = _header(line, table) or _row(_parted(line, table), table)
        if row is None:
            return None
        rows.append(row)
    return rows


def _with_whole_label(lines: list[list[Chunk]], row: FixedRow) -> list[list[Chunk]]:
    """The lines of a table with one labelled row, as one line if both lines of the label stand around one
    line of figures, or else as they are.
    """
    labels = [line[0] for line in lines if _is_part(line[0], row)]
    figures = [line[1:] if _is_part(line[0], row) else line for line in lines]
    figures = [line for line in figures if line]
    if len(labels) != 2 or len(figures) != 1:
        return lines
    return [[labels[0] + labels[1], *figures[0]]]


def _is_part(chunk: Chunk, row: FixedRow) -> bool:
    folded = _folded(chunk)
    return row.pattern.fits(folded) or (row.continues is not None and row.continues.fits(folded))


def _chunks(line: Sequence[Word]) -> list[Chunk]:
    """The words of a line, cut at the gaps."""
    chunks: list[list[Word]] = []
    end = 0
    for word in line:
        assert word.indent is not None
        if chunks and word.indent - end < GAP:
            chunks[-1].append(word)
        else:
            chunks.append([word])
        end = word.indent + len(word.text)
    return [tuple(chunk) for chunk in chunks]


def _header(chunks: Sequence[Chunk], table: Table) -> Row | None:
    """The header of ``table``, if the line holds all of its cells and nothing else."""
    named = [column for column in table.columns if column.header]
    if len(chunks) != len(named):
        return None
    pairs = list(zip(named, chunks, strict=True))
    if not all(column.header and column.header.fits(_folded(chunk)) for column, chunk in pairs):
        return None
    cells = tuple(RowCell((column.id,), chunk) for column, chunk in pairs)
    return Row(cells, chunks[0][0], is_header=True)


def _parted(chunks: Sequence[Chunk], table: Table) -> Sequence[Chunk]:
    """The cells of a line that is one chunk, where the second begins with a number of its own that goes on
    from that of the first: "8. Goal 8.3 Target".
    """
    if len(chunks) != 1 or len(table.columns) != 2:
        return chunks
    (words,), second = chunks, table.columns[1].starts
    number = re.match(r"\d+\.", fold(words[0].text))
    places = [
        place
        for place, text in enumerate(fold(word.text) for word in words)
        if place and number and second and second.fullmatch(text) and text.startswith(number[0])
    ]
    return [words[: places[0]], words[places[0] :]] if len(places) == 1 else chunks


def _row(chunks: Sequence[Chunk], table: Table) -> Row | None:
    label, *rest = chunks
    folded = _folded(label)
    fixed = next((row for row in table.rows if row.is_label(folded)), None)
    if fixed is None and not table.open_rows:
        return None
    columns = table.figures(fixed) if fixed else table.columns
    cells = rest if fixed else chunks
    if len(cells) != len(columns) or not all(map(_fits, cells, columns)):
        return None
    found = tuple(RowCell((column.id,), cell) for cell, column in zip(cells, columns, strict=True))
    return Row(found, label[0], fixed, label if fixed else ())


def _fits(words: Chunk, column: Column) -> bool:
    """Whether a cell is of the column's kind; a number that may go on below is not."""
    if column.starts:
        return column.starts.fullmatch(fold(words[0].text)) is not None
    if column.kind == "text":
        return True
    form = the_form()
    folded = _folded(words)
    is_phrase = form.not_reported.fits(folded) or form.not_applicable.fits(folded)
    token = Token(words, starts_line=True, starts_box=True, is_phrase=is_phrase)
    return is_phrase or (token.can_be(column.kind) and not token.folded.endswith((".", ",")))


def _folded(words: Chunk) -> str:
    return fold("".join(word.text for word in words))
