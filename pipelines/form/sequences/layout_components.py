"""A component's own table in a text dump that keeps the gaps of the page: all of its lines are one row.

The form prints each component's table above its production, so that no gap has to tell rows: lines as close
as the header stay one cell. The columns are told by the gaps between words.
"""

from collections.abc import Sequence
from itertools import groupby, pairwise

from pipelines.form.baselines import baselines, box_of, letter_height, pieces_of
from pipelines.form.borderless.columns import borders
from pipelines.form.borderless.header import printed_header
from pipelines.form.borderless.tables import ROOM
from pipelines.form.folding import fold
from pipelines.form.rows import Row, RowCell
from pipelines.form.sequences.cells import ends_in
from pipelines.form.sequences.layout import placed
from pipelines.form.spec import Table
from pipelines.read.document import Word


def only_row(words: Sequence[Word], table: Table) -> list[Row] | None:
    """The row of a ``table`` that has one only, from all of its ``words``, header included. None if it goes
    on over a page, if a cell is blank, or if no or more than one way to part the columns leaves a first
    cell that ends as it must.
    """
    if not words or len({word.page for word in words}) > 1:
        return None
    there = placed(words)
    height = letter_height(there)
    lines = baselines(there, height)
    header = printed_header(lines, table, height)
    if header is None:
        return None
    body = lines[header.lines :]
    for room in ROOM:
        pieces = pieces_of(body, room * height)
        parted = [_parted(body, edges) for edges in borders(header, [pieces], height)]
        found = [cells for cells in parted if _are_cells(cells, table)]
        if found:
            return [_row(found[0], table)] if len(found) == 1 else None
    return None


def _parted(lines: Sequence[Sequence[Word]], edges: Sequence[float]) -> list[tuple[Word, ...]]:
    """The words between each two of ``edges``, line by line."""
    return [
        tuple(word for line in lines for word in line if low <= _across(word) < high)
        for low, high in pairwise(edges)
    ]


def _across(word: Word) -> float:
    return (box_of(word).x0 + box_of(word).x1) / 2


def _are_cells(cells: Sequence[Sequence[Word]], table: Table) -> bool:
    """Whether no cell is blank, and each column with known ends has one of them below its first line."""
    return all(cells) and all(
        ends_in(_folded_lines(words), column.ends)
        for words, column in zip(cells, table.columns, strict=True)
        if column.ends
    )


def _folded_lines(words: Sequence[Word]) -> list[str]:
    lines = groupby(words, key=lambda word: word.line_no)
    return [fold("".join(word.text for word in line)) for _, line in lines]


def _row(cells: Sequence[tuple[Word, ...]], table: Table) -> Row:
    found = tuple(RowCell((column.id,), words) for column, words in zip(table.columns, cells, strict=True))
    return Row(found, cells[0][0])
