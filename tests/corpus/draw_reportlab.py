"""First producer: reportlab; the sample's look is Helvetica on letter paper with a black full grid."""

import io
from collections.abc import Mapping, Sequence
from html import escape

from reportlab import rl_config
from reportlab.lib.colors import Color, black, whitesmoke
from reportlab.lib.enums import TA_CENTER
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
from tests.corpus.columns import column_widths
from tests.corpus.drawn import pdf_drawing
from tests.corpus.model import Report
from tests.corpus.style import PAPERS, Font, Rules, Style

SAMPLE_LOOK = Style(paper="letter", margin=48, font="sans", font_size=8.5, rules="full", repeat_header=True)
FONTS: Mapping[Font, tuple[str, str, str]] = {
    "sans": ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"),
    "serif": ("Times-Roman", "Times-Bold", "Times-Italic"),
}
GREY = Color(0.65, 0.65, 0.65)
# As reportlab's table commands; the cells of "nested" draw their own.
BORDERS: Mapping[Rules, Sequence[tuple[object, ...]]] = {
    "full": [("GRID", (0, 0), (-1, -1), 0.5, black), ("BACKGROUND", (0, 0), (-1, 0), whitesmoke)],
    "grey": [("GRID", (0, 0), (-1, -1), 0.5, GREY), ("BACKGROUND", (0, 0), (-1, 0), whitesmoke)],
    "hairline": [("GRID", (0, 0), (-1, -1), 0.1, black)],
    "horizontal": [("LINEABOVE", (0, 0), (-1, 0), 0.5, black), ("LINEBELOW", (0, 0), (-1, -1), 0.5, black)],
    "none": [],
    "nested": [],
}
CELL_PADDING = 3.0
NESTED_GAP = 1.5
# No page ends with a heading or a caption alone.
KEPT_WITH_NEXT = 64.0


class _Look:
    """The paragraph styles of one look."""

    def __init__(self, style: Style) -> None:
        self.style = style
        size = style.font_size
        plain, bold, self.footer_font = FONTS[style.font]
        self.body = ParagraphStyle("body", fontName=plain, fontSize=size, leading=size + 2.5, spaceAfter=5)
        self.subtitle = ParagraphStyle(
            "subtitle", self.body, fontSize=size + 1.5, leading=size + 5.5, alignment=TA_CENTER, spaceAfter=1
        )
        self.title = ParagraphStyle(
            "title", self.subtitle, fontName=bold, fontSize=size + 4.5, leading=size + 8.5, spaceAfter=5
        )
        self.heading = ParagraphStyle("heading", self.body, fontName=bold, spaceBefore=6)
        self.caption = ParagraphStyle("caption", self.body, fontName=bold)
        # A word is never cut: a table column must be wide enough for its longest word.
        self.cell = ParagraphStyle(
            "cell", self.body, fontSize=size - 0.5, leading=size + 1.5, spaceAfter=0, splitLongWords=0
        )
        self.centred = ParagraphStyle("centred", self.cell, alignment=TA_CENTER)
        self.header = ParagraphStyle("header", self.centred, fontName=bold)


class _Table(Table):  # type: ignore[misc]  # reportlab carries no types
    """A table at the left margin, which reportlab forgets of the rest of a table whose row it cuts."""

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **(options | {"hAlign": "LEFT"}))


class _NestedTable(_Table):
    """A table in which each cell has a border of its own, a little inside the cell."""

    def _drawCell(  # noqa: N802
        self, value: object, style: object, place: tuple[float, float], size: tuple[float, float]
    ) -> None:
        (x, y), (width, height) = place, size
        self.canv.setLineWidth(0.5)
        self.canv.setStrokeColor(GREY)
        self.canv.rect(x + NESTED_GAP, y + NESTED_GAP, width - 2 * NESTED_GAP, height - 2 * NESTED_GAP)
        super()._drawCell(value, style, place, size)


def draw(report: Report, blocks: Sequence[Block], style: Style = SAMPLE_LOOK) -> Drawing:
    """The report as a PDF. The same report gives the same bytes: fixed date, no compression."""
    look = _Look(style)
    rl_config.useA85 = 0
    footers: list[str] = []

    def footer(canvas: Canvas, _: SimpleDocTemplate) -> None:
        footers.append(f"{report.footer} Página {canvas.getPageNumber()}")
        canvas.setFont(look.footer_font, 7)
        canvas.drawCentredString(PAPERS[style.paper][0] / 2, 26, footers[-1])

    content = io.BytesIO()
    document = SimpleDocTemplate(
        content,
        pagesize=PAPERS[style.paper],
        leftMargin=style.margin - 6,
        rightMargin=style.margin - 6,
        topMargin=style.margin - 2,
        bottomMargin=style.margin + 2,
        title=report.programme,
        invariant=1,
        pageCompression=0,
    )
    story = [flowable for block in blocks for flowable in _flowables(block, look)]
    document.build(story, onFirstPage=footer, onLaterPages=footer)
    return pdf_drawing(content.getvalue(), blocks, footers)


def _flowables(block: Block, look: _Look) -> list[Flowable]:
    match block:
        case TitleLine(piece):
            return [Paragraph(_markup(piece.text), look.title if piece.item == "title" else look.subtitle)]
        case Heading(piece, new_page):
            # The form's chapters start on a page of their own.
            before = PageBreak() if new_page else CondPageBreak(KEPT_WITH_NEXT)
            return [before, Paragraph(_markup(piece.text), look.heading)]
        case Field(label, value, _, own_line):
            between = "<br/>" if own_line else " "
            return [Paragraph(f"<b>{_markup(label)}</b>{between}{_markup(value)}", look.body)]
        case Body(value, _):
            return [Paragraph(_markup(value), look.body)]
        case Caption(piece, new_page):
            before = PageBreak() if new_page else CondPageBreak(KEPT_WITH_NEXT)
            return [before, Paragraph(_markup(piece.text), look.caption)]
        case TableBlock():
            return [*([PageBreak()] if block.new_page else []), _table(block, look), Spacer(1, 8)]


def _markup(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br/>")


def _cell(cell: Cell, look: _Look, header: bool) -> Paragraph:
    style = look.header if header else look.centred if cell.align == "centre" else look.cell
    return Paragraph("<br/>".join(_markup(line) for line in cell.lines), style)


def _table(block: TableBlock, look: _Look) -> Table:
    style = look.style
    head = [block.header] if block.header else []
    rows: list[list[Paragraph | str]] = [[_cell(cell, look, header=True) for cell in row] for row in head]
    spans = []
    for index, row in enumerate(block.rows, start=len(head)):
        cells: list[Paragraph | str] = []
        for cell in row:
            if cell.span > 1:
                start = len(cells)
                spans.append(("SPAN", (start, index), (start + cell.span - 1, index)))
            cells += [_cell(cell, look, header=False), *[""] * (cell.span - 1)]
        rows.append(cells)
    padding = CELL_PADDING + (NESTED_GAP if style.rules == "nested" else 0)
    commands = [
        *BORDERS[style.rules],
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), padding),
        ("RIGHTPADDING", (0, 0), (-1, -1), padding),
        *spans,
    ]
    kind = _NestedTable if style.rules == "nested" else _Table
    return kind(
        rows,
        colWidths=column_widths(block, style.text_width, style.font, style.font_size - 0.5, padding),
        repeatRows=int(style.repeat_header and bool(head)),
        splitInRow=int(style.split_rows or not head),
        style=TableStyle(commands),
    )
