import gc
import tracemalloc
from pathlib import Path

import pytest
from fpdf import FPDF
from reportlab.pdfgen.canvas import Canvas

from pipelines.read import Page, PdfReader
from pipelines.read.pdf import iter_pages
from tests.read.drawing import canvas_page, raw_pdf, read, refusal, stream, texts

pytestmark = pytest.mark.usefixtures("reader")

FONT = "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>"


def one_page(path: Path, page_entries: str, content: str) -> Page:
    """A page whose dictionary and drawing instructions are given; its font is /F1."""
    raw_pdf(
        path,
        "<</Type /Catalog /Pages 2 0 R>>",
        "<</Type /Pages /Kids [3 0 R] /Count 1>>",
        f"<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>> {page_entries}>>",
        stream(content),
        FONT,
    )
    (page,) = read(path).pages
    return page


def at(x: float, y: float, text: str, size: float = 10) -> str:
    """Drawing instructions for ``text`` at a point counted from the bottom left."""
    return f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET"


def test_words_have_a_place_counted_from_the_top_left(tmp_path: Path) -> None:
    page = one_page(tmp_path / "place.pdf", "/MediaBox [0 0 600 800]", at(100, 700, "Total"))
    (word,) = page.words
    assert (page.width, page.height) == (600, 800)
    assert word.line_no is None
    assert word.box is not None
    assert word.box.x0 == pytest.approx(100)
    assert word.box.x1 == pytest.approx(100 + 22.23, abs=0.01)  # width of "Total" in Helvetica 10
    assert word.box.top < 100 < word.box.bottom  # the base line


@pytest.mark.parametrize(
    "boxes",
    ["/MediaBox [50 20 650 820]", "/MediaBox [0 0 900 900] /CropBox [50 20 650 820]"],
    ids=["shifted media box", "crop box"],
)
def test_places_are_counted_from_the_corner_of_the_visible_page(tmp_path: Path, boxes: str) -> None:
    plain = one_page(
        tmp_path / "plain.pdf",
        "/MediaBox [0 0 600 800]",
        at(100, 700, "Total") + " 90 690 60 30 re S 150 690 60 30 re S",
    )
    shifted = one_page(
        tmp_path / "shifted.pdf", boxes, at(150, 720, "Total") + " 140 710 60 30 re S 200 710 60 30 re S"
    )
    assert (shifted.width, shifted.height) == (600, 800)
    assert shifted.words == plain.words
    assert len(plain.grids) == 1
    assert shifted.grids == plain.grids


def test_a_turned_page_is_read_upright(tmp_path: Path) -> None:
    content = "0 1 -1 0 600 0 cm " + at(100, 500, "Gasto Total")
    page = one_page(tmp_path / "turned.pdf", "/MediaBox [0 0 600 800] /Rotate 90", content)
    assert (page.width, page.height) == (800, 600)
    assert texts(page) == ["Gasto", "Total"]
    box = page.words[0].box
    assert box is not None
    assert box.x0 == pytest.approx(100)
    assert box.top < 100 < box.bottom


def test_print_outside_the_visible_page_is_not_read(tmp_path: Path) -> None:
    content = at(100, 700, "Total") + at(700, 700, "fuera") + at(100, -20, "debajo")
    assert texts(one_page(tmp_path / "outside.pdf", "/MediaBox [0 0 600 800]", content)) == ["Total"]


def test_small_print_without_space_characters_is_split_into_words(tmp_path: Path) -> None:
    # The gap is 1.6 points, a space in Helvetica 6: some producers only move on instead of printing it.
    content = "BT /F1 6 Tf 100 700 Td [(Gasto) -278 (Total)] TJ ET"
    assert texts(one_page(tmp_path / "gap.pdf", "/MediaBox [0 0 600 800]", content)) == ["Gasto", "Total"]


def test_letter_spacing_and_kerning_do_not_split_words(tmp_path: Path) -> None:
    content = "BT /F1 10 Tf 0.8 Tc 100 700 Td [(6) 40 (80.) -30 (559)] TJ ET"
    assert texts(one_page(tmp_path / "kerning.pdf", "/MediaBox [0 0 600 800]", content)) == ["680.559"]


