"""PDF files: words with their places and ruled tables, one page in memory at a time."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pdfminer.pdfpage import PDFPage

from pipelines.read.document import DEFAULT_READER, Box, Document, Page, PdfReader, Word
from pipelines.read.errors import Unreadable
from pipelines.read.packed import pack_if_long
from pipelines.read.pdf import plumber
from pipelines.read.pdf.creation_date import iso_date
from pipelines.read.pdf.faults import as_unreadable, check_contents, check_page_tree
from pipelines.read.pdf.forms import check_forms
from pipelines.read.pdf.frame import frame_of
from pipelines.read.pdf.grids import find_grids
from pipelines.read.pdf.letters import UNKNOWN
from pipelines.read.pdf.order import PlacedWords
from pipelines.read.pdf.pdfium import PdfiumDocument
from pipelines.read.pdf.rules import Edge
from pipelines.read.pdf.structure import Structure

# Both libraries log every departure from the standard; what loses text is raised or checked here.
for library in ("pdfminer", "pdfplumber"):
    logging.getLogger(library).setLevel(logging.ERROR)


_ReadPage = Callable[[int, PDFPage], tuple[list[Word], list[Edge]]]
"""The content of a page by its number, from 1."""


def read_pdf(path: Path, *, max_pages: int, reader: PdfReader = DEFAULT_READER) -> Document:
    """Read every page of a PDF.

    Raises ``Unreadable``: damaged_pdf, encrypted, no_text_layer, too_large, out_of_memory.
    """
    data = path.read_bytes()
    structure, listed = _structure(data)
    if len(listed) > max_pages:
        raise Unreadable(
            "too_large",
            f"{len(listed)} pages; the limit is {max_pages}. Check that it is a single report.",
        )
    created_at = iso_date(_stated(structure))
    with _opened(data, structure, reader) as read_page:
        pages = pack_if_long(_pages(listed, read_page), len(listed))
    if not any(word.text.strip(UNKNOWN) for page in pages for word in page.words):
        raise Unreadable(
            "no_text_layer",
            f"{len(listed)} pages and no readable character: a scan, or letters without Unicode values. "
            "Run text recognition on it first.",
        )
    return Document(medium="pdf", reader=reader, pages=pages, created_at=created_at)


def iter_pages(path: Path, *, reader: PdfReader = DEFAULT_READER) -> Iterator[Page]:
    """Read a PDF one page at a time; a page's letters and lines are freed before the next is read.

    Raises ``Unreadable`` (damaged_pdf, encrypted, out_of_memory) when it gets to the fault.
    """
    data = path.read_bytes()
    structure, listed = _structure(data)
    with _opened(data, structure, reader) as read_page:
        yield from _pages(listed, read_page)


def _structure(data: bytes) -> tuple[Structure, list[PDFPage]]:
    """The PDF's objects and its pages, which pdfminer reads strictly for both readers."""
    place = "while opening it"
    try:
        structure = Structure(data)
        place = "in the list of pages"
        pages = structure.pages()
        check_page_tree(structure, len(pages))
    except Exception as error:
        raise as_unreadable(error, place) from error
    return structure, pages


def _stated(structure: Structure) -> str | None:
    try:
        return structure.created()
    except Exception as error:
        raise as_unreadable(error, "in its creation date") from error


@contextmanager
def _opened(data: bytes, structure: Structure, reader: PdfReader) -> Iterator[_ReadPage]:
    """What reads the pages of the PDF ``data`` with ``reader``."""
    try:
        source = plumber.PlumberDocument(structure, data) if reader == "pdfplumber" else PdfiumDocument(data)
    except Exception as error:
        raise as_unreadable(error, "while opening it") from error
    try:
        yield source.read
    finally:
        source.close()


def _pages(listed: Sequence[PDFPage], read_page: _ReadPage) -> Iterator[Page]:
    for number, listed_page in enumerate(listed, start=1):
        try:
            page = _page(number, listed_page, read_page)
        except Exception as error:
            raise as_unreadable(error, f"on page {number} of {len(listed)}") from error
        yield page


def _page(number: int, page: PDFPage, read_page: _ReadPage) -> Page:
    check_contents(page)
    check_forms(page)
    frame = frame_of(page)
    visible = Box(0, 0, frame.width, frame.height)
    found, rules = read_page(number, page)
    words = PlacedWords(found).within(visible)
    return Page(
        number=number,
        words=tuple(words.in_reading_order()),
        width=frame.width,
        height=frame.height,
        grids=tuple(find_grids(rules, words, number)),
    )
