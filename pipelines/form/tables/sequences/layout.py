"""Tables of a text dump that keeps the gaps of the page, as ``pdftotext -layout`` does.

What stands side by side shares a line, a wrapped cell goes on above and below the others, and a blank cell
is a gap. So columns are read from the places of the words, as in a PDF without rules.
"""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.form.readings.reading import Reading
from pipelines.form.spec.model import Table
from pipelines.form.tables.drawn.drawing import Ruled
from pipelines.read.document import Box, Word

LETTER = (5.0, 10.0)
"""Width and height in points of a letter on the page that a dump with gaps stands for."""

LINE = 12.0
"""Points from line to line of that page."""


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
