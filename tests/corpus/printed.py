"""What a reader of the drawing must find: one entry for every printed value, in the reading vocabulary."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any

from tests.corpus.blocks import Block, Drawing, Piece, Row, TableBlock
from tests.corpus.lost import PER_BENEFICIARY, is_left, years_without_beneficiaries
from tests.corpus.model import Producer


def printed_pieces(blocks: Sequence[Block], drawing: Drawing, producer: Producer) -> list[Piece]:
    """Every value, header cell, caption, heading and footer of the drawing.

    A header that the producer repeats on every page of a table is there once for each page. In a text
    dump empty cells have vanished: what is left of their row is ambiguous where several columns could
    have held it, and the empty cells themselves are not listed (but for headers, which are always so,
    and for rows whose columns the report itself leaves no doubt of).
    """
    pieces: list[Piece] = []
    header_prints = iter(drawing.header_prints)
    empty_years = years_without_beneficiaries(blocks)
    for block in blocks:
        if isinstance(block, TableBlock):
            header = [piece for cell in block.header for piece in cell.pieces]
            pieces += header * next(header_prints)
            for row in block.rows:
                cells = [piece for cell in row for piece in cell.pieces]
                lost = producer == "text" and not _is_known(cells, empty_years)
                pieces += _left_in_text(row, block.text_columns) if lost else cells
        else:
            pieces.append(block.piece)
    pieces += [Piece("page", "running_header", None, "value", footer, "value") for footer in drawing.footers]
    if drawing.watermark:
        mark = Piece("page", "overprint", None, "value", drawing.watermark, "value")
        pieces += [mark] * drawing.page_count
    return pieces


def _is_known(cells: Sequence[Piece], empty_years: frozenset[int]) -> bool:
    """Whether the report itself leaves one place for each figure of the row."""
    label, *figures = cells
    return label.item == PER_BENEFICIARY and is_left([piece.text for piece in figures], empty_years)


def _left_in_text(row: Row, text_columns: Sequence[str]) -> Iterator[Piece]:
    """A row of a text dump: n values under m number columns fit n-th to (m - n + n)-th column at most."""
    pieces = [piece for cell in row for piece in cell.pieces]
    numbers = [piece for piece in pieces if piece.column not in (*text_columns, "methodology")]
    left = [piece for piece in numbers if piece.text]
    slack = len(numbers) - len(left)
    for piece in pieces:
        if not piece.text:
            continue
        if piece in left and slack:
            place = left.index(piece)
            columns = [candidate.column for candidate in numbers[place : place + slack + 1]]
            yield replace(piece, column="|".join(columns), status="ambiguous")
        else:
            yield piece


def as_entries(pieces: Sequence[Piece]) -> list[dict[str, Any]]:
    """Pieces as entries of the truth file."""
    return [asdict(piece) for piece in pieces]
