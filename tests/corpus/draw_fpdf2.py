"""Second producer: fpdf2; the sample's look is Times on A4 with grey hairlines and headers printed once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from fpdf import FPDF
from fpdf.enums import Align, TableBordersLayout, TableCellFillMode, TableCellStyle, TableHeadingsDisplay
from fpdf.errors import FPDFUnicodeEncodingException
from fpdf.fonts import FontFace
from fpdf.table import RowLayoutInfo, Table

from tests.corpus.blocks import Block, Body, Caption, Cell, Drawing, Field, Heading, TableBlock, TitleLine
from tests.corpus.columns import column_widths
from tests.corpus.drawn import pdf_drawing
from tests.corpus.model import Report
from tests.corpus.style import Font, Rules, Style

SAMPLE_LOOK = Style(paper="a4", margin=56, font="serif", font_size=9.5, rules="grey", repeat_header=False)
FONTS: Mapping[Font, str] = {"serif": "Times", "sans": "Helvetica"}


class _Outer(TableBordersLayout):
    """A box around the table, whose end is open where the page ends."""

    def cell_style_getter(  # noqa: PLR0917
        self,
        row_idx: int,
        col_idx: int,
        col_pos: int,
        num_heading_rows: int,
        num_rows: int,
        num_col_idx: int,
        num_col_pos: int,
    ) -> TableCellStyle:
        return TableCellStyle(
            left=col_idx == 0,
            right=col_idx == num_col_idx - 1,
            top=row_idx == 0,
            bottom=row_idx == num_rows - 1,
        )


# Layout of the borders, their grey level (0 is black) and width in points.
BORDERS: Mapping[Rules, tuple[TableBordersLayout, int, float]] = {
    "full": (TableBordersLayout.ALL, 0, 0.5),
    "grey": (TableBordersLayout.ALL, 150, 0.3),
    "hairline": (TableBordersLayout.ALL, 0, 0.1),
    "horizontal": (TableBordersLayout.HORIZONTAL_LINES, 0, 0.5),
    "none": (TableBordersLayout.NONE, 0, 0.5),
    "outer": (_Outer(), 0, 0.5),
    "zebra": (TableBordersLayout.NONE, 0, 0.5),
    "nested": (TableBordersLayout.ALL, 120, 0.5),
}
CELL_PADDING = 2.5
NESTED_GAP = 2.0
# Points on each side that fpdf2 keeps free inside a cell.
BESIDE_A_WORD = 2.9
# No page ends with a heading or a caption alone.
KEPT_WITH_NEXT = 70.0
DRAWN_AT = datetime(2026, 1, 1, tzinfo=UTC)


class _Sheet(FPDF):
    """A page with the report's footer, in one look."""

    def __init__(self, footer: str, style: Style) -> None:
        super().__init__(unit="pt", format=style.size)
        self.footer_text = footer
        self.style = style
        self.family = FONTS[style.font]

    def footer_of(self, page: int) -> str:
        return f"{self.footer_text} Página {page}"

    def header(self) -> None:
        if self.style.watermark:
            with self.local_context(font_family="Helvetica", font_style="", font_size=90, text_color=221):
                x = (self.w - self.get_string_width(self.style.watermark)) / 2
                with self.rotation(40, self.w / 2, self.h / 2):
                    self.text(x, self.h / 2, self.style.watermark)

    def footer(self) -> None:
        self.set_y(-34)
        self.set_font(self.family, "I", 8)
        self.cell(0, 10, self.footer_of(self.page_no()), align=Align.R)


class _Table(Table):
    """A table whose rows stay whole: fpdf2 forgets the gap above a row that comes close to the page's end,
    and then puts each of its cells on a page of its own.
    """

    def _compute_rows_info(self) -> Iterator[RowLayoutInfo]:
        for row in super()._compute_rows_info():
            yield replace(row, pagebreak_height=row.pagebreak_height + self._gutter_height)


def draw(
    report: Report,
    blocks: Sequence[Block],
    style: Style = SAMPLE_LOOK,
    passwords: tuple[str, str | None] | None = None,
) -> Drawing:
    """The report as a PDF. The same report gives the same bytes: fixed date, no compression.

    ``passwords`` encrypts it: the owner's, and the reader's or None if anybody may read it. Raises ValueError
    for a letter that is not in Latin-1, such as an en dash or a thin space.
    """
    pdf = new_sheet(report.footer, report.programme, style)
    try:
        put_all(pdf, blocks)
    except FPDFUnicodeEncodingException as error:
        raise ValueError(f"the producer's fonts lack a letter: {error}") from error
    footers = [pdf.footer_of(page) for page in range(1, pdf.pages_count + 1)]
    if passwords is not None:
        pdf.set_encryption(owner_password=passwords[0], user_password=passwords[1])
    return pdf_drawing(bytes(pdf.output()), blocks, footers, style, passwords[1] if passwords else None)


