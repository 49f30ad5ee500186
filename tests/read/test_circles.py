"""PDFs in which something leads back to itself, with each reader and with its witness."""

from functools import partial
from pathlib import Path

import pytest

from pipelines.read import PdfReader
from pipelines.read.plain_text import plain_text
from tests.read.drawing import raw_pdf, read, refusal, stream, texts
from tests.sandbox import sandboxed

CATALOG = "<</Type /Catalog /Pages 2 0 R>>"
OUTLINED = "<</Type /Catalog /Pages 2 0 R /Outlines 6 0 R>>"
LABELLED = "<</Type /Catalog /Pages 2 0 R /PageLabels 6 0 R>>"
PAGES = "<</Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 600 800]>>"
PAGE = "<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>>"
CONTENTS = stream("BT /F1 10 Tf 100 700 Td (Total) Tj ET")
BARE = PAGE.replace("<</Font <</F1 5 0 R>>>>", "6 0 R")
ENDLESS = CONTENTS.replace("/Length 37", "/Length 4 0 R")
FONT = "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"

CIRCLES = {
    "the list of pages": (CATALOG, "2 0 R", PAGE, CONTENTS, FONT),
    "two objects in turn": ("<</Type /Catalog /Pages 6 0 R>>", "6 0 R", PAGE, CONTENTS, FONT, "2 0 R"),
    "three objects in turn": (CATALOG, "6 0 R", PAGE, CONTENTS, FONT, "7 0 R", "2 0 R"),
    "a list of children": (CATALOG, PAGES.replace("[3 0 R]", "6 0 R"), PAGE, CONTENTS, FONT, "6 0 R"),
    "an inherited size": (CATALOG, PAGES.replace("[0 0 600 800]", "6 0 R"), PAGE, CONTENTS, FONT, "6 0 R"),
    "a number of that size": (CATALOG, PAGES.replace("600", "6 0 R"), PAGE, CONTENTS, FONT, "6 0 R"),
    "a page's turn": (CATALOG, PAGES, PAGE.replace("/Type", "/Rotate 6 0 R /Type"), CONTENTS, FONT, "6 0 R"),
    "the contents": (CATALOG, PAGES, PAGE, "4 0 R", FONT),
    "the length of the contents": (CATALOG, PAGES, PAGE, ENDLESS, FONT),
    "the resources": (CATALOG, PAGES, BARE, CONTENTS, FONT, "6 0 R"),
    "the forms": (CATALOG, PAGES, PAGE.replace("<</Font", "<</XObject 6 0 R /Font"), CONTENTS, FONT, "6 0 R"),
}  # fmt: skip


def _plain_pages(path: Path, reader: PdfReader) -> list[str]:
    return list(plain_text(path, reader) or ())


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("place", CIRCLES)
def test_an_object_that_refers_to_itself_is_damage(tmp_path: Path, place: str) -> None:
    reason = refusal(raw_pdf(tmp_path / "circle.pdf", *CIRCLES[place]))
    assert reason.reason == "damaged_pdf"
    assert "refers to itself" in reason.detail


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("entry", ["Prev", "XRefStm"])
def test_a_table_of_objects_that_names_itself_is_damage(tmp_path: Path, entry: str) -> None:
    path = raw_pdf(tmp_path / "table.pdf", CATALOG, PAGES, PAGE, CONTENTS, FONT)
    whole = path.read_bytes()
    table = whole.index(b"xref\n")
    path.write_bytes(whole.replace(b"/Root", b"/%s %d /Root" % (entry.encode(), table)))
    reason = refusal(path)
    assert (reason.reason, f"at byte {table} names itself" in reason.detail) == ("damaged_pdf", True)


@pytest.mark.parametrize(
    "objects",
    [
        (CATALOG, PAGES, PAGE, CONTENTS, FONT, "6 0 R"),
        (CATALOG, PAGES.replace("/Count 1", "/Count 6 0 R"), PAGE, CONTENTS, FONT, "6 0 R"),
        (OUTLINED, PAGES, PAGE, CONTENTS, FONT, "<</First 6 0 R>>"),
        (LABELLED, PAGES, PAGE, CONTENTS, FONT, "<</Kids [6 0 R]>>"),
    ],
    ids=["unused", "the page count", "outlines", "page labels"],
)  # fmt: skip
def test_what_no_page_needs_may_refer_to_itself(
    tmp_path: Path, reader: PdfReader, objects: tuple[str, ...]
) -> None:
    path = raw_pdf(tmp_path / "unused.pdf", *objects)
    assert texts(read(path).pages[0]) == ["Total"]
    assert sandboxed(partial(_plain_pages, reader=reader), path) == ["Total"]


@pytest.mark.parametrize("font", ["5 0 R", FONT.replace("/Type ", "/ToUnicode 6 0 R /Encoding 6 0 R /Type ")])
def test_a_font_that_refers_to_itself_ends(tmp_path: Path, reader: PdfReader, font: str) -> None:
    """PDFium never looks at pdfminer's objects of a font, and gives what it knows of it."""
    path = raw_pdf(tmp_path / "font.pdf", CATALOG, PAGES, PAGE, CONTENTS, font, "6 0 R")
    if reader == "pdfplumber":
        assert refusal(path).reason == "damaged_pdf"
    else:
        assert texts(read(path).pages[0]) == ["Total"]


FORM = (
    "/Type /XObject /Subtype /Form /BBox [0 0 600 800]"
    " /Resources <</XObject <</X 6 0 R /Y 7 0 R>> /Font <</F1 5 0 R>>>>"
)
DRAWS_FORM = PAGE.replace("<</Font", "<</XObject <</X 6 0 R>> /Font")


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize(("first", "second"), [("/X Do /X Do", ""), ("/Y Do", "/X Do /X Do")])
def test_a_form_that_draws_itself_is_damage(tmp_path: Path, first: str, second: str) -> None:
    forms = stream(first, FORM), stream(second, FORM)
    path = raw_pdf(tmp_path / "form.pdf", CATALOG, PAGES, DRAWS_FORM, stream("/X Do"), FONT, *forms)
    reason = refusal(path)
    assert (reason.reason, "draws itself" in reason.detail) == ("damaged_pdf", True)


@pytest.mark.usefixtures("reader")
def test_forms_may_share_the_names_of_what_they_draw(tmp_path: Path) -> None:
    """As many producers write them: one list for the page and all of its forms."""
    forms = stream("/Y Do", FORM), stream("BT /F1 10 Tf 100 700 Td (Total) Tj ET", FORM)
    path = raw_pdf(tmp_path / "form.pdf", CATALOG, PAGES, DRAWS_FORM, stream("/X Do"), FONT, *forms)
    assert texts(read(path).pages[0]) == ["Total"]
