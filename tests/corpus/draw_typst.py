"""Sixth producer: Typst, a typesetter that comes as a Python package."""

import json
from collections.abc import Mapping, Sequence
from importlib.util import find_spec

from tests.corpus.blocks import Block, Body, Caption, Cell, Drawing, Field, Heading, TableBlock, TitleLine
from tests.corpus.columns import TURNED_LENGTH, column_widths, figure_columns
from tests.corpus.commands import ProducerFailedError
from tests.corpus.drawn import page_count, pdf_drawing
from tests.corpus.model import Report
from tests.corpus.pages import chapters
from tests.corpus.style import Font, Rules, Style

FONTS: Mapping[Font, str] = {"serif": "Liberation Serif", "sans": "Liberation Sans", "ligatures": "Carlito"}
BORDERS: Mapping[Rules, str] = {
    "full": "stroke: 0.5pt",
    "grey": "stroke: 0.5pt + luma(170)",
    "hairline": "stroke: 0.1pt",
    "horizontal": "stroke: (top: 0.5pt, bottom: 0.5pt)",
    "none": "stroke: none",
    "outer": "stroke: none",
    "zebra": "stroke: none, fill: (_, y) => if y == 0 { luma(205) } else if calc.even(y) { luma(238) }",
    "nested": "stroke: 0.5pt + luma(120), gutter: 2pt",
}
PADDING = 3.0
# Padding and the gap between nested cells, with room for fonts that are a little wider.
BESIDE_A_WORD = PADDING + 2


def available() -> bool:
    return find_spec("typst") is not None


def draw_many(jobs: Sequence[tuple[Report, Sequence[Block], Style]]) -> list[Drawing]:
    """Each report as a PDF; raises ProducerFailedError."""
    return [_draw(*job) for job in jobs]


def _draw(report: Report, blocks: Sequence[Block], style: Style) -> Drawing:
    import typst  # noqa: PLC0415  # absent where only reports of other producers are drawn

    try:
        content = typst.compile(_document(report, blocks, style).encode(), format="pdf")
    except typst.TypstError as error:
        raise ProducerFailedError(f"typst: {error}") from None
    footers = [f"{report.footer} Página {number}" for number in range(1, page_count(content) + 1)]
    return pdf_drawing(content, blocks, footers, style)


def _document(report: Report, blocks: Sequence[Block], style: Style) -> str:
    size = style.font_size
    number = "#context counter(page).display()"
    footer = f"align(center, text({size - 2}pt)[{_markup(f'{report.footer} Página ')}{number}])"
    return "\n".join(
        (
            f"#set document(title: {json.dumps(report.programme)}, date: none)",
            f"#set page(margin: {style.margin}pt, footer: {footer}{_background(style.watermark)})",
            f'#set text(font: "{FONTS[style.font]}", size: {size}pt, lang: "es", hyphenate: false)',
            "#set par(leading: 0.5em, spacing: 8pt)",
            f"#set table(inset: (x: {PADDING}pt, y: 4pt), {BORDERS[style.rules]})",
            f"#set table.cell(breakable: {json.dumps(style.split_rows)})",
            f"#show table: set text({size - 0.5}pt)",
            *(["#show table: block.with(stroke: 0.5pt)"] if style.rules == "outer" else []),
            *(_chapter(*chapter) for chapter in chapters(blocks, style)),
        )
    )


def _background(watermark: str) -> str:
    mark = f"rotate(-40deg, text(90pt, luma(221))[{_markup(watermark)}])"
    return f", background: {mark}" if watermark else ""


def _chapter(style: Style, blocks: Sequence[Block]) -> str:
    width, height = style.size
    page = f"#set page(width: {width}pt, height: {height}pt)"
    return "\n".join((page, *(_element(block, style) for block in blocks)))


def _element(block: Block, style: Style) -> str:
    match block:
        case TitleLine(piece):
            return f"#align(center, text({style.font_size + 3}pt)[{_markup(piece.text)}])"
        case Heading(piece, new_page) | Caption(piece, new_page):
            return f"{_break(new_page)}{_kept(piece.text)}"
        case Field(label, value, _, own_line):
            between = "#linebreak()" if own_line else " "
            return f"\n#strong[{_markup(label)}]{between}{_markup(value)}\n"
        case Body(value, _):
            return f"\n{_markup(value)}\n"
        case TableBlock():
            return f"{_break(block.new_page)}{_table(block, style)}"


def _break(new_page: bool) -> str:
    return "#pagebreak(weak: true)\n" if new_page else ""


def _kept(text: str) -> str:
    """A bold line that is on the page of what follows it."""
    return f"#block(sticky: true, strong[{_markup(text)}])"


def _table(table: TableBlock, style: Style) -> str:
    widths = column_widths(
        table, style.text_width, style.font, style.font_size - 0.5, BESIDE_A_WORD, turned=style.turned_headers
    )
    columns = ", ".join(f"{width:.2f}pt" for width in widths)
    turned = figure_columns(table) if style.turned_headers else ()
    header = ", ".join(_header_cell(cell, column in turned) for column, cell in enumerate(table.header))
    head = f"table.header(repeat: {json.dumps(style.repeat_header)}, {header}),\n" if header else ""
    rows = ",\n".join(", ".join(_cell(cell) for cell in row) for row in table.rows)
    return f"#table(columns: ({columns},),\n{head}{rows})"


def _header_cell(cell: Cell, turned: bool) -> str:
    text = f"#strong[{_lines(cell)}]"
    if turned:
        text = f"#rotate(-90deg, reflow: true, box(width: {TURNED_LENGTH}pt)[{text}])"
    return f"table.cell(align: center + horizon)[{text}]"


def _cell(cell: Cell) -> str:
    align = "center" if cell.align == "centre" else "left"
    return f"table.cell(align: {align} + horizon, colspan: {cell.span})[{_lines(cell)}]"


def _lines(cell: Cell) -> str:
    return _markup("\n".join(cell.lines))


def _markup(text: str) -> str:
    """``text`` as strings, in which no character means anything to Typst, line by line."""
    return "#linebreak()".join(f"#{json.dumps(line, ensure_ascii=False)}" for line in text.split("\n"))