def new_sheet(footer: str, title: str, style: Style = SAMPLE_LOOK) -> _Sheet:
    """An empty first page in the look of ``style``."""
    pdf = _Sheet(footer, style)
    pdf.set_creation_date(DRAWN_AT)
    pdf.set_compression(False)
    pdf.set_title(title)
    pdf.set_margins(style.margin, style.margin - 6, style.margin)
    pdf.set_auto_page_break(True, margin=style.margin - 4)
    _, grey, width = BORDERS[style.rules]
    pdf.set_draw_color(grey)
    pdf.set_line_width(width)
    pdf.add_page()
    return pdf


def put_all(pdf: _Sheet, blocks: Sequence[Block]) -> None:
    """Draw the blocks from where the sheet stands."""
    for block in blocks:
        _put(pdf, block)


def _put(pdf: _Sheet, block: Block) -> None:
    size = pdf.style.font_size
    pdf.set_font(pdf.family, "", size)
    match block:
        case TitleLine(piece):
            pdf.set_font(pdf.family, "B", size + (4.5 if piece.item == "title" else 0.5))
            _paragraph(pdf, piece.text, gap=2)
        case Heading(piece, _):
            _keep_with_next(pdf)
            pdf.set_font(pdf.family, "B", size + 1)
            pdf.ln(4)
            _paragraph(pdf, piece.text)
        case Field(label, value, _, own_line):
            _paragraph(pdf, f"{label}\n{value}" if own_line else f"{label} {value}")
        case Body(value, _):
            _paragraph(pdf, value)
        case Caption(piece, new_page):
            if new_page:
                pdf.add_page()
            _keep_with_next(pdf)
            pdf.set_font(pdf.family, "I", size)
            _paragraph(pdf, piece.text, gap=3)
        case TableBlock():
            if block.new_page:
                pdf.add_page()
            _table(pdf, block)


def _keep_with_next(pdf: FPDF) -> None:
    if pdf.will_page_break(KEPT_WITH_NEXT):
        pdf.add_page()


def _paragraph(pdf: _Sheet, text: str, gap: float = 5) -> None:
    line = pdf.style.font_size + 2.5
    pdf.multi_cell(0, line, text, align=Align.L, new_x="LMARGIN", new_y="NEXT")
    pdf.ln(gap)


def _text(cell: Cell) -> str:
    return "\n".join(cell.lines)


def _table(pdf: _Sheet, block: TableBlock) -> None:
    style = pdf.style
    pdf.set_font(pdf.family, "", style.font_size - 1)
    gap = NESTED_GAP if style.rules == "nested" else 0
    widths = column_widths(
        block, pdf.epw, style.font, style.font_size - 1, CELL_PADDING + BESIDE_A_WORD + gap / 2
    )
    table = _Table(
        pdf,
        width=sum(widths) if block.tight else pdf.epw * sum(block.widths),
        col_widths=widths,
        align=Align.L,
        line_height=style.font_size + 0.5,
        padding=CELL_PADDING,
        text_align=Align.L,
        borders_layout=BORDERS[style.rules][0],
        cell_fill_color=235 if style.rules == "zebra" else None,
        cell_fill_mode=TableCellFillMode.ROWS if style.rules == "zebra" else TableCellFillMode.NONE,
        gutter_width=gap,
        gutter_height=gap,
        headings_style=FontFace(emphasis="BOLD"),
        first_row_as_headings=bool(block.header),
        repeat_headings=TableHeadingsDisplay.ON_TOP_OF_EVERY_PAGE
        if style.repeat_header and block.header
        else TableHeadingsDisplay.NONE,
    )
    head = [block.header] if block.header else []
    for index, row in enumerate((*head, *block.rows), start=1 - len(head)):
        drawn = table.row()
        for cell in row:
            centred = cell.align == "centre"
            face = None if index else FontFace(emphasis="BOLD")
            drawn.cell(_text(cell), align=Align.C if centred else Align.L, colspan=cell.span, style=face)
    table.render()
    pdf.ln(8)
