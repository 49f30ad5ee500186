"""Small documents for the matcher: text dumps written in a test, and PDFs drawn with reportlab."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from pipelines.form import match
from pipelines.form.readings.reading import Reading
from pipelines.read import read_document
from pipelines.read.document import Document, Page, Word

TITLE = "Informe de Detalle de Programas Sociales\n(cierre al 31 - diciembre - 2021)\n\n"
NAMES = "Faros del Sur\nMinisterio de Salud\nServicio de Ensayo\n"

PLAIN = ParagraphStyle("plain", fontName="Helvetica", fontSize=8, leading=10, spaceAfter=6)
CELL = ParagraphStyle("cell", fontName="Helvetica", fontSize=8, leading=10)


def dump(text: str) -> Document:
    """A text dump: pages begin at lines with a leading space, as the reader of dumps tells them."""
    words: list[Word] = []
    page = 1
    for line_no, line in enumerate(text.split("\n"), start=1):
        if words and line.startswith(" ") and line.strip():
            page += 1
        words += [Word(word, page, line_no=line_no) for word in line.split()]
    pages = [
        Page(number, tuple(word for word in words if word.page == number)) for number in range(1, page + 1)
    ]
    return Document("text", "text", pages)


def report(body: str) -> Document:
    """A text dump of a report whose title block is followed by ``body``."""
    return dump(f"{TITLE}{NAMES}Año de inicio: 2009\n\n{body}")


def drawn(folder: Path, *flowables: Flowable | str) -> Document:
    """A PDF report with the title block and ``flowables`` under it; text becomes a paragraph."""
    path = folder / "report.pdf"
    head = [*TITLE.strip().split("\n"), *NAMES.strip().split("\n"), "Año de inicio: 2009"]
    story = [Paragraph(one, PLAIN) if isinstance(one, str) else one for one in (*head, *flowables)]
    SimpleDocTemplate(str(path), pagesize=A4, leftMargin=50, rightMargin=50).build(story)
    return read_document(path)


def grid(rows: Sequence[Sequence[str]], widths: Sequence[float], *styles: tuple[object, ...]) -> Table:
    """A table with a full grid; cells wrap in their column. ``styles`` are reportlab's commands."""
    cells = [[Paragraph(text.replace("\n", "<br/>"), CELL) for text in row] for row in rows]
    style = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, black), *styles])
    return Table(cells, colWidths=list(widths), style=style, hAlign="LEFT")


def without_verticals(rows: Sequence[Sequence[str]], widths: Sequence[float], padding: float = 3) -> Table:
    """A table with a rule below each row and none between columns; ``padding`` is points on all sides."""
    cells = [[Paragraph(text.replace("\n", "<br/>"), CELL) for text in row] for row in rows]
    style = TableStyle(
        [
            ("LINEBELOW", (0, 0), (-1, -1), 0.5, black),
            *((f"{side}PADDING", (0, 0), (-1, -1), padding) for side in ("TOP", "BOTTOM", "LEFT", "RIGHT")),
        ]
    )
    return Table(cells, colWidths=list(widths), style=style, hAlign="LEFT")


def bare(
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *styles: tuple[object, ...],
    padding: float = 3,
    centred: bool = True,
) -> Table:
    """A table without any rule, cells centred against each other in height; the first row is a header,
    ``centred`` in its columns or left-aligned. ``padding`` is points above and below each cell.
    """
    top = ParagraphStyle("top", CELL, alignment=1) if centred else CELL
    cells = [
        [Paragraph(text.replace("\n", "<br/>"), CELL if number else top) for text in row]
        for number, row in enumerate(rows)
    ]
    pads = [(f"{side}PADDING", (0, 0), (-1, -1), padding) for side in ("TOP", "BOTTOM")]
    style = TableStyle([("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *pads, *styles])
    return Table(cells, colWidths=list(widths), style=style, hAlign="LEFT")


def gap(height: float = 8) -> Spacer:
    """Blank space between two flowables, in points."""
    return Spacer(1, height)


def read(document: Document) -> list[Reading]:
    """The readings of ``document``; every word is in exactly one of them."""
    readings = match(document)
    assert sum(one.words for one in readings) == sum(len(page.words) for page in document.pages)
    return readings


def only(readings: Iterable[Reading], item: str) -> Reading:
    """The one reading of ``item``."""
    found = [one for one in readings if one.item == item]
    assert len(found) == 1, f"{len(found)} readings of {item}"
    return found[0]


def table(readings: Iterable[Reading], item: str) -> list[dict[str, str]]:
    """The rows of a table, column → text; ambiguous cells under all of their columns, joined by "|"."""
    rows: dict[int, dict[str, str]] = {}
    for one in readings:
        if one.item == item and one.row_no:
            rows.setdefault(one.row_no, {})[one.column] = one.text
    return [rows[number] for number in sorted(rows)]


def statuses(readings: Iterable[Reading], item: str) -> set[str]:
    """The statuses of the cells of ``item``, header cells left out."""
    return {one.status for one in readings if one.item == item and one.row_no != 0}


def boxes(*texts: str) -> str:
    """``texts`` with a blank line behind each."""
    return "".join(f"{text}\n\n" for text in texts)


def said(readings: list[Reading], table_id: str) -> list[tuple[str, str]]:
    """What is said of the rows of a table: column and text of every cell that is not ambiguous."""
    rows = [one for one in readings if one.item.partition(".")[0] == table_id and one.row_no]
    return [(one.column, one.text) for one in rows if one.status != "ambiguous"]
