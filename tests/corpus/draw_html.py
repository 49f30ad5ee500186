"""A report as one HTML document, for the producers that print web pages."""

from collections.abc import Mapping, Sequence
from html import escape

from tests.corpus.blocks import Block, Body, Caption, Cell, Field, Heading, Row, TableBlock, TitleLine
from tests.corpus.columns import TURNED_LENGTH, column_widths, figure_columns
from tests.corpus.model import Report
from tests.corpus.pages import chapters
from tests.corpus.style import Font, Rules, Style

FAMILIES: Mapping[Font, str] = {
    "serif": "'Liberation Serif', 'Times New Roman', serif",
    "sans": "'Liberation Sans', Arial, sans-serif",
    "ligatures": "Carlito, Calibri, sans-serif",
}
BORDERS: Mapping[Rules, str] = {
    "full": "th, td {border: 1px solid #000}",
    "grey": "th, td {border: 1px solid #aaa}",
    "hairline": "th, td {border: 0.1pt solid #555}",
    "horizontal": "th, td {border-top: 1px solid #000; border-bottom: 1px solid #000}",
    "none": "",
    "outer": "table {border: 1px solid #000}",
    "zebra": "th {background: #ccc} tbody tr:nth-child(even) {background: #eee}",
    "nested": "table {border-collapse: separate; border-spacing: 2px} th, td {border: 1px solid #777}",
}
PADDING = 4.0
WATERMARK = """\
.watermark {position: fixed; top: 40%; left: 0; right: 0; z-index: -1; text-align: center;
  font-size: 90pt; color: #ddd; transform: rotate(-40deg); -webkit-transform: rotate(-40deg)}"""
# Turned about its lower left corner, and then moved into the cell.
TURNED = f"""\
.turned {{position: relative; height: {TURNED_LENGTH}pt}}
.turned div {{position: absolute; left: 0; bottom: 0; width: {TURNED_LENGTH}pt;
  transform-origin: 0 100%; transform: rotate(-90deg) translateY(100%);
  -webkit-transform-origin: 0 100%; -webkit-transform: rotate(-90deg) translateY(100%)}}"""
# Padding, border and the gap between nested cells, with room for fonts that are a little wider.
BESIDE_A_WORD = PADDING + 3


def page(report: Report, blocks: Sequence[Block], style: Style, footer: bool = False) -> str:
    """The report in ``style``; with ``footer``, every page ends with the report's footer and its number.

    The footer is a margin box of CSS paged media, which not every producer draws.
    """
    parts = enumerate(chapters(blocks, style))
    body = "\n".join(_chapter(number, *part) for number, part in parts)
    sheet = _sheet(report, blocks, style, footer)
    if style.watermark:
        body = f'<div class="watermark">{escape(style.watermark)}</div>\n{body}'
    return (
        f'<!DOCTYPE html>\n<html lang="es"><head><meta charset="utf-8"><title>{escape(report.programme)}'
        f"</title>\n<style>\n{sheet}</style></head>\n<body>\n{body}\n</body></html>\n"
    )


def footer_of(report: Report, page_no: int) -> str:
    """What the margin box prints on page ``page_no``."""
    return f"{report.footer} Página {page_no}"


def _sheet(report: Report, blocks: Sequence[Block], style: Style, footer: bool) -> str:
    width, height = style.size
    size = style.font_size
    text = escape(report.footer).replace('"', '\\"')
    family = FAMILIES[style.font]
    margin_box = f' @bottom-center {{content: "{text} Página " counter(page); font: {size - 2}pt {family}}}'
    rules = [
        f"@page {{size: {width}pt {height}pt; margin: {style.margin}pt;{margin_box if footer else ''}}}",
        f"body {{margin: 0; font: {size}pt {family}}}",
        "p {margin: 4pt 0}",
        f".title {{text-align: center; font-size: {size + 3}pt}}",
        ".heading, .caption {font-weight: bold; page-break-after: avoid}",
        ".chapter {page-break-before: always}",
        f"table {{border-collapse: collapse; table-layout: fixed; margin: 6pt 0; font-size: {size - 0.5}pt}}",
        f"th, td {{padding: 2pt {PADDING}pt; text-align: left; vertical-align: middle}}",
        ".centre {text-align: center}",
        BORDERS[style.rules],
    ]
    if style.page == "mixed":
        for number, (look, _) in enumerate(chapters(blocks, style)):
            width, height = look.size
            rules.append(f"@page chapter{number} {{size: {width}pt {height}pt}}")
            rules.append(f".chapter{number} {{page: chapter{number}}}")
    if style.watermark:
        rules.append(WATERMARK)
    if style.turned_headers:
        rules.append(TURNED)
    if not style.repeat_header:
        rules.append("thead {display: table-row-group}")
    if not style.split_rows:
        rules.append("tr {page-break-inside: avoid}")
    return "\n".join(rules) + "\n"


def _chapter(number: int, style: Style, blocks: Sequence[Block]) -> str:
    body = "\n".join(_element(block, style) for block in blocks)
    return f'<div class="chapter{number}">\n{body}\n</div>'


def _element(block: Block, style: Style) -> str:
    match block:
        case TitleLine(piece):
            return f'<p class="title">{_markup(piece.text)}</p>'
        case Heading(piece, new_page):
            return f'<p class="heading{" chapter" if new_page else ""}">{_markup(piece.text)}</p>'
        case Field(label, value, _, own_line):
            return f"<p><b>{_markup(label)}</b>{'<br>' if own_line else ' '}{_markup(value)}</p>"
        case Body(value, _):
            return f"<p>{_markup(value)}</p>"
        case Caption(piece, new_page):
            return f'<p class="caption{" chapter" if new_page else ""}">{_markup(piece.text)}</p>'
        case TableBlock():
            return _table(block, style)


def _table(table: TableBlock, style: Style) -> str:
    widths = column_widths(
        table, style.text_width, style.font, style.font_size - 0.5, BESIDE_A_WORD, turned=style.turned_headers
    )
    columns = "".join(f'<col style="width: {width:.2f}pt">' for width in widths)
    rows = "\n".join(_row(row, "td") for row in table.rows)
    turned = figure_columns(table) if style.turned_headers else ()
    head = f"<thead>{_row(table.header, 'th', turned)}</thead>" if table.header else ""
    chapter = ' class="chapter"' if table.new_page else ""
    return (
        f'<table{chapter} style="width: {sum(widths):.2f}pt"><colgroup>{columns}</colgroup>\n'
        f"{head}\n<tbody>\n{rows}\n</tbody></table>"
    )


def _row(row: Row, tag: str, turned: Sequence[int] = ()) -> str:
    return f"<tr>{''.join(_cell(cell, tag, column in turned) for column, cell in enumerate(row))}</tr>"


def _cell(cell: Cell, tag: str, turned: bool) -> str:
    span = f' colspan="{cell.span}"' if cell.span > 1 else ""
    align = ' class="centre"' if cell.align == "centre" else ""
    text = _markup(chr(10).join(cell.lines))
    if turned:
        text = f'<div class="turned"><div>{text}</div></div>'
    return f"<{tag}{span}{align}>{text}</{tag}>"


def _markup(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>")
