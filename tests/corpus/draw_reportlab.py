"""First producer: reportlab; the sample's look is Helvetica on letter paper with a black full grid."""

import io
from collections.abc import Callable, Mapping, Sequence
from html import escape

from reportlab import rl_config
from reportlab.lib.colors import Color, black, white, whitesmoke
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from tests.corpus.blocks import Block, Body, Caption, Cell, Drawing, Field, Heading, TableBlock, TitleLine
from tests.corpus.columns import TURNED_LENGTH, column_widths, figure_columns
from tests.corpus.drawn import pdf_drawing
from tests.corpus.model import Report
from tests.corpus.pages import chapters
from tests.corpus.style import Font, Rules, Style

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
    "outer": [("BOX", (0, 0), (-1, -1), 0.5, black)],
    "zebra": [
        ("ROWBACKGROUNDS", (0, 0), (-1, -1), (white, Color(0.93, 0.93, 0.93))),
        ("BACKGROUND", (0, 0), (-1, 0), Color(0.8, 0.8, 0.8)),
    ],
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
        plain, bold, _ = FONTS[style.font]
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


class _Turned(Flowable):  # type: ignore[misc]
    """A paragraph that is read from the bottom to the top."""

    def __init__(self, paragraph: Paragraph) -> None:
        super().__init__()
        self.paragraph = paragraph

    def wrap(self, *_: float) -> tuple[float, float]:
        self.width = self.paragraph.wrap(TURNED_LENGTH, 0)[1]
        return self.width, TURNED_LENGTH

    def draw(self) -> None:
        self.canv.rotate(90)
        self.paragraph.drawOn(self.canv, 0, -self.width)


def draw(report: Report, blocks: Sequence[Block], style: Style = SAMPLE_LOOK) -> Drawing:
    """The report as a PDF. The same report gives the same bytes: fixed date, no compression."""
    rl_config.useA85 = 0
    footers: list[str] = []

    def furnish(canvas: Canvas, _: BaseDocTemplate) -> None:
        footers.append(f"{report.footer} Página {canvas.getPageNumber()}")
        if style.watermark:
            _put_watermark(canvas, style.watermark)
        canvas.setFont(FONTS[style.font][2], 7)
        canvas.drawCentredString(canvas._pagesize[0] / 2, 26, footers[-1])

    content = io.BytesIO()
    document = BaseDocTemplate(
        content,
        pagesize=style.size,
        title=report.programme,
        invariant=1,
        pageCompression=0,
    )
    story: list[Flowable] = []
    for number, (style_of_chapter, some) in enumerate(chapters(blocks, style)):
        document.addPageTemplates(_page(str(number), style_of_chapter, furnish))
        look = _Look(style_of_chapter)
        story.append(NextPageTemplate(str(number)))
        story += [flowable for block in some for flowable in _flowables(block, look)]
    document.build(story)
    return pdf_drawing(content.getvalue(), blocks, footers, style)


def _page(name: str, style: Style, furnish: Callable[[Canvas, BaseDocTemplate], None]) -> PageTemplate:
    width, height = style.size
    edge = style.margin - 6
    frame = Frame(edge, style.margin + 2, width - 2 * edge, height - 2 * style.margin, id="normal")
    return PageTemplate(name, [frame], onPage=furnish, pagesize=style.size)


def _put_watermark(canvas: Canvas, text: str) -> None:
    width, height = canvas._pagesize
    canvas.saveState()
    canvas.setFont("Helvetica", 90)
    canvas.setFillGray(0.87)
    canvas.translate(width / 2, height / 2)
    canvas.rotate(40)
    canvas.drawCentredString(0, 0, text)
    canvas.restoreState()


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


def _header(table: TableBlock, look: _Look) -> list[Flowable]:
    turned = figure_columns(table) if look.style.turned_headers else ()
    cells = [_cell(cell, look, header=True) for cell in table.header]
    return [_Turned(cell) if column in turned else cell for column, cell in enumerate(cells)]


def _cell(cell: Cell, look: _Look, header: bool) -> Paragraph:
    style = look.header if header else look.centred if cell.align == "centre" else look.cell
    return Paragraph("<br/>".join(_markup(line) for line in cell.lines), style)


def _table(block: TableBlock, look: _Look) -> Table:
    style = look.style
    head = [_header(block, look)] if block.header else []
    rows: list[list[Flowable | str]] = [*head]
    spans = []
    for index, row in enumerate(block.rows, start=len(head)):
        cells: list[Flowable | str] = []
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
        colWidths=column_widths(
            block, style.text_width, style.font, style.font_size - 0.5, padding, turned=style.turned_headers
        ),
        repeatRows=int(style.repeat_header and bool(head)),
        splitInRow=int(style.split_rows or not head),
        style=TableStyle(commands),
    )
