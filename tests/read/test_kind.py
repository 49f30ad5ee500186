from pathlib import Path

import pytest

from pipelines.read.kind import medium_of
from tests.read.drawing import refusal


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"<!DOCTYPE html><html><body>404</body></html>", "an HTML page"),
        (b"\xef\xbb\xbf\r\n<HTML lang='es'>", "an HTML page"),
        (b"<?xml version='1.0'?><a/>", "an XML document"),
        (b'{"error": "not found"}', "JSON"),
        (b"PK\x03\x04\x14\x00", "a ZIP archive or an Office document"),
        (b"\xff\xd8\xff\xe0", "a JPEG image"),
        (b"{\\rtf1 Informe}", "an RTF document"),
        (b"Informe de Detalle", "plain text; name a text dump .txt"),
        (b"\x01\x00\x02\x00", "binary data of an unknown kind"),
    ],
)
def test_a_pdf_in_name_only_says_what_it_is(tmp_path: Path, content: bytes, named: str) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(content)
    reason = refusal(path)
    assert reason.reason == "not_a_pdf"
    assert named in reason.detail


@pytest.mark.parametrize(
    ("name", "content", "medium"),
    [
        ("report.pdf", b"%PDF-1.4", "pdf"),
        ("report.PDF", b"\r\n\r\n%PDF-1.4", "pdf"),
        ("report.pdf", b"HTTP/1.1 200 OK\r\n\r\n" + b" " * 900 + b"%PDF-1.4", "pdf"),
        ("report", b"%PDF-1.4", "pdf"),
        ("report.txt", b"%PDF-1.4", "pdf"),
        ("report.txt", b"a text that says %PDF-1.4", "text"),
        ("REPORT.TXT", b"Informe", "text"),
    ],
)
def test_first_bytes_and_suffix_choose_the_medium(
    tmp_path: Path, name: str, content: bytes, medium: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert medium_of(path) == medium


def test_the_mark_has_to_be_in_the_first_1024_bytes(tmp_path: Path) -> None:
    path = tmp_path / "late.pdf"
    path.write_bytes(b" " * 1020 + b"%PDF-1.4")
    assert refusal(path).reason == "not_a_pdf"
