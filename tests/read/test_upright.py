"""Pages that are turned, askew, scaled, or of odd boxes give the words and tables of the plain page."""

import io
import re
from pathlib import Path

import pypdfium2
import pytest

from pipelines.read import Page, read_document
from pipelines.read.witness import Witness
from tests.read.drawing import filled, raw_pdf, stream, texts
from tests.read.pages import FONT, WORDS, content, draw, page_of, turn

CELLS = [["Nuble", "249.075"]]

TURNED = {
    "on its left side": (turn(90), "/MediaBox [-200 0 800 800]"),
    "on its right side": (turn(-90), "/MediaBox [-200 0 800 800]"),
    "on its head": (turn(180), "/MediaBox [0 0 600 800]"),
    "shown on its side": ("", "/MediaBox [0 0 600 800] /Rotate 90"),
    "shown on its other side": ("", "/MediaBox [0 0 600 800] /Rotate 270"),
    "shown on its head": ("", "/MediaBox [0 0 600 800] /Rotate 180"),
    "askew": (turn(1.7), "/MediaBox [0 0 600 800]"),
    "slightly askew": (turn(-0.4), "/MediaBox [0 0 600 800]"),
    "askew and shown turned": (turn(91.2), "/MediaBox [-200 0 800 800] /Rotate 90"),
    "in other units": ("0.5 0 0 0.5 0 0 cm", "/MediaBox [0 0 300 400] /UserUnit 2"),
}


def _is_plain(page: Page) -> bool:
    return texts(page) == [*WORDS, "Nuble", "249.075"] and [filled(grid) for grid in page.grids] == [CELLS]


@pytest.mark.parametrize("way", TURNED)
def test_a_page_is_read_however_it_stands(tmp_path: Path, way: str) -> None:
    move, entries = TURNED[way]
    page = page_of(tmp_path / "turned.pdf", f"{move} {content()}", entries)
    assert _is_plain(page), (texts(page), [filled(grid) for grid in page.grids])
    assert page.aside == ()


def test_places_on_a_turned_page_lead_back_to_the_page_as_shown(tmp_path: Path) -> None:
    page = page_of(tmp_path / "turned.pdf", f"{turn(180)} {content()}")
    box, way = page.words[0].box, page.to_shown
    assert box is not None
    assert way is not None
    a, b, c, d, e, f = way
    x, y = a * box.x0 + c * box.bottom + e, b * box.x0 + d * box.bottom + f
    assert x == pytest.approx(500, abs=0.1)  # the plain page has it at 100
    assert y == pytest.approx(800 - 102.1, abs=1)


BOXES = {
    "reversed": "/MediaBox [600 800 0 0]",
    "an empty crop box": "/MediaBox [0 0 600 800] /CropBox [0 0 0 0]",
    "a reversed crop box": "/MediaBox [-50 -50 700 900] /CropBox [600 800 0 0]",
    "a crop box beyond": "/MediaBox [0 0 600 800] /CropBox [-100 -100 900 900]",
    "a crop box of three sides": "/MediaBox [0 0 600 800] /CropBox [0 0 600]",
    "elsewhere": "/MediaBox 6 0 R",
    "none": "",
}


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("boxes", BOXES)
def test_a_page_is_read_whatever_its_boxes(tmp_path: Path, boxes: str) -> None:
    path = tmp_path / "boxes.pdf"
    page = page_of(path, content(), BOXES[boxes], "[0 0 600 800]")
    assert _is_plain(page)
    for reader in ("pdfium", "pdfplumber"):
        (witnessed,) = Witness(path, reader).of([page])
        assert witnessed.differences == ()


def test_a_box_is_inherited(tmp_path: Path) -> None:
    path = raw_pdf(
        tmp_path / "inherited.pdf",
        "<</Type /Catalog /Pages 2 0 R>>",
        "<</Type /Pages /Kids [6 0 R] /Count 1 /MediaBox [0 0 600 800] /Rotate 90>>",
        "<</Type /Page /Parent 6 0 R /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>>",
        stream(content()),
        FONT,
        "<</Type /Pages /Parent 2 0 R /Kids [3 0 R] /Count 1>>",
    )
    (page,) = read_document(path).pages
    assert _is_plain(page)
    assert page.width == pytest.approx(600)


