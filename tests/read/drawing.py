"""Small PDFs with a known content, drawn by two independent producers or written byte by byte."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import reportlab
from fpdf import FPDF
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from pipelines.read import Document, Grid, Page, PdfReader, Unreadable, read_document
from tests.sandbox import sandboxed

Rows = Sequence[Sequence[str]]
Filled = list[list[str | None]]

# The producers' own fonts know Windows-1252 only; this one, which comes with ReportLab, has the ligatures.
pdfmetrics.registerFont(TTFont("Vera", Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"))


reading_with: PdfReader = "pdfium"
"""The reader of everything drawn here; the fixture ``reader`` sets it."""

GLYPHS_WITHOUT_MEANING = (
    "<</Type /Font /Subtype /Type0 /BaseFont /Subset /Encoding /Identity-H /DescendantFonts ["
    "<</Type /Font /Subtype /CIDFontType2 /BaseFont /Subset /DW 500 "
    "/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> "
    "/FontDescriptor <</Type /FontDescriptor /FontName /Subset /Flags 4 /Ascent 800 /Descent -200 "
    "/FontBBox [0 -200 1000 800]>>>>]>>"
)
"""A font for ``raw_pdf`` that says of no glyph which character it is."""


def read(path: Path, **limits: Any) -> Document:
    """``path`` as the reader of this test reads it."""
    return sandboxed(partial(read_document, reader=reading_with, **limits), path)


def canvas_page(path: Path, draw: Callable[[Canvas], None], **options: Any) -> Page:
    """The only page of a PDF that ``draw`` draws with ReportLab's canvas (points from the bottom left)."""
    canvas = Canvas(str(path), pagesize=A4, **options)
    canvas.setFont("Vera", 9)
    draw(canvas)
    canvas.save()
    (page,) = read(path).pages
    return page


def reportlab_tables(path: Path, rows: Rows, *style: tuple[Any, ...], **options: Any) -> Document:
    """A table in ReportLab's page layout, with text wrapped in its cells and split over pages."""
    text = getSampleStyleSheet()["Normal"]
    cells = [[Paragraph(cell, text) if cell else "" for cell in row] for row in rows]
    SimpleDocTemplate(str(path), pagesize=A4).build([Table(cells, style=style, **options)])
    return read(path)


def fpdf_tables(path: Path, rows: Rows, **options: Any) -> Document:
    """A table in fpdf2's layout."""
    pdf = FPDF(format="A4")
    pdf.set_font("helvetica", size=9)
    pdf.add_page()
    with pdf.table(**options) as table:
        for row in rows:
            table.row(row)
    pdf.output(str(path))
    return read(path)


def raw_pdf(path: Path, *objects: str) -> Path:
    """A PDF of the given objects, numbered from 1, with a correct cross-reference table. The catalog is 1."""
    body = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size} /Root 1 0 R>>\n"
    path.write_bytes(body + f"{trailer}startxref\n{len(body)}\n%%EOF\n".encode("latin-1"))
    return path


def stream(content: str, entries: str = "") -> str:
    """A stream object for ``raw_pdf``."""
    return f"<</Length {len(content)} {entries}>>\nstream\n{content}\nendstream"


def texts(page: Page) -> list[str]:
    return [word.text for word in page.words]


def filled(grid: Grid) -> Filled:
    """The text of every cell; None where a merged cell has no own borders."""
    return [
        [None if cell is None else " ".join(word.text for word in cell.words) for cell in row]
        for row in grid.rows
    ]


def refusal(path: Path, **limits: Any) -> Unreadable:
    """Why ``path`` cannot be read. It may be damaged in any way."""
    try:
        document = read(path, **limits)
    except Unreadable as reason:
        return reason
    raise AssertionError(f"{path.name} could be read: {document}")
