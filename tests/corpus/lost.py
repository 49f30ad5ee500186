"""What a text dump has lost: empty cells vanish, and with them the columns of what is left of a row.

A year without beneficiaries has no spending per beneficiary, so a positive figure cannot be about it.
Where that leaves one way to put a row's figures under its years, in the printed order, nothing is lost.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import combinations

from tests.corpus.blocks import Block, Field, Piece, TableBlock

PER_BENEFICIARY = "spending_per_beneficiary.executed_budget"
COLUMNS = ("year_minus_2", "year_minus_1", "year")


def is_left(values: Sequence[str], empty_years: Iterable[int]) -> bool:
    """Whether the figures ``values`` of a row ("" where a cell is empty) can stand in one way only, if
    no positive figure may stand at the places ``empty_years``.
    """
    barred = frozenset(empty_years)
    printed = [value for value in values if value]
    ways = [
        places
        for places in combinations(range(len(values)), len(printed))
        if not any(
            place in barred and re.fullmatch(r"[\d.,]*[1-9][\d.,]*", value)
            for place, value in zip(places, printed, strict=True)
        )
    ]
    return len(ways) == 1


def years_without_beneficiaries(blocks: Sequence[Block]) -> frozenset[int]:
    """Places in ``COLUMNS`` of the years for which every print of the beneficiaries is a zero."""
    pieces = [piece for block in blocks for piece in _pieces(block)]
    row = [piece for piece in pieces if piece.item == "coverage.beneficiaries"]
    previous, current = (
        [piece.text for piece in row if piece.column == name] for name in ("previous", "current")
    )
    field = [piece.text for piece in pieces if piece.item == "beneficiaries"]
    if len([text for text in previous + current if text]) == 1:
        return frozenset()
    prints = {1: previous, 2: current + field}
    return frozenset(place for place, texts in prints.items() if {text for text in texts if text} == {"0"})


def _pieces(block: Block) -> Iterable[Piece]:
    if isinstance(block, Field):
        return (block.piece,)
    if isinstance(block, TableBlock):
        return [piece for row in block.rows for cell in row for piece in cell.pieces]
    return ()
