"""Tables that go on on a new page."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from tests.corpus.blocks import Block, Caption, Cell, Heading, Piece, Row, TableBlock

_REMARK = "(continuación)"
_WITH_SUMS = frozenset(
    {"regional_beneficiaries", "total_spending", "component_spending", "regional_spending"}
    | {"administrative_spending"}
)
"""Tables whose figures add up to a total that the form prints."""
_LONG = _WITH_SUMS | {"purpose_indicators", "complementary_indicators", "sdg"}


def _continued(blocks: Sequence[Block], printed: Literal["caption", "header", "both"]) -> list[Block]:
    """Long tables in two halves, the second on a new page under "(continuación)": with the ``caption``, or
    heading, above it, with the ``header`` below it, or with ``both``. The remark is read as a page's header.
    """
    found: list[Block] = []
    above: Block | None = None
    for block in blocks:
        if isinstance(block, TableBlock) and block.name in _LONG and len(block.rows) > 1:
            half = len(block.rows) // 2
            title = ""
            if printed != "header" and isinstance(above, Caption | Heading):
                title = f"{above.piece.text} "
            remark = Piece("page", "running_header", None, "value", f"{title}{_REMARK}", "value")
            header = () if printed == "caption" else block.header
            found += [
                replace(block, rows=block.rows[:half], part_of=block),
                Caption(remark, new_page=True),
                replace(block, header=header, rows=block.rows[half:], part_of=block),
            ]
        else:
            found.append(block)
        above = block
    return found


def _rows_repeated(blocks: Sequence[Block]) -> list[Block]:
    """Tables with a sum in two halves, the second on a new page, where the last row of the first is printed
    again; the sum tells that it counts once.
    """
    found: list[Block] = []
    for block in blocks:
        if not isinstance(block, TableBlock) or block.name not in _WITH_SUMS or not _adds_up(block):
            found.append(block)
            continue
        half = len(block.rows) // 2
        again = tuple(_again(cell) for cell in block.rows[half - 1])
        found += [
            replace(block, rows=block.rows[:half], part_of=block),
            replace(block, header=(), rows=(again, *block.rows[half:]), new_page=True, part_of=block),
        ]
    return found


def _again(cell: Cell) -> Cell:
    pieces = tuple(replace(one, item=f"{one.item}.repeated", row_no=None) for one in cell.pieces)
    return replace(cell, pieces=pieces)


def _adds_up(table: TableBlock) -> bool:
    """Whether the table has rows above and below its middle, and the row above counts in the sum: in
    thousands, and more than the rounding of all rows.
    """
    own = [row for row in table.rows if row[0].pieces and row[0].pieces[0].item == table.name]
    last = len(table.rows) // 2 - 1
    if len(own) < 2 or table.rows[last] not in own or _amount(table.rows[last]) <= len(own):
        return False
    sums = [_amount(row) for row in table.rows if row not in own and not _is_carried(row)]
    return not sums or sums == [sum(map(_amount, own))]


def _is_carried(row: Row) -> bool:
    return any(piece.item == "carried_forward" for cell in row for piece in cell.pieces)


def _amount(row: Row) -> int:
    """What the row's figure, in whatever way it is written, amounts to; 0 where there is none."""
    texts = [
        piece.text
        for cell in row
        for piece in cell.pieces
        if piece.column in ("spending", "beneficiaries") and piece.status == "value"
    ]
    digits = "".join(character for text in texts for character in text if character.isdigit())
    return int(digits or 0)


PAGES = {
    "caption": lambda blocks: _continued(blocks, "caption"),
    "header": lambda blocks: _continued(blocks, "header"),
    "both": lambda blocks: _continued(blocks, "both"),
    "row_repeated": _rows_repeated,
}
