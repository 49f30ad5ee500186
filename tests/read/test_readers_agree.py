"""Both readers of PDFs give the same words and the same readings."""

import html
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pytest
from reportlab.pdfgen.canvas import Canvas

from pipelines.form import match
from pipelines.form.readings.reading import Reading
from pipelines.read import Document, read_document
from pipelines.read.characters import printed_words
from pipelines.read.pdf.words import SAME_LINE, WORD_GAP
from tests.matrix import few_quick
from tests.read.drawing import Rows, canvas_page, filled, fpdf_tables, raw_pdf, reportlab_tables, stream

PROJECT = Path(__file__).resolve().parents[2]
CORPUS = sorted(
    path
    for folder in (PROJECT / "data" / "raw" / "sample", PROJECT / "tests" / "corpus" / "fixtures")
    for path in folder.glob("*.pdf")
)
CHROMIUM = Path("/usr/bin/chromium")
ROWS: Rows = [
    ["Región", "Presupuesto Inicial (M$)", "Beneficiarios"],
    ["Ñuble", "72.917.334", ""],
    ["Total", "", "5.327"],
]
NEAR = 2.5
"""Points. The boxes hang on the font's descent, which the readers take from different tables."""


def placeless(readings: Sequence[Reading]) -> list[Reading]:
    return [replace(one, x0=None, top=None, x1=None, bottom=None) for one in readings]


def words(document: Document) -> list[list[str]]:
    return [[word.text for word in page.words] for page in document.pages]


def plain_words(path: Path) -> list[list[str]]:
    """The words of each page as pdfplumber itself makes them, sorted."""
    with pdfplumber.open(path) as pdf:
        return [
            sorted(
                word
                for found in page.extract_words(x_tolerance_ratio=WORD_GAP, y_tolerance=SAME_LINE)
                for word in printed_words(found["text"])
            )
            for page in pdf.pages
        ]


def tables(document: Document) -> list[list[list[list[str | None]]]]:
    return [[filled(grid) for grid in page.grids] for page in document.pages]


def assert_agreement(path: Path) -> Document:
    ours, reference = read_document(path, reader="pdfium"), read_document(path, reader="pdfplumber")
    assert (ours.reader, reference.reader) == ("pdfium", "pdfplumber")
    assert words(ours) == words(reference)
    assert tables(ours) == tables(reference)
    found, expected = match(ours), match(reference)
    assert placeless(found) == placeless(expected)
    for one, other in zip(found, expected, strict=True):
        place = (one.x0, one.top, one.x1, one.bottom)
        assert place == pytest.approx((other.x0, other.top, other.x1, other.bottom), abs=NEAR)
    return ours


@pytest.mark.parametrize("path", few_quick(CORPUS, 10), ids=lambda path: path.stem)
def test_on_every_report_of_the_corpus(path: Path) -> None:
    document = assert_agreement(path)
    assert [sorted(page.texts()) for page in document.pages] == plain_words(path)


def test_on_tables_of_two_producers(tmp_path: Path) -> None:
    reportlab_tables(tmp_path / "reportlab.pdf", ROWS, ("GRID", (0, 0), (-1, -1), 0.5, "black"))
    fpdf_tables(tmp_path / "fpdf.pdf", ROWS)
    for name in ("reportlab.pdf", "fpdf.pdf"):
        assert tables(assert_agreement(tmp_path / name)) == [[ROWS]]


def test_on_hyphens_at_the_end_of_lines(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for row, text in enumerate(("socio-", "económico presu\N{SOFT HYPHEN}", "puesto de 2-", "3 años")):
            canvas.drawString(60, 700 - 14 * row, text)

    canvas_page(tmp_path / "hyphens.pdf", draw)
    assert words(assert_agreement(tmp_path / "hyphens.pdf")) == [
        ["socio-", "económico", "presu", "puesto", "de", "2-", "3", "años"]
    ]


def test_on_text_that_is_turned(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Gasto Total 5.327")
        canvas.rotate(90)
        canvas.drawString(300, -40, "Copia")

    canvas_page(tmp_path / "turned.pdf", draw)
    assert_agreement(tmp_path / "turned.pdf")


def test_on_a_table_in_a_form_and_several_rectangles_in_one_path(tmp_path: Path) -> None:
    texts = " ".join(
        f"BT /F1 9 Tf {x} {y} Td ({text}) Tj ET"
        for x, y, text in ((14, 36, "Item"), (74, 36, "Gasto"), (14, 16, "2295"), (74, 16, "13.407"))
    )
    boxes = "10 10 60 20 re 70 10 60 20 re 10 30 60 20 re 70 30 60 20 re S"
    path = raw_pdf(
        tmp_path / "form.pdf",
        "<</Type /Catalog /Pages 2 0 R>>",
        "<</Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 600 800]>>",
        "<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <</XObject <</X 5 0 R>>>>>>",
        stream("q 1.5 0 0 1.5 100 500 cm /X Do Q"),
        stream(
            f"{boxes} {texts}",
            "/Type /XObject /Subtype /Form /BBox [0 0 200 100] /Resources <</Font <</F1 6 0 R>>>>",
        ),
        "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>",
    )
    assert tables(assert_agreement(path)) == [[[["Item", "Gasto"], ["2295", "13.407"]]]]


def test_on_a_font_without_ascent_and_descent(tmp_path: Path) -> None:
    """The boxes of such letters are those of the glyphs; a full stop must not fall into another line."""
    descriptor = (
        "<</Type /FontDescriptor /FontName /Plain /Flags 32 /Ascent 0 /Descent 0"
        " /FontBBox [-9 -200 999 900]>>"
    )
    widths = " ".join(["556"] * 224)
    path = raw_pdf(
        tmp_path / "dots.pdf",
        "<</Type /Catalog /Pages 2 0 R>>",
        "<</Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 600 800]>>",
        "<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>>",
        stream("BT /F1 1 Tf 9 0 0 9 100 700 Tm (Total 3.525 g) Tj ET"),
        "<</Type /Font /Subtype /TrueType /BaseFont /Plain /Encoding /WinAnsiEncoding /FirstChar 32 "
        f"/LastChar 255 /Widths [{widths}] /FontDescriptor {descriptor}>>",
    )
    assert words(assert_agreement(path)) == [["Total", "3.525", "g"]]


@pytest.mark.slow
@pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed")
def test_on_a_page_printed_by_chromium(tmp_path: Path) -> None:
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(text)}</td>" for text in row) + "</tr>" for row in ROWS
    )
    (tmp_path / "page.html").write_text(
        "<meta charset=utf-8><style>table {border-collapse: collapse} td {border: 1px solid #888}"
        " p {width: 9em; text-align: justify}</style>"
        f"<p>Población beneficiaria: oficina y difusión del programa.</p><table>{rows}</table>",
        encoding="utf-8",
    )
    command = [
        shutil.which("chromium") or str(CHROMIUM),
        *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
        *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
        f"--user-data-dir={tmp_path / 'profile'}",
        "--no-pdf-header-footer",
        f"--print-to-pdf={tmp_path / 'page.pdf'}",
        (tmp_path / "page.html").as_uri(),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert tables(assert_agreement(tmp_path / "page.pdf")) == [[ROWS]]
