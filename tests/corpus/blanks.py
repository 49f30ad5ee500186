"""Cells left blank at random: names, codes and figures that an institution did not fill in."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from tests.corpus.blocks import Block, Cell, Row, TableBlock

REGIONS = frozenset({"regional_beneficiaries", "regional_spending"})


def with_blanks(blocks: Sequence[Block], random: Random, share: float) -> list[Block]:
    """``blocks`` with each table cell blank by the chance ``share``, the names of regions, components and
    goals not spared. The form's own labels stay, and so does one cell of each row: a row without any
    print is none. The zero of a region stays, too: the form prints no row for a region without data, so a
    blank one does not stand for zero.
    """
    return [
        replace(block, rows=tuple(_row(row, random, share) for row in block.rows))
        if isinstance(block, TableBlock)
        else block
        for block in blocks
    ]


def _row(row: Row, random: Random, share: float) -> Row:
    own = [
        place
        for place, cell in enumerate(row)
        if not (_is_label(place, cell) or _is_zero(cell) or cell.empty)
    ]
    blank = {place for place in own if random.random() < share}
    printed = [place for place, cell in enumerate(row) if not cell.empty]
    if blank == set(printed):
        blank.discard(random.choice(printed))
    return tuple(_blank(cell) if place in blank else cell for place, cell in enumerate(row))


def _is_label(place: int, cell: Cell) -> bool:
    """Whether the form prints the cell itself, or a label in it: the first one of a row with a name of its
    own, and the cell of an indicator's formula, which holds the label of the methodology.
    """
    items = [piece.item for piece in cell.pieces]
    return len(items) != 1 or items[0].endswith(".label") or (place == 0 and "." in items[0])


def _is_zero(cell: Cell) -> bool:
    """Whether the cell is the zero of a region."""
    return any(piece.item in REGIONS and piece.text == "0" for piece in cell.pieces)


def _blank(cell: Cell) -> Cell:
    pieces = tuple(replace(piece, text="", status="blank") for piece in cell.pieces)
    return replace(cell, lines=("",), pieces=pieces)
