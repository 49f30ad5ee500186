"""Where a label stands, and how sections are numbered."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from tests.corpus.blocks import Block, Cell, Field, Heading, Piece, TableBlock


def _labels_above(blocks: Sequence[Block]) -> list[Block]:
    return [replace(block, own_line=True) if isinstance(block, Field) else block for block in blocks]


def _labels_in_tables(blocks: Sequence[Block]) -> list[Block]:
    """Labels that follow each other, as a table of two columns: label and value."""
    found: list[Block] = []
    for is_field, some in groupby(blocks, lambda block: isinstance(block, Field)):
        group = list(some)
        if not is_field:
            found += group
            continue
        rows = tuple(
            (Cell((one.label,), ()), Cell(tuple(one.value.split("\n")), (one.piece,)))
            for one in group
            if isinstance(one, Field)
        )
        found.append(TableBlock("labels", (), rows, (0.4, 0.6), ()))
    return found


def _numbered(blocks: Sequence[Block], sign: str) -> list[Block]:
    def renumbered(piece: Piece) -> Piece:
        return replace(piece, text=re.sub(r"^(\d\.\d)\)", rf"\1{sign}", piece.text))

    return [
        replace(block, piece=renumbered(block.piece)) if isinstance(block, Heading) else block
        for block in blocks
    ]


LABELS = {"above": _labels_above, "table": _labels_in_tables}
NUMBERING = {
    "dot": lambda blocks: _numbered(blocks, "."),
    "bare": lambda blocks: _numbered(blocks, ""),
}
