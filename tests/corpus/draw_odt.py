"""A report as one flat OpenDocument text, for LibreOffice."""

from collections.abc import Mapping, Sequence
from itertools import cycle
from xml.sax.saxutils import escape, quoteattr

from tests.corpus.blocks import Block, Body, Caption, Cell, Field, Heading, Row, TableBlock, TitleLine
from tests.corpus.columns import column_widths
from tests.corpus.model import Report
from tests.corpus.style import Font, Rules, Style

FONTS: Mapping[Font, str] = {"serif": "Liberation Serif", "sans": "Liberation Sans", "ligatures": "Carlito"}
BOX = 'fo:border="{}"'
BORDERS: Mapping[Rules, str] = {
    "full": BOX.format("0.5pt solid #000000"),
    "grey": BOX.format("0.5pt solid #aaaaaa"),
    "hairline": BOX.format("0.05pt solid #000000"),
    "horizontal": 'fo:border-top="0.5pt solid #000000" fo:border-bottom="0.5pt solid #000000"',
    "none": BOX.format("none"),
    "zebra": BOX.format("none"),
    "nested": BOX.format("0.5pt solid #777777"),
}
PADDING = 3.0
# Padding and border, with room for fonts that are a little wider.
BESIDE_A_WORD = PADDING + 2
FOOTER_HEIGHT = 20

NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
    }.items()
)


def footer_of(report: Report, page_no: int) -> str:
    """What the footer prints on page ``page_no``."""
    return f"{report.footer} Página {page_no}"


def document(report: Report, blocks: Sequence[Block], style: Style) -> str:
    """The report in ``style``; every page ends with the report's footer and its number."""
    tables = [block for block in blocks if isinstance(block, TableBlock)]
    columns = "".join(_columns(table, number, style) for number, table in enumerate(tables))
    numbers = iter(range(len(tables)))
    body = "\n".join(
        _table(block, next(numbers), style) if isinstance(block, TableBlock) else _paragraph(block)
        for block in blocks
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {NAMES} office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.text">\n'
        f"<office:styles>{_default_style(style)}</office:styles>\n"
        f"<office:automatic-styles>\n{_styles(style)}\n{columns}</office:automatic-styles>\n"
        f"<office:master-styles>{_master_page(report)}</office:master-styles>\n"
        f"<office:body><office:text>\n{body}\n</office:text></office:body></office:document>\n"
    )


def _default_style(style: Style) -> str:
    font = f"fo:font-family={quoteattr(FONTS[style.font])}"
    return (
        '<style:default-style style:family="paragraph"><style:paragraph-properties '
        'fo:margin-top="4pt" fo:margin-bottom="4pt" fo:orphans="2" fo:widows="2"/>'
        f'<style:text-properties {font} fo:font-size="{style.font_size}pt" fo:language="es" fo:country="CL"/>'
        '</style:default-style><style:style style:name="Standard" style:family="paragraph"/>'
    )


def _styles(style: Style) -> str:
    width, height = style.size
    size = style.font_size
    cell = f'style:text-properties fo:font-size="{size - 0.5}pt"'
    flush = 'fo:margin-top="0pt" fo:margin-bottom="0pt"'
    kept = 'fo:keep-with-next="always"'
    bold = 'style:text-properties fo:font-weight="bold"'
    return "\n".join(
        (
            '<style:page-layout style:name="page"><style:page-layout-properties '
            f'fo:page-width="{width}pt" fo:page-height="{height}pt" fo:margin="{style.margin}pt" '
            f'style:print-orientation="{"landscape" if width > height else "portrait"}"/>'
            f'<style:footer-style><style:header-footer-properties fo:min-height="{FOOTER_HEIGHT}pt" '
            'fo:margin-top="6pt"/></style:footer-style></style:page-layout>',
            _paragraph_style(
                "title", 'fo:text-align="center"', f'style:text-properties fo:font-size="{size + 3}pt"'
            ),
            _paragraph_style("heading", kept, bold),
            _paragraph_style("chapter", f'{kept} fo:break-before="page"', bold),
            _paragraph_style(
                "footer", 'fo:text-align="center"', f'style:text-properties fo:font-size="{size - 2}pt"'
            ),
            _paragraph_style("left", flush, cell),
            _paragraph_style("centre", f'{flush} fo:text-align="center"', cell),
            _paragraph_style("head", f'{flush} fo:text-align="center"', f'{cell} fo:font-weight="bold"'),
            f'<style:style style:name="bold" style:family="text"><{bold}/></style:style>',
            _row_style("row", style, ""),
            _row_style("shaded", style, ' fo:background-color="#eeeeee"' if style.rules == "zebra" else ""),
            '<style:style style:name="cell" style:family="table-cell"><style:table-cell-properties '
            f'fo:padding="{PADDING}pt" style:vertical-align="middle" {BORDERS[style.rules]}/></style:style>',
        )
    )


