"""What a reader says of a report against what the report prints: nothing said may be wrong."""

from collections import Counter
from collections.abc import Iterable, Sequence

from pipelines.form.readings.reading import Reading
from tests.corpus.blocks import Piece, TableBlock
from tests.corpus.layout import lay_out
from tests.corpus.model import Report

DECIDED = ("value", "not_reported", "not_applicable", "blank")


Printed = tuple[str, str, int | None, str, str, str]


def pieces_of(report: Report) -> list[Piece]:
    """Every printed value, header cell, caption and heading of ``report``, empty cells too."""
    pieces: list[Piece] = []
    for block in lay_out(report):
        if isinstance(block, TableBlock):
            pieces += [piece for row in (block.header, *block.rows) for cell in row for piece in cell.pieces]
        else:
            pieces.append(block.piece)
    return pieces


def said_rightly(readings: Iterable[Reading], pieces: Sequence[Piece]) -> list[Reading]:
    """The readings with a text that is printed just there. A header may be printed on every page."""
    printed = {(one.section, one.item, one.row_no, one.column, one.text, one.status) for one in pieces}
    return [one for one in readings if _key(one) in printed and one.text]


def said_wrongly(readings: Iterable[Reading], pieces: Sequence[Piece]) -> list[Reading]:
    """The readings that say something, be it that a cell is blank, which the report does not print there,
    or not so often. What is ambiguous or unmapped says nothing; running headers are no part of the report.
    """
    left: Counter[Printed] = Counter(
        (one.section, one.item, one.row_no, one.column, one.text, one.status) for one in pieces
    )
    wrong = []
    for one in readings:
        if one.status not in DECIDED or one.section == "page":
            continue
        if not left[_key(one)]:
            wrong.append(one)
        elif one.row_no != 0:
            left[_key(one)] -= 1
    return wrong


def _key(one: Reading) -> Printed:
    return (one.section, one.item, one.row_no, one.column, one.text, one.status)
