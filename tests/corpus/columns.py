"""How wide a table's columns are drawn: the form's shares, unless a word needs more room."""

from collections.abc import Sequence

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.corpus.blocks import Cell, TableBlock
from tests.corpus.style import Font

# Liberation, which browsers and LibreOffice use, is as wide as these; Carlito is narrower.
BOLD: dict[Font, str] = {"sans": "Helvetica-Bold", "serif": "Times-Bold", "ligatures": "Helvetica-Bold"}
# Points from the foot to the head of a turned header, and from one of its lines to the next.
TURNED_LENGTH = 84.0
TURNED_LEADING = 1.25


def column_widths(
    table: TableBlock, width: float, font: Font, font_size: float, padding: float, *, turned: bool = False
) -> list[float]:
    """Points of every column of ``table`` on a page with ``width`` points between its margins.

    No word is ever cut or runs into the next column: a column too narrow for its longest word, with
    ``padding`` points on each side of it, takes what it lacks from the columns that have room to spare.
    In a ``tight`` table, and under ``turned`` headers, columns of figures are no wider than they need be.
    """
    shares = [share * width for share in table.widths]
    needed = [0.0] * len(shares)
    measured = table.part_of or table
    figures = figure_columns(measured) if turned or table.tight else []
    for row in (measured.header, *measured.rows):
        for column, cell in single_columns(row):
            if turned and row is measured.header and column in figures:
                lines = simpleSplit("\n".join(cell.lines), BOLD[font], font_size, TURNED_LENGTH)
                widest = len(lines) * TURNED_LEADING * font_size
            else:
                words = " ".join(cell.lines).split(" ")
                widest = max(stringWidth(word, BOLD[font], font_size) for word in words)
            needed[column] = max(needed[column], widest + 2 * padding)
    for column in figures:
        shares[column] = min(shares[column], needed[column])
    lacking = sum(max(0.0, need - share) for need, share in zip(needed, shares, strict=True))
    if not lacking:
        return shares
    spare = sum(max(0.0, share - need) for need, share in zip(needed, shares, strict=True))
    if lacking > spare:
        raise ValueError(f"{table.name} does not fit into {width:.0f} points at {font_size} points")
    kept = 1 - lacking / spare
    return [need + max(0.0, share - need) * kept for need, share in zip(needed, shares, strict=True)]


def figure_columns(table: TableBlock) -> list[int]:
    """The columns of ``table`` that are no columns of text."""
    return [
        column
        for column, cell in enumerate(table.header)
        if not any(piece.column in table.text_columns for piece in cell.pieces)
    ]


def single_columns(row: Sequence[Cell]) -> list[tuple[int, Cell]]:
    """The cells of ``row`` that are one column wide, each with its column."""
    cells = []
    column = 0
    for cell in row:
        if cell.span == 1:
            cells.append((column, cell))
        column += cell.span
    return cells
