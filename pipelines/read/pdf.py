"""PDF files: words with their places and ruled tables, one page in memory at a time."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pdfplumber
from pdfplumber.page import Page as PlumberPage
from pdfplumber.pdf import PDF
from pdfplumber.utils.text import extract_words

from pipelines.read.characters import printed_words
from pipelines.read.document import Box, Document, Page, Word
from pipelines.read.errors import Unreadable
from pipelines.read.grids import find_grids
from pipelines.read.letters import UNKNOWN, printed_letters
from pipelines.read.order import in_reading_order
from pipelines.read.pdf_date import iso_date
from pipelines.read.pdf_faults import as_unreadable, check_contents, check_page_tree

# Both libraries log every departure from the standard; what loses text is raised or checked here.
for library in ("pdfminer", "pdfplumber"):
    logging.getLogger(library).setLevel(logging.ERROR)

WORD_GAP = 0.15
"""Share of the font size. A printed space is 0.25 of it and justified lines shrink it a little; kerning and
letter spacing stay below. A fixed gap in points would join the words of small print."""

SAME_LINE = 1.0
"""Points between the tops of two letters of one word. Fonts differ by tenths. More would let the shifted
lines of neighbouring cells run into each other, letter by letter."""


def read_pdf(path: Path, *, max_pages: int) -> Document:
    """Read every page of a PDF.

    Raises ``Unreadable``: damaged_pdf, encrypted, no_text_layer, too_large, out_of_memory.
    """
    with _opened(path) as pdf:
        page_count = _page_count(pdf)
        if page_count > max_pages:
            raise Unreadable(
                "too_large",
                f"{page_count} pages; the limit is {max_pages}. Check that it is a single report.",
            )
        pages = tuple(_pages(pdf))
        created_at = iso_date(pdf.metadata.get("CreationDate"))
    if not any(word.text.strip(UNKNOWN) for page in pages for word in page.words):
        raise Unreadable(
            "no_text_layer",
            f"{page_count} pages and no readable character: a scan, or letters without Unicode values. "
            "Run text recognition on it first.",
        )
    return Document(medium="pdf", reader="pdfplumber", pages=pages, created_at=created_at)


def iter_pages(path: Path) -> Iterator[Page]:
    """Read a PDF one page at a time; a page's letters and lines are freed before the next is read.

    Raises ``Unreadable`` (damaged_pdf, encrypted, out_of_memory) when it gets to the fault.
    """
    with _opened(path) as pdf:
        yield from _pages(pdf)


@contextmanager
def _opened(path: Path) -> Iterator[PDF]:
    with path.open("rb") as file:
        try:
            pdf = pdfplumber.open(file)
        except Exception as error:
            raise as_unreadable(error, "while opening it") from error
        yield pdf


def _page_count(pdf: PDF) -> int:
    try:
        found = len(pdf.pages)
        check_page_tree(pdf.doc, found)
    except Exception as error:
        raise as_unreadable(error, "in the list of pages") from error
    return found


def _pages(pdf: PDF) -> Iterator[Page]:
    page_count = _page_count(pdf)
    for plumber_page in pdf.pages:
        try:
            page = _page(plumber_page)
        except Exception as error:
            place = f"on page {plumber_page.page_number} of {page_count}"
            raise as_unreadable(error, place) from error
        finally:
            plumber_page.close()
        yield page


def _page(page: PlumberPage) -> Page:
    check_contents(page.page_obj)
    left, top, right, bottom = page.cropbox
    words = in_reading_order(_words(page))
    return Page(
        number=page.page_number,
        words=tuple(words),
        width=float(right - left),
        height=float(bottom - top),
        grids=tuple(find_grids(page, words, (left, top))),
    )


def _words(page: PlumberPage) -> Iterator[Word]:
    """The words on the visible part of the page, in no particular order."""
    left, top, right, bottom = page.cropbox
    visible = Box(0, 0, right - left, bottom - top)
    letters = list(printed_letters(page.chars))
    for found in extract_words(letters, x_tolerance_ratio=WORD_GAP, y_tolerance=SAME_LINE):
        box = Box(found["x0"] - left, found["top"] - top, found["x1"] - left, found["bottom"] - top)
        if visible.holds_centre_of(box):
            for text in printed_words(found["text"]):
                yield Word(text, page.page_number, box=box)
