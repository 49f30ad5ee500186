"""Second producer: fpdf2, Times, A4, every cell's own grey hairline, header printed once only."""

from collections.abc import Sequence
from datetime import UTC, datetime

from fpdf import FPDF
from fpdf.enums import Align, TableHeadingsDisplay
from fpdf.fonts import FontFace

from tests.corpus.blocks import Block, Body, Caption, Cell, Drawing, Field, Heading, TableBlock, TitleLine
from tests.corpus.model import Report

MARGIN = 56.0
LINE = 12.0
# No page ends with a heading or a caption alone.
KEPT_WITH_NEXT = 70.0
DRAWN_AT = datetime(2026, 1, 1, tzinfo=UTC)


class _Sheet(FPDF):
    """A page with the report's footer."""

    def __init__(self, footer: str) -> None:
        super().__init__(unit="pt", format="A4")
        self.footer_text = footer

    def footer_of(self, page: int) -> str:
        return f"{self.footer_text} Página {page}"

    def footer(self) -> None:
        self.set_y(-34)
        self.set_font("Times", "I", 8)
        self.cell(0, 10, self.footer_of(self.page_no()), align=Align.R)


def draw(report: Report, blocks: Sequence[Block], passwords: tuple[str, str | None] | None = None) -> Drawing:
    """The report as a PDF. The same report gives the same bytes: fixed date, no compression.

    ``passwords`` encrypts it: the owner's, and the reader's or None if anybody may read it.
    """
    pdf = new_sheet(report.footer, report.programme)
    if passwords is not None:
        pdf.set_encryption(owner_password=passwords[0], user_password=passwords[1])
    put_all(pdf, blocks)
    content = bytes(pdf.output())
    tables = sum(isinstance(block, TableBlock) for block in blocks)
    footers = tuple(pdf.footer_of(page) for page in range(1, pdf.pages_count + 1))
    return Drawing(content, footers, (1,) * tables)


def new_sheet(footer: str, title: str) -> _Sheet:
    """An empty first page in this producer's look."""
    pdf = _Sheet(footer)
    pdf.set_creation_date(DRAWN_AT)
    pdf.set_compression(False)
    pdf.set_title(title)
    pdf.set_margins(MARGIN, 50, MARGIN)
    pdf.set_auto_page_break(True, margin=52)
    pdf.set_draw_color(150)
    pdf.set_line_width(0.3)
    pdf.add_page()
    return pdf


def put_all(pdf: _Sheet, blocks: Sequence[Block]) -> None:
    """Draw the blocks from where the sheet stands."""
    for block in blocks:
        _put(pdf, block)


def _put(pdf: _Sheet, block: Block) -> None:
    pdf.set_font("Times", "", 9.5)
    match block:
        case TitleLine(piece):
            pdf.set_font("Times", "B", 14 if piece.item == "title" else 10)
            _paragraph(pdf, piece.text, gap=2)
        case Heading(piece, _):
            _keep_with_next(pdf)
            pdf.set_font("Times", "B", 10.5)
            pdf.ln(4)
            _paragraph(pdf, piece.text)
        case Field(label, value, _, own_line):
            _paragraph(pdf, f"{label}\n{value}" if own_line else f"{label} {value}")
        case Body(value, _):
            _paragraph(pdf, value)
        case Caption(piece):
            _keep_with_next(pdf)
            pdf.set_font("Times", "I", 9.5)
            _paragraph(pdf, piece.text, gap=3)
        case TableBlock():
            _table(pdf, block)


def _keep_with_next(pdf: FPDF) -> None:
    if pdf.will_page_break(KEPT_WITH_NEXT):
        pdf.add_page()


def _paragraph(pdf: FPDF, text: str, gap: float = 5) -> None:
    pdf.multi_cell(0, LINE, text, align=Align.L, new_x="LMARGIN", new_y="NEXT")
    pdf.ln(gap)


def _text(cell: Cell) -> str:
    return "\n".join(cell.lines)


def _table(pdf: FPDF, block: TableBlock) -> None:
    pdf.set_font("Times", "", 8.5)
    with pdf.table(
        width=pdf.epw * sum(block.widths),
        col_widths=block.widths,
        align=Align.L,
        line_height=10,
        padding=2.5,
        text_align=Align.L,
        headings_style=FontFace(emphasis="BOLD"),
        repeat_headings=TableHeadingsDisplay.NONE,
    ) as table:
        for index, row in enumerate((block.header, *block.rows)):
            drawn = table.row()
            for cell in row:
                centred = cell.align == "centre"
                style = None if index else FontFace(emphasis="BOLD")
                drawn.cell(_text(cell), align=Align.C if centred else Align.L, colspan=cell.span, style=style)
    pdf.ln(8)
