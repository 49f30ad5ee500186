import zlib
from pathlib import Path

import pytest
from fpdf import FPDF
from fpdf.enums import AccessPermission, EncryptionMethod
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from pipelines.read import Unreadable
from tests.read.drawing import (
    GLYPHS_WITHOUT_MEANING,
    Rows,
    canvas_page,
    fpdf_tables,
    raw_pdf,
    read,
    refusal,
    stream,
    texts,
)
from tests.read.pages import FONT, WORDS, content, draw, page_of

pytestmark = pytest.mark.usefixtures("reader")

CATALOG = "<</Type /Catalog /Pages 2 0 R>>"
ROWS: Rows = [["Región", "Gasto (M$)"], ["Ñuble", "249.075"]]


def protected(path: Path, method: str, user: str | None) -> Path:
    """A PDF with an owner's password that forbids everything, and perhaps a user's password."""
    if method.startswith("AES"):
        fpdf = FPDF()
        fpdf.set_font("helvetica")
        fpdf.set_encryption("owner", user, EncryptionMethod[method], AccessPermission.none())
        fpdf.add_page()
        fpdf.cell(text="Gasto Total")
        fpdf.output(str(path))
    else:
        strength = int(method.removeprefix("RC4_"))
        locked = StandardEncryption(user or "", "owner", canPrint=0, canCopy=0, strength=strength)
        canvas = Canvas(str(path), encrypt=locked)
        canvas.drawString(60, 700, "Gasto Total")
        canvas.save()
    return path


EMPTY = stream("", "/Filter /FlateDecode")
METHODS = ["RC4_40", "RC4_128", "AES_128", "AES_256"]


@pytest.mark.parametrize("method", METHODS)
def test_a_user_password_is_needed(tmp_path: Path, method: str) -> None:
    reason = refusal(protected(tmp_path / "user.pdf", method, "user"))
    assert reason.reason == "encrypted"
    assert "password" in reason.detail


@pytest.mark.parametrize("method", METHODS)
def test_a_pdf_that_only_forbids_copying_is_read(tmp_path: Path, method: str) -> None:
    (page,) = read(protected(tmp_path / "owner.pdf", method, None)).pages
    assert texts(page) == ["Gasto", "Total"]


def test_locked_attachments_lock_nothing_that_is_shown(tmp_path: Path) -> None:
    key = f"<{'00' * 32}>"
    lock = (
        f"<</Filter /Standard /V 4 /R 4 /Length 128 /O {key} /U {key} /P -4 /StmF /Identity /StrF /Identity"
        " /EFF /StdCF /CF <</StdCF <</CFM /AESV2 /AuthEvent /EFOpen /Length 16>>>>>>"
    )
    path = draw(tmp_path / "attached.pdf", content(), "/MediaBox [0 0 600 800]", lock)
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 6 0 R /ID [<00> <00>]"))
    assert texts(read(path).pages[0])[: len(WORDS)] == WORDS
    path.write_bytes(path.read_bytes().replace(b"/StmF /Identity", b"/StmF /StdCF"))
    assert refusal(path).reason == "encrypted"


