"""What other readers give for letters, and ours does not: each kind, and why.

The kinds come from PDFs of the test folders of pdf.js and qpdf, which the docstrings name.
"""

from pathlib import Path

import pytest
import reportlab

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
NAMED_BY_NUMBERS = GLYPHS_WITHOUT_MEANING.removesuffix(">>") + "/ToUnicode 8 0 R>>"
CODES = "begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange {} endcmap"
CODING = stream(
    CODES.format("1 begincidrange <0000> <FFFF> 0 endcidrange"), "/Type /CMap /CMapName /Modern-UTF16-H"
)
NAMES = stream(CODES.format("1 beginbfrange <0000> <D7FF> <0000> endbfrange"))
SHAPE = stream("600 0 0 0 500 700 d1 0 0 500 700 re f")


@pytest.mark.parametrize(
    ("font", "shown"),
    [
        (SHAPES, "(ab)"),
        (GLYPHS_WITHOUT_MEANING, "<00240041>"),
        (NAMED_BY_NUMBERS, "<00240041>"),
        (WIDE_RANGE, "<04100411>"),
    ],
    ids=[
        "their codes would be letters",
        "their numbers would be letters",
        "their names are their numbers",
        "named by the thousand",
    ],
)
def test_glyphs_that_the_file_does_not_name_are_not_guessed(tmp_path: Path, font: str, shown: str) -> None:
    """Other readers give "ab" for a square and a triangle, and the numbers of glyphs as if they were text
    (Type3WordSpacing, ThuluthFeatures, issue13916). A table of characters may repeat these numbers, and name
    no character (issue5801).

    libHaru names all letters of the world in one range, which the standard ends with the last byte (Adobe
    Technical Note 5411), and has a coding of its own that pdfminer does not know (issue20232).
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
    """The list of pages counts two, and leads to one page and back to itself (Pages-tree-refs)."""
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
    """It would break the lines that it crosses; however much there is of it, if it is mirrored
    (annotations-rotated, test80b2).
    """
    page = page_of(tmp_path / "aside.pdf", f"{PLAIN} BT /F1 8 Tf {turn} 300 300 Tm (copia) Tj ET")
    assert (texts(page), [word.text for word in page.aside]) == (["Gasto"], ["copia"])


def test_letters_are_those_that_the_font_draws(tmp_path: Path) -> None:
    """Without an encoding of the file's own the font's table for the Macintosh counts, in which 0x88 is "à"
    (ISO 32000-1, 9.6.6.4). ``pdftotext`` gives what the code is in Windows, "ˆ" (issue2017r).
    """
    font = (Path(reportlab.__file__).parent / "fonts" / "Vera.ttf").read_bytes()
    path = raw_pdf(
        tmp_path / "mac.pdf",
        "<</Type /Catalog /Pages 2 0 R>>",
        "<</Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 600 800]>>",
        "<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>>",
        stream("BT /F1 10 Tf 100 700 Td <888F6D6F> Tj ET"),
        "<</Type /Font /Subtype /TrueType /BaseFont /AAAAAA+Vera /FirstChar 0 /LastChar 255"
        f" /Widths [{'600 ' * 256}] /FontDescriptor 6 0 R>>",
        "<</Type /FontDescriptor /FontName /AAAAAA+Vera /Flags 4 /FontBBox [0 -200 1000 800] /Ascent 800"
        " /Descent -200 /FontFile2 7 0 R>>",
        stream(f"{font.hex()}>", f"/Filter /ASCIIHexDecode /Length1 {len(font)}"),
    )
    assert texts(read(path).pages[0]) == ["àèmo"]


def test_white_letters_on_what_is_painted_whiter_than_white_are_not_seen(tmp_path: Path) -> None:
    """A colour counts to 1; a file that counts to 255 paints white (multimedia_annotations)."""
    white = "90 50 110 rg 90 590 100 30 re f 1 1 1 rg BT /F1 10 Tf 100 600 Td (VIDEO) Tj ET"
    page = page_of(tmp_path / "white.pdf", f"{PLAIN} {white}")
    assert texts(page) == ["Gasto"]


def test_what_the_frame_of_a_field_cuts_off_is_not_seen(tmp_path: Path) -> None:
    """A list of choices shows as many as its frame has room for (resource-from-dr)."""
    look = "/Type /XObject /Subtype /Form /BBox [0 0 100 14] /Resources <</Font <</F1 5 0 R>>>>"
    page = page_of(
        tmp_path / "choices.pdf",
        PLAIN,
        "/MediaBox [0 0 600 800] /Annots [6 0 R]",
        "<</Subtype /Widget /F 4 /Rect [100 600 200 614] /AP <</N 7 0 R>>>>",
        stream("BT /F1 10 Tf 2 3 Td (hogares) Tj 0 -14 Td (personas) Tj ET", look),
    )
    assert texts(page) == ["Gasto", "hogares"]


def test_a_tick_that_is_left_to_the_program_to_draw_is_no_letter(tmp_path: Path) -> None:
    """PDFium draws it as lines (resource-from-dr). A text left to it is read (issue17492)."""
    path = raw_pdf(
        tmp_path / "tick.pdf",
        "<</Type /Catalog /Pages 2 0 R /AcroForm <</Fields [6 0 R 7 0 R] /NeedAppearances true"
        " /DR <</Font <</ZaDi 9 0 R /F1 5 0 R>>>>>>>>",
        "<</Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 600 800]>>",
        "<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>"
        " /Annots [6 0 R 7 0 R]>>",
        stream(PLAIN),
        FONT,
        "<</Subtype /Widget /FT /Btn /T (a) /F 4 /V /Yes /AS /Yes /MK <</CA (8)>> /DA (/ZaDi 12 Tf 0 g)"
        " /Rect [140 698 152 710] /AP <</N <</Yes 8 0 R>>>>>>",
        "<</Subtype /Widget /FT /Tx /T (b) /F 4 /V (hogares) /DA (/F1 10 Tf 0 g) /Rect [160 696 260 710]>>",
        stream(
            "BT /ZaDi 12 Tf 2 2 Td (8) Tj ET",
            "/Type /XObject /Subtype /Form /BBox [0 0 12 12] /Resources <</Font <</ZaDi 9 0 R>>>>",
        ),
        "<</Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats>>",
    )
    assert texts(read(path).pages[0]) == ["Gasto", "hogares"]
