"""PDF files: words with their places and ruled tables, one page in memory at a time."""

import io
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pdfplumber
from pdfplumber.page import Page as PlumberPage
from pdfplumber.pdf import PDF

from pipelines.read import pdfium, plumber
from pipelines.read.document import DEFAULT_READER, Box, Document, Page, PdfReader, Word
from pipelines.read.errors import Unreadable
from pipelines.read.frame import frame_of
from pipelines.read.grids import find_grids
from pipelines.read.letters import UNKNOWN
from pipelines.read.order import PlacedWords
from pipelines.read.packed import kept
from pipelines.read.pdf_date import iso_date
from pipelines.read.pdf_faults import as_unreadable, check_contents, check_page_tree
from pipelines.read.rules import Edge

# Both libraries log every departure from the standard; what loses text is raised or checked here.
for library in ("pdfminer", "pdfplumber"):
    logging.getLogger(library).setLevel(logging.ERROR)


_ReadPage = Callable[[PlumberPage], tuple[list[Word], list[Edge]]]


def read_pdf(path: Path, *, max_pages: int, reader: PdfReader = DEFAULT_READER) -> Document:
    """Read every page of a PDF.

    Raises ``Unreadable``: damaged_pdf, encrypted, no_text_layer, too_large, out_of_memory.
    """
    with _opened(path, reader) as (pdf, read_page):
        page_count = _page_count(pdf)
        if page_count > max_pages:
            raise Unreadable(
                "too_large",
                f"{page_count} pages; the limit is {max_pages}. Check that it is a single report.",
            )
        pages = kept(_pages(pdf, read_page), page_count)
        created_at = iso_date(pdf.metadata.get("CreationDate"))
    if not any(word.text.strip(UNKNOWN) for page in pages for word in page.words):
        raise Unreadable(
            "no_text_layer",
            f"{page_count} pages and no readable character: a scan, or letters without Unicode values. "
            "Run text recognition on it first.",
        )
    return Document(medium="pdf", reader=reader, pages=pages, created_at=created_at)


def iter_pages(path: Path, *, reader: PdfReader = DEFAULT_READER) -> Iterator[Page]:
    """Read a PDF one page at a time; a page's letters and lines are freed before the next is read.

    Raises ``Unreadable`` (damaged_pdf, encrypted, out_of_memory) when it gets to the fault.
    """
    with _opened(path, reader) as (pdf, read_page):
        yield from _pages(pdf, read_page)


@contextmanager
def _opened(path: Path, reader: PdfReader) -> Iterator[tuple[PDF, _ReadPage]]:
    """The PDF's structure, which pdfminer reads strictly for both readers, and what reads its pages."""
    data = path.read_bytes()
    try:
        pdf = pdfplumber.open(io.BytesIO(data))
    except Exception as error:
        raise as_unreadable(error, "while opening it") from error
    if reader == "pdfplumber":
        yield pdf, plumber.read
        return
    _page_count(pdf)
    try:
        source = pdfium.PdfiumDocument(data)
    except Exception as error:
        raise as_unreadable(error, "while opening it") from error
    try:
        yield pdf, lambda page: source.read(page.page_number, frame_of(page.page_obj))
    finally:
        source.close()


def _page_count(pdf: PDF) -> int:
    try:
        found = len(pdf.pages)
        check_page_tree(pdf.doc, found)
    except Exception as error:
        raise as_unreadable(error, "in the list of pages") from error
    return found


def _pages(pdf: PDF, read_page: _ReadPage) -> Iterator[Page]:
    page_count = _page_count(pdf)
    for plumber_page in pdf.pages:
        try:
            page = _page(plumber_page, read_page)
        except Exception as error:
            place = f"on page {plumber_page.page_number} of {page_count}"
            raise as_unreadable(error, place) from error
        finally:
            plumber_page.close()
        yield page


def _page(page: PlumberPage, read_page: _ReadPage) -> Page:
    check_contents(page.page_obj)
    frame = frame_of(page.page_obj)
    visible = Box(0, 0, frame.width, frame.height)
    found, rules = read_page(page)
    words = PlacedWords(found).within(visible)
    return Page(
        number=page.page_number,
        words=tuple(words.in_reading_order()),
        width=frame.width,
        height=frame.height,
        grids=tuple(find_grids(rules, words, page.page_number)),
    )
