"""What a file is, by its first bytes."""

from pathlib import Path

from pipelines.read.document import Medium
from pipelines.read.errors import Unreadable

# ISO 32000 wants "%PDF-" at the very start; its implementation notes let a reader accept it anywhere in
# the first 1024 bytes, and files with mail or HTTP headers in front of it exist.
HEADER_BYTES = 1024
_PDF_MARK = b"%PDF-"
_PAGE_SUFFIXES = frozenset({".html", ".htm"})

_SIGNATURES = (
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
)


def medium_of(path: Path) -> Medium:
    """Whether ``path`` is read as a PDF, as a text dump or as a web page.

    A file that starts as a PDF is one, whatever its name. Otherwise a ``.txt`` file is a text dump, a
    ``.html`` file a web page, and every other file has to carry the PDF mark in its first 1024 bytes.

    Raises ``Unreadable`` ("not_a_pdf").
    """
    with path.open("rb") as file:
        head = file.read(HEADER_BYTES)
    if head.startswith(_PDF_MARK):
        return "pdf"
    if path.suffix.lower() == ".txt":
        return "text"
    if path.suffix.lower() in _PAGE_SUFFIXES:
        return "page"
    if _PDF_MARK in head:
        return "pdf"
    raise Unreadable(
        "not_a_pdf",
        f"no PDF header in the first {HEADER_BYTES} bytes; the content looks like {_looks_like(head)}. "
        "Download the report again.",
    )


def _looks_like(head: bytes) -> str:
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<!doctype html", b"<html")) or b"<html" in text:
        return "an HTML page"
    if text.startswith(b"<?xml"):
        return "an XML document"
    if text.startswith((b"{", b"[")):
        return "JSON"
    if b"\x00" not in head:
        return "plain text; name a text dump .txt"
    return "binary data of an unknown kind"
