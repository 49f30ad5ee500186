from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipelines.read.characters import UNKNOWN
from tests.read.drawing import GLYPHS_WITHOUT_MEANING, canvas_page, raw_pdf, read, stream, texts


@pytest.mark.usefixtures("reader")
def test_bold_by_double_printing_is_one_word(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Total llamado")
        canvas.drawString(60.3, 700, "Total llamado")

    assert texts(canvas_page(tmp_path / "bold.pdf", draw)) == ["Total", "llamado"]


@pytest.mark.usefixtures("reader")
def test_a_glyph_without_unicode_value_is_kept_and_marked(tmp_path: Path) -> None:
    path = raw_pdf(
        tmp_path / "glyph.pdf",
        "<</Type /Catalog /Pages 2 0 R>>",
        "<</Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 600 800]>>",
        "<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <</Font <</F1 5 0 R /F2 6 0 R>>>>>>",
        stream("BT /F1 10 Tf 100 700 Td <0041> Tj /F2 10 Tf 20 0 Td (Total) Tj ET"),
        GLYPHS_WITHOUT_MEANING,
        "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>",
    )
    (page,) = read(path).pages
    assert texts(page) == [UNKNOWN, "Total"]


@pytest.mark.usefixtures("reader")
def test_the_unused_code_of_a_standard_font_is_a_bullet(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)  # ReportLab writes its bullet as a code without a meaning
        canvas.drawString(60, 700, "\N{BULLET} Capacitación")

    assert texts(canvas_page(tmp_path / "bullet.pdf", draw)) == ["\N{BULLET}", "Capacitación"]
