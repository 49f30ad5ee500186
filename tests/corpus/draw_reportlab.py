"""First producer: reportlab, Helvetica, letter paper, black full grid, header repeated on every page."""

import io
from collections import Counter
from collections.abc import Sequence
from html import escape

from reportlab import rl_config
from reportlab.lib.colors import black, whitesmoke
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from tests.corpus.blocks import Block, Body, Caption, Cell, Drawing, Field, Heading, TableBlock, TitleLine
from tests.corpus.model import Report

MARGIN = 48.0
WIDTH = letter[0] - 2 * MARGIN
CELL_PADDING = 3.0
# No page ends with a heading or a caption alone.
KEPT_WITH_NEXT = 64.0

_BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=8.5, leading=11, spaceAfter=5)
_SUBTITLE = ParagraphStyle("subtitle", _BODY, fontSize=10, leading=14, alignment=TA_CENTER, spaceAfter=1)
_TITLE = ParagraphStyle("title", _SUBTITLE, fontName="Helvetica-Bold", fontSize=13, leading=17, spaceAfter=5)
_HEADING = ParagraphStyle("heading", _BODY, fontName="Helvetica-Bold", spaceBefore=6)
_CAPTION = ParagraphStyle("caption", _BODY, fontName="Helvetica-Bold")
# A word is never cut: a table column must be wide enough for its longest word.
_CELL = ParagraphStyle("cell", _BODY, fontSize=8, leading=10, spaceAfter=0, splitLongWords=0)
_CENTRED = ParagraphStyle("centred", _CELL, alignment=TA_CENTER)
_HEADER = ParagraphStyle("header", _CENTRED, fontName="Helvetica-Bold")


class _CountedTable(Table):  # type: ignore[misc]  # reportlab carries no types
    """A table that counts on how many pages a part of it was drawn."""

    number: int
    prints: Counter[int]

    def onSplit(self, T: "_CountedTable", byRow: int = 1) -> None:  # noqa: N802, N803
        T.number, T.prints = self.number, self.prints

    def draw(self) -> None:
        self.prints[self.number] += 1
        super().draw()


def draw(report: Report, blocks: Sequence[Block]) -> Drawing:
    """The report as a PDF. The same report gives the same bytes: fixed date, no compression."""
    rl_config.useA85 = 0
    prints: Counter[int] = Counter()
    footers: list[str] = []

    def footer(canvas: Canvas, _: SimpleDocTemplate) -> None:
        footers.append(f"{report.footer} Página {canvas.getPageNumber()}")
        canvas.setFont("Helvetica-Oblique", 7)
        canvas.drawCentredString(letter[0] / 2, 26, footers[-1])

    story: list[Flowable] = []
    tables = 0
    for block in blocks:
        story += _flowables(block, tables, prints)
        tables += isinstance(block, TableBlock)
    content = io.BytesIO()
    document = SimpleDocTemplate(
        content,
        pagesize=letter,
        leftMargin=MARGIN - 6,
        rightMargin=MARGIN - 6,
        topMargin=46,
        bottomMargin=50,
        title=report.programme,
        invariant=1,
        pageCompression=0,
    )
    document.build(story, onFirstPage=footer, onLaterPages=footer)
    return Drawing(content.getvalue(), tuple(footers), tuple(prints[number] for number in range(tables)))


def _flowables(block: Block, number: int, prints: Counter[int]) -> list[Flowable]:
    match block:
        case TitleLine(piece):
            return [Paragraph(_markup(piece.text), _TITLE if piece.item == "title" else _SUBTITLE)]
        case Heading(piece, new_page):
            # The form's chapters start on a page of their own.
            before = PageBreak() if new_page else CondPageBreak(KEPT_WITH_NEXT)
            return [before, Paragraph(_markup(piece.text), _HEADING)]
        case Field(label, value, _, own_line):
            between = "<br/>" if own_line else " "
            return [Paragraph(f"<b>{_markup(label)}</b>{between}{_markup(value)}", _BODY)]
        case Body(value, _):
            return [Paragraph(_markup(value), _BODY)]
        case Caption(piece):
            return [CondPageBreak(KEPT_WITH_NEXT), Paragraph(_markup(piece.text), _CAPTION)]
        case TableBlock():
            return [_table(block, number, prints), Spacer(1, 8)]


def _markup(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br/>")


def _cell(cell: Cell, header: bool) -> Paragraph:
    style = _HEADER if header else _CENTRED if cell.align == "centre" else _CELL
    return Paragraph("<br/>".join(_markup(line) for line in cell.lines), style)


def _table(block: TableBlock, number: int, prints: Counter[int]) -> Table:
    rows: list[list[Paragraph | str]] = [[_cell(cell, header=True) for cell in block.header]]
    spans = []
    for index, row in enumerate(block.rows, start=1):
        cells: list[Paragraph | str] = []
        for cell in row:
            if cell.span > 1:
                start = len(cells)
                spans.append(("SPAN", (start, index), (start + cell.span - 1, index)))
            cells += [_cell(cell, header=False), *[""] * (cell.span - 1)]
        rows.append(cells)
    style = [
        ("GRID", (0, 0), (-1, -1), 0.5, black),
        ("BACKGROUND", (0, 0), (-1, 0), whitesmoke),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), CELL_PADDING),
        ("RIGHTPADDING", (0, 0), (-1, -1), CELL_PADDING),
        *spans,
    ]
    widths = [share * WIDTH for share in block.widths]
    table = _CountedTable(rows, colWidths=widths, repeatRows=1, style=TableStyle(style), hAlign="LEFT")
    table.number, table.prints = number, prints
    return table
