"""The one way in: a file becomes a document, or a typed reason why it cannot."""

from pathlib import Path

from pipelines.limits import MAX_BYTES, MAX_PAGES
from pipelines.read.document import DEFAULT_READER, Document, PdfReader
from pipelines.read.dump import read_text
from pipelines.read.errors import Unreadable
from pipelines.read.kind import medium_of


def read_document(
    path: Path,
    *,
    max_bytes: int = MAX_BYTES,
    max_pages: int = MAX_PAGES,
    reader: PdfReader = DEFAULT_READER,
) -> Document:
    """Read a PDF (with ``reader``), a text dump or a web page into pages of words.

    Raises ``Unreadable`` with one of the reasons empty_file, not_a_pdf, damaged_pdf, damaged_page, encrypted,
    no_text_layer, letters_without_names, too_large (more than ``max_bytes`` bytes or ``max_pages`` pages),
    undecodable_text, out_of_memory; its detail does not name the file, because the same bytes may have
    several names.
    Raises ``OSError`` when the file cannot be opened at all.
    """
    byte_count = path.stat().st_size
    check_size(byte_count, max_bytes)
    if _is_blank(path):
        raise Unreadable(
            "empty_file", f"{byte_count:,} bytes and nothing in them. Download the report again."
        )
    medium = medium_of(path)
    if medium == "text":
        return read_text(path, max_pages=max_pages)
    # Who only knows of documents, as the process that has them read, loads no library of PDFs or pages.
    if medium == "page":
        from pipelines.read.page import read_page  # noqa: PLC0415

        return read_page(path)
    from pipelines.read.pdf import read_pdf  # noqa: PLC0415

    return read_pdf(path, max_pages=max_pages, reader=reader)


def check_size(byte_count: int, max_bytes: int) -> None:
    """Raises ``Unreadable`` ("too_large") for a file of more than ``max_bytes`` bytes."""
    if byte_count > max_bytes:
        raise Unreadable(
            "too_large",
            f"{byte_count:,} bytes; the limit is {max_bytes:,}. Check that it is a single report.",
        )


def _is_blank(path: Path) -> bool:
    """Whether the file holds nothing but ASCII white space."""
    with path.open("rb") as file:
        return not any(chunk.strip() for chunk in iter(lambda: file.read(65536), b""))
