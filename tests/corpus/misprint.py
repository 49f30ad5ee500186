"""Blocks in which single values are printed otherwise, as a typing error in the source would."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tests.corpus.blocks import Block, Cell, Field, Piece, TableBlock
from tests.corpus.model import Answer

Place = tuple[str, int | None, str]


def misprint(blocks: Sequence[Block], misprints: Mapping[Place, Answer]) -> list[Block]:
    """The blocks with the values at these places (item, row, column) replaced.

    Raises ValueError where a place is not among them.
    """
    done: set[Place] = set()

    def piece(one: Piece) -> Piece:
        place = (one.item, one.row_no, one.column)
        if place not in misprints:
            return one
        done.add(place)
        return replace(one, text=misprints[place].squeezed, status=misprints[place].status)

    def cell(one: Cell) -> Cell:
        pieces = tuple(map(piece, one.pieces))
        if pieces == one.pieces:
            return one
        return replace(one, pieces=pieces, lines=tuple(part.text for part in pieces))

    found: list[Block] = []
    for block in blocks:
        match block:
            case Field(piece=one):
                changed = piece(one)
                found.append(block if changed == one else replace(block, piece=changed, value=changed.text))
            case TableBlock(rows=rows):
                found.append(replace(block, rows=tuple(tuple(map(cell, row)) for row in rows)))
            case _:
                found.append(block)
    if missing := misprints.keys() - done:
        raise ValueError(f"nothing is printed at {sorted(missing, key=str)}")
    return found
