"""The order of a table's columns and rows, sums carried over, and lines of air in its cells."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from tests.corpus.blocks import Block, Cell, Piece, TableBlock

_FIGURE = re.compile(r"-?\d{1,3}(?:\.\d{3})+|-?\d+")
_NEWEST_FIRST = {
    "coverage": (0, 2, 1),
    "spending_per_beneficiary": (0, 3, 2, 1),
    "purpose_indicators": (0, 1, 5, 4, 3, 2),
    "complementary_indicators": (0, 1, 5, 4, 3, 2),
}
_BUDGET_LINES = ("total_spending", "administrative_spending")


def _years_descending(blocks: Sequence[Block]) -> list[Block]:
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, TableBlock) and block.name in _NEWEST_FIRST:
            order = _NEWEST_FIRST[block.name]
            header, *rows = (tuple(row[place] for place in order) for row in (block.header, *block.rows))
            widths = tuple(block.widths[place] for place in order)
            found.append(replace(block, header=header, rows=tuple(rows), widths=widths))
        else:
            found.append(block)
    return found


def _totals_first(blocks: Sequence[Block]) -> list[Block]:
    def moved(block: Block) -> Block:
        if not isinstance(block, TableBlock):
            return block
        totals = [
            row for row in block.rows if any(one.item == f"{block.name}.total" for one in row[0].pieces)
        ]
        others = [row for row in block.rows if row not in totals]
        return replace(block, rows=(*totals, *others)) if others else block

    return [moved(block) for block in blocks]


def _sums_carried(blocks: Sequence[Block], words: tuple[str, str]) -> list[Block]:
    """Half-way down a table of budget lines, the sum of the lines above, carried over as at a page's end:
    below the last line and, in other ``words``, above the next one.
    """

    def carried(block: Block) -> Block:
        if not isinstance(block, TableBlock) or block.name not in _BUDGET_LINES:
            return block
        lines = [row for row in block.rows if any(one.item == block.name for one in row[-1].pieces)]
        amounts = [_FIGURE.fullmatch(row[-1].lines[0]) and row[-1].lines[0] for row in lines if row[-1].lines]
        if len(lines) < 2 or len(amounts) < len(lines) or not all(amounts):
            return block
        above = len(lines) // 2
        amount = sum(int(one.replace(".", "")) for one in amounts[:above] if one)
        printed = f"{amount:,}".replace(",", ".")
        across = len(block.header) - 1
        between = [
            (Cell((text,), (Piece("page", "carried_forward", None, "value", f"{text} {printed}", "value"),),
                  span=across), Cell((printed,), ()))
            for text in words
        ]  # fmt: skip
        return replace(block, rows=(*block.rows[:above], *between, *block.rows[above:]))

    return list(map(carried, blocks))


def _spaced_paragraphs(blocks: Sequence[Block]) -> list[Block]:
    """A blank line between the lines that a cell begins anew."""

    def spaced(cell: Cell) -> Cell:
        if cell.align == "centre" or len(cell.lines) < 2 or any(one.row_no == 0 for one in cell.pieces):
            return cell
        first, *others = cell.lines
        return replace(cell, lines=(first, *(line for other in others for line in ("", other))))

    return [
        replace(block, rows=tuple(tuple(map(spaced, row)) for row in block.rows))
        if isinstance(block, TableBlock) and block.name.endswith("_indicators")
        else block
        for block in blocks
    ]


YEARS = {"descending": _years_descending}
TOTALS = {"first": _totals_first}
SUMS = {
    "carried": partial(_sums_carried, words=("Suma y sigue", "Suma anterior")),
    "sheet": partial(_sums_carried, words=("Va a la hoja siguiente", "De la hoja anterior")),
}
PARAGRAPHS = {"spaced": _spaced_paragraphs}
