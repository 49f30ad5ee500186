"""Tables of which nothing is reported: the sentence that says so, a header alone, or nothing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from tests.corpus.blocks import Block, Body, Caption, Cell, Heading, Piece, Row, TableBlock, TitleLine
from tests.corpus.labels import Labels, not_reported
from tests.corpus.sheet import Sheet

_MAY_BE_EMPTY = frozenset(
    {"regional_beneficiaries", "executors", "administrative_spending", "regional_spending", "sdg"}
    | {"purpose_indicators", "complementary_indicators"}
)
_LEFT_OUT_BEHIND = {"flow": "regional_beneficiaries", "execution": "executors", "7.2": "sdg"}
"""Tables that the form leaves out when they are empty, by the block that they stand behind."""


def _empty(blocks: Sequence[Block], printed: Literal["row", "sentence", "header", "nothing"]) -> list[Block]:
    """Empty tables with the form's sentence in a ``row`` across, with the ``sentence`` in place of the table,
    as a ``header`` alone, or with ``nothing`` of them. The sentence is read for all columns of the table.
    """
    found: list[Block] = []
    for block in _with_every_table(blocks):
        if not isinstance(block, TableBlock) or not _is_empty(block):
            found.append(block)
            continue
        sentence = _sentence(block)
        sums = tuple(row for row in block.rows if _is_sum(row))
        if printed == "row":
            across = Cell((sentence.text,), (sentence,), span=len(block.header))
            found.append(replace(block, rows=((across,), *sums)))
        elif sums:
            found.append(block)
        elif printed == "header":
            found.append(replace(block, rows=()))
        elif printed == "sentence" and isinstance(found[-1], Caption | Heading):
            found.append(Body(sentence.text, sentence))
        elif isinstance(found[-1], Caption):
            found.pop()
    return found


def _is_empty(table: TableBlock) -> bool:
    own = [piece for row in table.rows for cell in row for piece in cell.pieces if piece.item == table.name]
    return table.name in _MAY_BE_EMPTY and not own


def _is_sum(row: Row) -> bool:
    return any(piece.column == "spending" and piece.status == "value" for piece in row[-1].pieces)


def _sentence(table: TableBlock) -> Piece:
    header = [piece for cell in table.header for piece in cell.pieces]
    columns = "|".join(piece.column for piece in header)
    return Piece(header[0].section, table.name, 1, columns, not_reported(), "not_reported")


def _with_every_table(blocks: Sequence[Block]) -> Iterator[Block]:
    """``blocks`` with the tables that the form has left out, without rows."""
    labels = Labels(_year(blocks))
    printed = {block.name for block in blocks if isinstance(block, TableBlock)}
    for block in blocks:
        yield block
        name, section = _name(block)
        table = _LEFT_OUT_BEHIND.get(name, name)
        if name in _LEFT_OUT_BEHIND and table not in printed:
            sheet = Sheet(labels)
            sheet.section = section
            sheet.table(table, ())
            yield from sheet.blocks


def _name(block: Block) -> tuple[str, str]:
    """What a block is called, and the section that it stands in."""
    if isinstance(block, TableBlock):
        sections = [piece.section for cell in block.header for piece in cell.pieces]
        return block.name, sections[0] if sections else ""
    is_heading = isinstance(block, Heading)
    return block.piece.section if is_heading else block.piece.item, block.piece.section


def _year(blocks: Sequence[Block]) -> int:
    closing = next(
        block for block in blocks if isinstance(block, TitleLine) and block.piece.item == "closing"
    )
    return int(re.findall(r"\d{4}", closing.piece.text)[-1])


EMPTY = {
    "row": lambda blocks: _empty(blocks, "row"),
    "sentence": lambda blocks: _empty(blocks, "sentence"),
    "header": lambda blocks: _empty(blocks, "header"),
    "nothing": lambda blocks: _empty(blocks, "nothing"),
}
