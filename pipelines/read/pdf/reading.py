"""PDF files: words with their places and ruled tables, one page in memory at a time."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NoReturn

from pdfminer.pdfdocument import PDFEncryptionError
from pdfminer.pdfpage import PDFPage

from pipelines.read.characters import UNKNOWN
from pipelines.read.document import DEFAULT_READER, Box, Document, Page, PdfReader
from pipelines.read.errors import Unreadable
from pipelines.read.packed import pack_if_long
from pipelines.read.pdf import plumber
from pipelines.read.pdf.attachments import without_locked_attachments
from pipelines.read.pdf.content import Content
from pipelines.read.pdf.creation_date import iso_date
from pipelines.read.pdf.faults import as_unreadable, check_contents
from pipelines.read.pdf.fonts import guesses_letters
from pipelines.read.pdf.forms import check_forms
from pipelines.read.pdf.grids import find_grids, strokes, with_sideways
from pipelines.read.pdf.order import PlacedWords
from pipelines.read.pdf.pdfium import PdfiumDocument
from pipelines.read.pdf.structure import Structure, open_structure

# Both libraries log every departure from the standard; what loses text is raised or checked here.
for library in ("pdfminer", "pdfplumber"):
    logging.getLogger(library).setLevel(logging.ERROR)


logger = logging.getLogger(__name__)


def read_pdf(path: Path, *, max_pages: int, reader: PdfReader = DEFAULT_READER) -> Document:
    """Read every page of a PDF.

    Raises ``Unreadable``: damaged_pdf, encrypted, no_text_layer, letters_without_names, too_large,
    out_of_memory.
    """
    data = path.read_bytes()
    data, structure, listed = _structure(data)
    if len(listed) > max_pages:
        raise Unreadable(
            "too_large",
            f"{len(listed)} pages; the limit is {max_pages}. Check that it is a single report.",
        )
    created_at = iso_date(_stated(structure))
    with _opened(data, structure, reader) as source:
        pages = pack_if_long(_pages(listed, source), len(listed))
        readers = ", ".join(source.readers)
    if not any(word.text.strip(UNKNOWN) for page in pages for word in page.words):
        _refuse(pages)
    return Document(medium="pdf", reader=readers, pages=pages, created_at=created_at)


def _refuse(pages: Sequence[Page]) -> NoReturn:
    if any(page.words for page in pages):
        raise Unreadable(
            "letters_without_names",
            f"{len(pages)} pages of letters, and the file does not say of any which letter it is. "
            "Ask the publisher for a PDF that text can be copied from, or run text recognition on it first.",
        )
    if any(page.hidden for page in pages):
        raise Unreadable(
            "no_text_layer",
            f"{len(pages)} pages, and nobody sees any of their text: it is white, covered or on a layer that "
            "is off. Ask the publisher for the report as it is printed.",
        )
    raise Unreadable(
        "no_text_layer",
        f"{len(pages)} pages and no letter on them, as in a scan. Run text recognition on it first.",
    )


def iter_pages(path: Path, *, reader: PdfReader = DEFAULT_READER) -> Iterator[Page]:
    """Read a PDF one page at a time; a page's letters and lines are freed before the next is read.

    Raises ``Unreadable`` (damaged_pdf, encrypted, out_of_memory) when it gets to the fault.
    """
    data = path.read_bytes()
    data, structure, listed = _structure(data)
    with _opened(data, structure, reader) as source:
        yield from _pages(listed, source)


def _structure(data: bytes) -> tuple[bytes, Structure, list[PDFPage]]:
    """The PDF's objects and its pages, which pdfminer reads strictly for both readers, and the bytes to read
    these from: others than ``data`` where its attachments alone are encrypted.
    """
    try:
        try:
            structure = open_structure(data)
        except PDFEncryptionError:
            opened = without_locked_attachments(data)
            if opened is None:
                raise
            data, structure = opened, open_structure(opened)
        return data, structure, structure.pages()
    except Exception as error:
        raise as_unreadable(error, "while opening it") from error


def _stated(structure: Structure) -> str | None:
    try:
        return structure.created()
    except Exception as error:
        raise as_unreadable(error, "in its creation date") from error


class _Source:
    """What reads the pages of the PDF ``data``; ``readers`` are those that did, so far."""

    def __init__(self, data: bytes, structure: Structure, reader: PdfReader) -> None:
        self.readers: list[str] = []
        self._plumber = plumber.PlumberDocument(structure, data)
        self._pdfium = None if reader == "pdfplumber" else PdfiumDocument(data)

    def read(self, number: int, page: PDFPage) -> Content:
        """Page ``number``, counted from 1. Where PDFium does not know every letter, pdfplumber is asked too,
        which decodes fonts by itself, and what knows more letters counts.
        """
        if self._pdfium is None:
            content = self._plumber.read(number, page)
        else:
            content = self._pdfium.read(number, page)
            if not (content.is_whole or content.hidden or guesses_letters(page)):
                content = self._with_more(content, number, page)
        for reader in content.reader.split(", "):
            if reader not in self.readers:
                self.readers.append(reader)
        return content

    def _with_more(self, content: Content, number: int, page: PDFPage) -> Content:
        try:
            other = self._plumber.read(number, page)
        except Exception as error:  # whatever the second reader trips over, the first one's page stands
            logger.info("page %d: pdfplumber could not read it either (%s)", number, error)
            return content
        is_better = bool(other.words) and (not content.words or other.known > content.known)
        return other if is_better else content

    def close(self) -> None:
        """Free what was read."""
        self._plumber.close()
        if self._pdfium is not None:
            self._pdfium.close()


@contextmanager
def _opened(data: bytes, structure: Structure, reader: PdfReader) -> Iterator[_Source]:
    """What reads the pages of the PDF ``data`` with ``reader``."""
    try:
        source = _Source(data, structure, reader)
    except Exception as error:
        raise as_unreadable(error, "while opening it") from error
    with closing(source):
        yield source


def _pages(listed: Sequence[PDFPage], source: _Source) -> Iterator[Page]:
    for number, listed_page in enumerate(listed, start=1):
        try:
            page = _page(number, listed_page, source)
        except Exception as error:
            raise as_unreadable(error, f"on page {number} of {len(listed)}") from error
        yield page


def _page(number: int, page: PDFPage, source: _Source) -> Page:
    check_contents(page)
    check_forms(page)
    content = source.read(number, page)
    visible = Box(0, 0, content.width, content.height)
    words = PlacedWords(content.words).within(visible)
    grids = find_grids(content.rules, words, number)
    aside = PlacedWords(content.aside).within(visible)
    if content.sideways:
        sideways = [word for word in content.sideways if word.box and visible.holds_centre_of(word.box)]
        grids, outside = with_sideways(grids, sideways)
        words = PlacedWords([*words.in_reading_order(), *(word for word in sideways if word not in outside)])
        aside = PlacedWords([*aside.in_reading_order(), *outside])
    return Page(
        number=number,
        words=tuple(words.in_reading_order()),
        width=content.width,
        height=content.height,
        grids=tuple(grids),
        aside=tuple(aside.in_reading_order()),
        wordless=content.wordless,
        to_shown=content.to_shown,
        rules=strokes(content.rules),
        hidden=tuple(content.hidden),
    )
