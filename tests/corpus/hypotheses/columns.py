"""How wide columns are."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tests.corpus.blocks import Block, Row, TableBlock
from tests.corpus.columns import figure_columns, single_columns
from tests.corpus.hypotheses.figures import FIGURE

# Letters in a line of the narrowest column.
_NARROWEST = 7


def _narrow_columns(blocks: Sequence[Block]) -> list[Block]:
    """Columns of figures as narrow as they get: long words of headers, and long figures, go on in the next
    line. Other words of a column's cells stay whole and widen it.
    """

    def narrowed(block: Block) -> Block:
        if not isinstance(block, TableBlock) or not block.header:
            return block
        limits = {column: _longest_word(block, column) for column in figure_columns(block)}
        header, *rows = (_broken(row, limits) for row in (block.header, *block.rows))
        return replace(block, header=header, rows=tuple(rows), tight=True)

    return list(map(narrowed, blocks))


def _longest_word(table: TableBlock, column: int) -> int:
    """Letters of the longest word in the column, its header and figures left out; not below a least width."""
    cells = [cell for row in table.rows for place, cell in single_columns(row) if place == column]
    words = [word for cell in cells for line in cell.lines for word in line.split()]
    return max([_NARROWEST, *(len(word) for word in words if not FIGURE.fullmatch(word))])


def _broken(row: Row, limits: Mapping[int, int]) -> Row:
    cells = list(row)
    for place, cell in enumerate(row):
        column = sum(before.span for before in row[:place])
        if cell.span == 1 and column in limits:
            text = re.sub(rf"(\S{{{limits[column]}}})(?=\S)", r"\1\n", "\n".join(cell.lines))
            cells[place] = replace(cell, lines=tuple(text.split("\n")))
    return tuple(cells)


COLUMNS = {"narrow": _narrow_columns}
