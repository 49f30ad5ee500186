"""A text dump in the shape Apache PDFBox gives a report: boxes apart by blank lines, empty cells gone.

The cells of a row come in the order of the columns. Cells of one line share a line of the dump; a
wrapped cell has its lines to itself. The first line of every page but the first starts with a space.
"""

import textwrap
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tests.corpus.blocks import (
    Block,
    Body,
    Caption,
    Cell,
    Drawing,
    Field,
    Heading,
    Row,
    TableBlock,
    TitleLine,
)
from tests.corpus.model import Report

LINE_WIDTH = 150
TABLE_WIDTH = 130
PAGE_LINES = 88
# How much shorter than the line above a centred line is when PDFBox takes it for a paragraph of its own.
INDENT = 4
# Tables whose figures stand beside the first line of a row's label, not beside its middle.
TOP_ALIGNED = frozenset({"spending_per_beneficiary"})


def draw(report: Report, blocks: Sequence[Block]) -> Drawing:
    """The report as UTF-8 text, one footer at the end of each page."""
    pages: list[list[str]] = [[""]]
    for block in blocks:
        chapter = isinstance(block, Heading | Caption | TableBlock) and block.new_page
        for number, box in enumerate(_boxes(block)):
            # Blank space alone starts no page.
            overflows = any(box) and len(pages[-1]) + len(box) > PAGE_LINES
            if (chapter and number == 0) or overflows:
                pages.append([])
            pages[-1] += box
    footers = [f"{report.footer} Página {number}" for number in range(1, len(pages) + 1)]
    text = ""
    for number, (page, footer) in enumerate(zip(pages, footers, strict=True), start=1):
        text += ("" if number == 1 else " ") + "\n".join([*page, footer, ""])
    tables = sum(isinstance(block, TableBlock) for block in blocks)
    return Drawing(f"{text} ".encode(), tuple(footers), (1,) * tables, len(pages))


def _boxes(block: Block) -> Iterator[list[str]]:
    """Lines that stay on one page together."""
    match block:
        case TitleLine(piece):
            last = piece.item in {"closing", "service"}
            # Name, ministry, service and years are one box; the years follow as fields.
            yield [piece.text, ""] if last and piece.item == "closing" else [piece.text]
        case Heading(piece, _):
            yield [piece.text, ""]
        case Field(label, value, piece, own_line):
            if piece.section == "0":
                yield [f"{label} {value}", *([""] if piece.item == "end_year" else [])]
            elif own_line:
                yield [*_wrap(label), *_wrap(value), ""]
            else:
                # A label ends in a mark and is two spaces from its value; "El programa presenta" runs on.
                gap = "\xa0 " if label.endswith((":", ".")) else " "
                yield [*_wrap(f"{label}{gap}{value}" if value else label), ""]
        case Body(value, _):
            yield [*_wrap(value), ""]
        case Caption(piece):
            yield [*_wrap(piece.text), ""]
        case TableBlock():
            layout = _top_row if block.name in TOP_ALIGNED else _row
            rows = [layout(row, block.widths) for row in (block.header, *block.rows)]
            yield from rows
            yield _apart(rows[-1])


def _wrap(text: str) -> list[str]:
    """Lines of a paragraph; a wrapped line keeps its last space."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        wrapped = textwrap.wrap(paragraph, LINE_WIDTH, break_long_words=False)
        lines += [f"{line} " for line in wrapped[:-1]] + wrapped[-1:]
    return [line.replace("\xa0", " ") for line in lines]


def _row(row: Row, widths: Sequence[float]) -> list[str]:
    """A table row: cells of one line side by side, a wrapped cell below them on lines of its own."""
    lines: list[str] = []
    side_by_side = False
    column = 0
    for cell in row:
        width = sum(widths[column : column + cell.span])
        column += cell.span
        printed = _cell_lines(cell, round(width * TABLE_WIDTH))
        if len(printed) == 1 and side_by_side:
            lines[-1] = f"{lines[-1]} {printed[0]}"
        elif len(printed) > 1 and cell.align == "left":
            lines += [*_apart(lines), *printed, ""]
        else:
            lines += printed
        side_by_side = len(printed) == 1 or (side_by_side and not printed)
    return [*lines, *_apart(lines)] if len(lines) > 1 else lines


def _top_row(row: Row, _: Sequence[float]) -> list[str]:
    """A table row whose cells begin on the same line; what is left of the label follows."""
    first = " ".join(cell.lines[0] for cell in row if cell.lines[0])
    return [first, *(line for cell in row for line in cell.lines[1:])]


def _apart(lines: Sequence[str]) -> list[str]:
    """A blank line, unless there is nothing yet or a blank line already."""
    return [""] if lines and lines[-1] else []


def _cell_lines(cell: Cell, width: int) -> list[str]:
    """A cell's lines. PDFBox takes a line that starts much further right for a new paragraph, which a
    shorter line of a centred cell does, and parts that wrap stand apart.
    """
    lines: list[str] = []
    for part in cell.lines:
        wrapped = textwrap.wrap(part, width, break_long_words=False)
        if len(wrapped) > 1:
            lines += _apart(lines)
        for line, following in pairwise(wrapped):
            indented = cell.align == "centre" and len(line) - len(following) >= INDENT
            lines += [f"{line} ", *([""] if indented else [])]
        lines += wrapped[-1:]
    return lines