def _paragraph_style(name: str, paragraph: str, text: str) -> str:
    return (
        f'<style:style style:name="{name}" style:family="paragraph">'
        f"<style:paragraph-properties {paragraph}/><{text}/></style:style>"
    )


def _row_style(name: str, style: Style, background: str) -> str:
    return (
        f'<style:style style:name="{name}" style:family="table-row"><style:table-row-properties '
        f'fo:keep-together="{"auto" if style.split_rows else "always"}"{background}/></style:style>'
    )


def _master_page(report: Report) -> str:
    number = '<text:page-number text:select-page="current">1</text:page-number>'
    return (
        '<style:master-page style:name="Standard" style:page-layout-name="page"><style:footer>'
        f'<text:p text:style-name="footer">{escape(report.footer)} Página {number}</text:p>'
        "</style:footer></style:master-page>"
    )


def _columns(table: TableBlock, number: int, style: Style) -> str:
    """The styles of a table and its columns."""
    widths = column_widths(table, style.text_width, style.font, style.font_size - 0.5, BESIDE_A_WORD)
    model = "separating" if style.rules == "nested" else "collapsing"
    # LibreOffice 7.4 loses the only row of a table whose repeated header is alone at a page's foot.
    breaks = "true" if len(table.rows) > 1 else "false"
    before = 'fo:break-before="page" ' if table.new_page else ""
    columns = "".join(
        f'<style:style style:name="table{number}.{column}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width:.2f}pt"/></style:style>\n'
        for column, width in enumerate(widths)
    )
    return (
        f'<style:style style:name="table{number}" style:family="table"><style:table-properties '
        f'style:width="{sum(widths):.2f}pt" table:align="left" table:border-model="{model}" {before}'
        f'style:may-break-between-rows="{breaks}" fo:margin-top="4pt" fo:margin-bottom="8pt"/>'
        f"</style:style>\n{columns}"
    )


def _paragraph(block: TitleLine | Heading | Field | Body | Caption) -> str:
    match block:
        case TitleLine(piece):
            return _p("title", _markup(piece.text))
        case Heading(piece, new_page):
            return _p("chapter" if new_page else "heading", _markup(piece.text))
        case Field(label, value, _, own_line):
            between = "<text:line-break/>" if own_line else " "
            bold = f'<text:span text:style-name="bold">{_markup(label)}</text:span>'
            return _p("Standard", f"{bold}{between}{_markup(value)}")
        case Body(value, _):
            return _p("Standard", _markup(value))
        case Caption(piece, new_page):
            return _p("chapter" if new_page else "heading", _markup(piece.text))


def _table(table: TableBlock, number: int, style: Style) -> str:
    name = f"table{number}"
    columns = "".join(
        f'<table:table-column table:style-name="{name}.{column}"/>' for column in range(len(table.widths))
    )
    header = _row(table.header, "row", header=True) if table.header else ""
    if style.repeat_header and header:
        header = f"<table:table-header-rows>{header}</table:table-header-rows>"
    looks = zip(cycle(("shaded", "row")), table.rows, strict=False)
    rows = "\n".join(_row(row, look, header=False) for look, row in looks)
    return (
        f'<table:table table:name="{name}" table:style-name="{name}">{columns}{header}\n{rows}</table:table>'
    )


def _row(row: Row, look: str, header: bool) -> str:
    cells = "".join(_cell(cell, header) for cell in row)
    return f'<table:table-row table:style-name="{look}">{cells}</table:table-row>'


def _cell(cell: Cell, header: bool) -> str:
    style = "head" if header else "centre" if cell.align == "centre" else "left"
    span = f' table:number-columns-spanned="{cell.span}"' if cell.span > 1 else ""
    covered = "<table:covered-table-cell/>" * (cell.span - 1)
    text = _p(style, _markup("\n".join(cell.lines)))
    return f'<table:table-cell table:style-name="cell"{span}>{text}</table:table-cell>{covered}'


def _p(style: str, markup: str) -> str:
    return f'<text:p text:style-name="{style}">{markup}</text:p>'


def _markup(text: str) -> str:
    return escape(text).replace("\n", "<text:line-break/>")