def test_an_unknown_protection_is_named(tmp_path: Path) -> None:
    path = raw_pdf(
        tmp_path / "handler.pdf", CATALOG, "<</Type /Pages /Kids [] /Count 0>>", "<</Filter /Acme /V 4>>"
    )
    path.write_bytes(path.read_bytes().replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 3 0 R /ID [<00> <00>]"))
    reason = refusal(path)
    assert reason.reason == "encrypted"
    assert "Acme" in reason.detail


def test_a_scan_has_no_text_layer(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as raised:
        canvas_page(tmp_path / "scan.pdf", lambda canvas: canvas.rect(0, 0, 500, 700, fill=1))
    assert raised.value.reason == "no_text_layer"
    assert "1 pages" in raised.value.detail


def test_letters_without_unicode_values_have_no_names(tmp_path: Path) -> None:
    path = raw_pdf(
        tmp_path / "glyphs.pdf",
        CATALOG,
        "<</Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 600 800]>>",
        "<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>>",
        stream("BT /F1 10 Tf 100 700 Td <00240041> Tj ET"),
        GLYPHS_WITHOUT_MEANING,
    )
    assert refusal(path).reason == "letters_without_names"


def test_a_page_tree_in_a_circle_is_damaged(tmp_path: Path) -> None:
    path = raw_pdf(tmp_path / "circle.pdf", CATALOG, "<</Type /Pages /Kids [2 0 R] /Count 1>>")
    reason = refusal(path)
    assert (reason.reason, "no page" in reason.detail) == ("damaged_pdf", True)


def test_missing_pages_are_a_fault(tmp_path: Path) -> None:
    page = "<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800]>>"
    pages = "<</Type /Pages /Kids [3 0 R 9 0 R] /Count 2>>"
    reason = refusal(raw_pdf(tmp_path / "missing.pdf", CATALOG, pages, page))
    assert reason.reason == "damaged_pdf"
    assert "2 pages, 1 can be read" in reason.detail


@pytest.mark.parametrize("fault", ["cut off", "flipped bit", "not deflated"])
def test_corrupt_page_contents_are_a_fault_and_not_half_a_page(tmp_path: Path, fault: str) -> None:
    whole = zlib.compress(b"BT (some text that is long enough to be compressed) Tj ET " * 20)
    flipped = whole[:40] + bytes([whole[40] ^ 0xFF]) + whole[41:]
    data = {"cut off": whole[:-30], "flipped bit": flipped, "not deflated": b"BT ET"}[fault]
    path = raw_pdf(
        tmp_path / "contents.pdf",
        CATALOG,
        "<</Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 600 800]>>",
        "<</Type /Page /Parent 2 0 R /Contents 4 0 R>>",
        stream(data.decode("latin-1"), "/Filter /FlateDecode"),
    )
    reason = refusal(path)
    assert reason.reason == "damaged_pdf"
    assert "on page 1 of 1" in reason.detail
    assert len(reason.detail) < 320


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
def test_a_broken_off_download_is_damaged(tmp_path: Path, kept: float) -> None:
    path = tmp_path / "download.pdf"
    fpdf_tables(path, ROWS)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * kept)])
    assert refusal(path).reason == "damaged_pdf"


@pytest.mark.parametrize("entries", ["/MediaBox [0 0 (a) 800]", "/Rotate (a) /MediaBox [0 0 600 800]"])
def test_a_page_without_a_size_is_shown_all_the_same(tmp_path: Path, entries: str) -> None:
    assert texts(page_of(tmp_path / "size.pdf", content(), entries))[: len(WORDS)] == WORDS


def test_an_empty_compressed_stream_is_an_empty_page(tmp_path: Path) -> None:
    path = draw(tmp_path / "empty.pdf", content(), "/MediaBox [0 0 600 800] /X 6 0 R", EMPTY)
    path.write_bytes(path.read_bytes().replace(b"/Contents 4 0 R", b"/Contents [4 0 R 6 0 R]"))
    assert texts(read(path).pages[0])[: len(WORDS)] == WORDS


def test_a_broken_form_that_no_page_shows_is_no_fault(tmp_path: Path) -> None:
    entries = "/MediaBox [0 0 600 800]"
    path = draw(
        tmp_path / "unused.pdf", content(), entries, stream("x", "/Subtype /Form /Filter /FlateDecode")
    )
    path.write_bytes(path.read_bytes().replace(b"<</Font <</F1", b"<</XObject <</A 6 0 R>> /Font <</F1"))
    assert texts(read(path).pages[0])[: len(WORDS)] == WORDS


@pytest.mark.parametrize(
    ("cut", "behind"), [(4, ""), (1, ""), (1, "\n")], ids=["all", "one byte", "one byte changed"]
)
def test_a_compressed_stream_without_the_end_of_its_checksum_is_whole(
    tmp_path: Path, cut: int, behind: str
) -> None:
    packed = zlib.compress(content().encode()).decode("latin-1")[:-cut] + behind
    path = raw_pdf(
        tmp_path / "checksum.pdf",
        CATALOG,
        "<</Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 600 800]>>",
        "<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>>",
        stream(packed, "/Filter /FlateDecode"),
        FONT,
    )
    assert texts(read(path).pages[0])[: len(WORDS)] == WORDS


def test_an_odd_number_of_hexadecimal_digits_is_no_fault(tmp_path: Path) -> None:
    path = draw(tmp_path / "odd.pdf", content())
    digits = content().encode().hex() + "2"
    whole = path.read_bytes().replace(stream(content()).encode(), stream(digits, "/Filter /AHx").encode())
    path.write_bytes(whole)
    assert texts(read(path).pages[0])[: len(WORDS)] == WORDS