def test_a_signature_along_the_margin_is_in_no_line(tmp_path: Path) -> None:
    signed = "BT /F1 8 Tf 0 1 -1 0 580 300 Tm (Firmado por Ana Rojas) Tj ET"
    page = page_of(tmp_path / "signed.pdf", f"{content()} {signed}")
    assert _is_plain(page)
    assert sorted(word.text for word in page.aside) == ["Ana", "Firmado", "Rojas", "por"]


def test_a_heading_on_its_side_fills_its_cell(tmp_path: Path) -> None:
    cells = "100 300 40 100 re S 140 300 40 100 re S BT /F1 8 Tf 0 1 -1 0 122 310 Tm (Gasto Total) Tj ET"
    page = page_of(tmp_path / "sideways.pdf", f"{content()} {cells} BT /F1 8 Tf 145 350 Td (25) Tj ET")
    assert [filled(grid) for grid in page.grids] == [CELLS, [["Gasto Total", "25"]]]
    assert page.aside == ()


def test_a_page_that_is_listed_twice_comes_twice(tmp_path: Path) -> None:
    path = draw(tmp_path / "twice.pdf", content())
    path.write_bytes(path.read_bytes().replace(b"/Kids [3 0 R] /Count 1", b"/Kids [3 0 R 3 0 R] /Count 2"))
    assert [page.number for page in read_document(path).pages] == [1, 2]
    assert all(_is_plain(page) for page in read_document(path).pages)


@pytest.mark.parametrize("looks_at", ["/AP <</N 7 0 R>>", ""], ids=["drawn", "left to the program"])
def test_values_of_form_fields_are_read_once(tmp_path: Path, looks_at: str) -> None:
    field = (
        "<</Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (680.559) /DA (/F1 10 Tf 0 g) /F 4"
        f" /Rect [100 100 200 120] {looks_at}>>"
    )
    looks = "/Type /XObject /Subtype /Form /BBox [0 0 100 20] /Resources <</Font <</F1 5 0 R>>>>"
    path = draw(
        tmp_path / "field.pdf",
        content(),
        "/MediaBox [0 0 600 800] /Annots [6 0 R]",
        field,
        stream("BT /F1 10 Tf 2 5 Td (680.559) Tj ET", looks),
    )
    form = "/AcroForm <</Fields [6 0 R] /NeedAppearances true /DR <</Font <</F1 5 0 R>>>>>>"
    path.write_bytes(path.read_bytes().replace(b"/Type /Catalog", f"/Type /Catalog {form}".encode()))
    (page,) = read_document(path).pages
    assert texts(page)[-1] == "680.559"
    assert Witness(path, "pdfium").of([page])[0].differences == ()


def test_a_file_that_pdfium_repairs_is_read(tmp_path: Path) -> None:
    whole = draw(tmp_path / "whole.pdf", content()).read_bytes()
    for name, cut in {
        "no end": whole[: whole.index(b"startxref")],
        "no table": whole[: whole.index(b"xref\n")],
        "another table": re.sub(rb"(\d{10}) 00000 n", rb"0000000003 00000 n", whole),
    }.items():
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(cut + (b"trailer\n<</Root 1 0 R>>\n" if name == "no table" else b""))
        assert _is_plain(read_document(path).pages[0]), name


def test_saving_anew_changes_nothing(tmp_path: Path) -> None:
    path = draw(tmp_path / "plain.pdf", content(), "/MediaBox [0 0 600 800] /Rotate 90")
    saved = io.BytesIO()
    pypdfium2.PdfDocument(path).save(saved)
    (tmp_path / "saved.pdf").write_bytes(saved.getvalue())
    assert read_document(tmp_path / "saved.pdf").pages == read_document(path).pages
