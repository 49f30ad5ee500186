"""What other readers give for letters, and ours does not: each kind, and why.

The kinds come from PDFs of the test folders of pdf.js and qpdf.
"""

from pathlib import Path

import pytest

from pipelines.read.characters import UNKNOWN
from tests.read.drawing import GLYPHS_WITHOUT_MEANING, raw_pdf, read, stream, texts
from tests.read.pages import FONT, page_of

PLAIN = "BT /F1 10 Tf 100 700 Td (Gasto) Tj ET "
SHAPES = (
    "<</Type /Font /Subtype /Type3 /FontBBox [0 0 600 700] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 97"
    " /LastChar 98 /Widths [600 600] /CharProcs <</g1 7 0 R /g2 7 0 R>> /Resources <<>>"
    " /Encoding <</Type /Encoding /Differences [97 /g1 /g2]>>>>"
)
WIDE_RANGE = (
    "<</Type /Font /Subtype /Type0 /BaseFont /Wide /Encoding 8 0 R /ToUnicode 9 0 R /DescendantFonts ["
    "<</Type /Font /Subtype /CIDFontType2 /BaseFont /Wide /DW 500 /CIDSystemInfo"
    " <</Registry (Haru) /Ordering (Modern1) /Supplement 0>> /FontDescriptor <</Type /FontDescriptor"
    " /FontName /Wide /Flags 32 /Ascent 800 /Descent -200 /FontBBox [0 -200 1000 800]>>>>]>>"
)
CODES = "begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange {} endcmap"
CODING = stream(
    CODES.format("1 begincidrange <0000> <FFFF> 0 endcidrange"), "/Type /CMap /CMapName /Modern-UTF16-H"
)
NAMES = stream(CODES.format("1 beginbfrange <0000> <D7FF> <0000> endbfrange"))
SHAPE = stream("600 0 0 0 500 700 d1 0 0 500 700 re f")


@pytest.mark.parametrize(
    ("font", "shown"),
    [(SHAPES, "(ab)"), (GLYPHS_WITHOUT_MEANING, "<00240041>"), (WIDE_RANGE, "<04100411>")],
    ids=["their codes would be letters", "their numbers would be letters", "named by the thousand"],
)
def test_glyphs_that_the_file_does_not_name_are_not_guessed(tmp_path: Path, font: str, shown: str) -> None:
    """Other readers give "ab" for a square and a triangle, and the numbers of glyphs as if they were text.

    libHaru names all letters of the world in one range, which the standard ends with the last byte (Adobe
    Technical Note 5411), and has a coding of its own that pdfminer does not know.
    """
    content = f"{PLAIN} BT /F2 10 Tf 100 600 Td {shown} Tj ET"
    path = raw_pdf(
        tmp_path / "glyphs.pdf",
        "<</Type /Catalog /Pages 2 0 R>>",
        "<</Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 600 800]>>",
        "<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <</Font <</F1 5 0 R /F2 6 0 R>>>>>>",
        stream(content),
        FONT,
        font,
        *(SHAPE, CODING, NAMES),
    )
    assert texts(read(path).pages[0]) == ["Gasto", 2 * UNKNOWN]


def test_a_page_that_a_circle_leads_to_comes_once(tmp_path: Path) -> None:
    """The list of pages counts two, and leads to one page and back to itself."""
    path = raw_pdf(
        tmp_path / "circle.pdf",
        "<</Type /Catalog /Pages 2 0 R>>",
        "<</Type /Pages /Kids [3 0 R 6 0 R] /Count 2 /MediaBox [0 0 600 800]>>",
        "<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>>",
        stream(PLAIN),
        FONT,
        "<</Type /Pages /Kids [7 0 R] /Count 1>>",
        "<</Type /Pages /Kids [6 0 R] /Count 1>>",
    )
    assert [texts(page) for page in read(path).pages] == [["Gasto"]]


@pytest.mark.parametrize(
    "turn", ["0 1 -1 0", "0 1 1 0", "-1 0 0 1"], ids=["upwards", "mirrored, upwards", "mirrored"]
)
def test_text_in_no_line_of_the_page_stands_aside(tmp_path: Path, turn: str) -> None:
    """It would break the lines that it crosses; however much there is of it, if it is mirrored."""
    page = page_of(tmp_path / "aside.pdf", f"{PLAIN} BT /F1 8 Tf {turn} 300 300 Tm (copia) Tj ET")
    assert (texts(page), [word.text for word in page.aside]) == (["Gasto"], ["copia"])