def test_bold_label_and_value_of_another_size_stand_in_one_line(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(160, 700, "680.559")
        canvas.setFont("Helvetica-Bold", 11)
        canvas.drawString(60, 700, "Presupuesto Inicial:")

    assert texts(canvas_page(tmp_path / "label.pdf", draw)) == ["Presupuesto", "Inicial:", "680.559"]


def test_print_is_normalised(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(
            60, 700, "Gasto\N{NO-BREAK SPACE}Total bene\N{LATIN SMALL LIGATURE FI}ciarios 4° ¿Ñuble?"
        )
        canvas.drawString(60, 680, "presu\N{SOFT HYPHEN}")
        canvas.drawString(60, 660, "puesto 31 \N{SOFT HYPHEN} diciembre")

    page = canvas_page(tmp_path / "print.pdf", draw)
    assert texts(page) == (
        ["Gasto", "Total", "beneficiarios", "4°", "¿Ñuble?", "presu", "puesto", "31", "-", "diciembre"]
    )


def test_both_producers_give_the_same_words(tmp_path: Path) -> None:
    lines = ["Población beneficiada: 327", "Presupuesto Inicial ($miles): 680.559"]
    fpdf = FPDF(format="A4", unit="pt")
    fpdf.set_font("helvetica", size=9)
    fpdf.add_page()
    for row, line in enumerate(lines):
        fpdf.text(60, 100 + 20 * row, line)
    fpdf.output(str(tmp_path / "fpdf.pdf"))

    def draw(canvas: Canvas) -> None:
        for row, line in enumerate(lines):
            canvas.drawString(60, 740 - 20 * row, line)

    by_fpdf = read(tmp_path / "fpdf.pdf").pages[0]
    by_reportlab = canvas_page(tmp_path / "reportlab.pdf", draw)
    assert texts(by_fpdf) == texts(by_reportlab) == " ".join(lines).split()


def test_the_documents_own_date(tmp_path: Path) -> None:
    path = tmp_path / "dated.pdf"
    raw_pdf(
        path,
        "<</Type /Catalog /Pages 2 0 R>>",
        "<</Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 600 800]>>",
        "<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>>",
        stream(at(100, 700, "Total")),
        FONT,
        "<</CreationDate (D:20220131093005-03'00')>>",
    )
    assert read(path).created_at is None
    path.write_bytes(path.read_bytes().replace(b"/Root 1 0 R", b"/Root 1 0 R /Info 6 0 R"))
    assert read(path).created_at == "2022-01-31T09:30:05-03:00"


def draw_report(path: Path, page_count: int) -> Path:
    canvas = Canvas(str(path))
    for number in range(1, page_count + 1):
        for row in range(20):
            canvas.drawString(
                60, 780 - 18 * row, f"Página {number} fila {row} de un texto largo con 680.559 pesos"
            )
            canvas.rect(50, 775 - 18 * row, 300, 18)
            canvas.rect(350, 775 - 18 * row, 100, 18)
        canvas.showPage()
    canvas.save()
    return path


@pytest.mark.slow
def test_memory_does_not_grow_with_the_number_of_pages(tmp_path: Path, reader: PdfReader) -> None:
    """What a page leaves behind: after fifty pages less than one page takes while it is read."""
    path = draw_report(tmp_path / "ten.pdf", 10)
    left, peaks = [], []
    tracemalloc.start()
    try:
        for _ in iter_pages(path, reader=reader):
            gc.collect()
            current, peak = tracemalloc.get_traced_memory()
            left.append(current)
            peaks.append(peak)
            tracemalloc.reset_peak()
    finally:
        tracemalloc.stop()
    warm_up = 2  # fonts and modules are loaded once
    growth = (left[-1] - left[warm_up]) / (len(left) - 1 - warm_up)
    assert 50 * growth < peaks[warm_up] - left[warm_up]
    assert peaks[-1] < 1.1 * peaks[warm_up]


def test_pages_come_one_by_one(tmp_path: Path, reader: PdfReader) -> None:
    """The first page is there although the second one is broken."""
    raw_pdf(
        tmp_path / "second.pdf",
        "<</Type /Catalog /Pages 2 0 R>>",
        "<</Type /Pages /Kids [3 0 R 6 0 R] /Count 2 /MediaBox [0 0 600 800]>>",
        "<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>>",
        stream(at(100, 700, "Total")),
        FONT,
        "<</Type /Page /Parent 2 0 R /Contents 7 0 R>>",
        stream("no deflated data", "/Filter /FlateDecode"),
    )
    pages = iter_pages(tmp_path / "second.pdf", reader=reader)
    assert texts(next(pages)) == ["Total"]
    assert "page 2 of 2" in refusal(tmp_path / "second.pdf").detail


@pytest.mark.parametrize("limit", [2, 3])
def test_the_page_limit_counts_pages(tmp_path: Path, limit: int) -> None:
    path = draw_report(tmp_path / "three.pdf", 3)
    if limit < 3:
        reason = refusal(path, max_pages=limit)
        assert (reason.reason, "3 pages" in reason.detail) == ("too_large", True)
    else:
        assert [page.number for page in read(path, max_pages=limit).pages] == [1, 2, 3]
