"""Pages read with PDFium: the fast reader."""

import ctypes

import pypdfium2
from pdfminer.pdfpage import PDFPage
from pypdfium2 import raw

from pipelines.read.document import Word
from pipelines.read.errors import Unreadable
from pipelines.read.pdf.frame import Frame, frame_of
from pipelines.read.pdf.pdfium import api
from pipelines.read.pdf.pdfium.hyphens import printed_hyphens
from pipelines.read.pdf.pdfium.letters import PageLetters, read_letters
from pipelines.read.pdf.pdfium.rules import read_rules
from pipelines.read.pdf.plumber import turned_words
from pipelines.read.pdf.rules import Edge
from pipelines.read.pdf.words import group_words

Content = tuple[list[Word], list[Edge]]
"""The words and the ruling lines of a page, in points from the visible page's top left corner."""


class PdfiumDocument:
    """A PDF opened with PDFium, which works in one thread of a process only.

    Raises ``Unreadable`` (encrypted) and ``pypdfium2.PdfiumError``.
    """

    def __init__(self, data: bytes) -> None:
        self._document = _document(data)
        self._handle = ctypes.cast(self._document.raw, api.Handle)

    def read(self, number: int, page: PDFPage) -> Content:
        """The content of page ``number``, counted from 1. Raises ``Unreadable`` (damaged_pdf)."""
        return _read(self._handle, number, frame_of(page))

    def close(self) -> None:
        """Free the document."""
        self._document.close()


def _document(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            raise Unreadable("encrypted", "protected in a way this reader does not know.") from error
        raise


def _read(document: api.Handle, number: int, frame: Frame) -> Content:
    page = api.load_page(document, number - 1)
    if not page:
        raise Unreadable("damaged_pdf", f"page {number} cannot be loaded. Download the report again.")
    try:
        letters = _letters(page, frame)
        rules = read_rules(page, frame)
        _tell_hyphens(page, letters)
    finally:
        api.close_page(page)
    words = [*group_words(letters.upright, number), *turned_words(letters.turned, number)]
    return words, rules


def _letters(page: api.Handle, frame: Frame) -> PageLetters:
    text_page = api.load_text(page)
    if not text_page:
        return PageLetters()
    try:
        return read_letters(api.reference(text_page), frame)
    finally:
        api.close_text(text_page)


def _tell_hyphens(page: api.Handle, letters: PageLetters) -> None:
    """Put the hyphens that the file has in the place of those that PDFium blurred."""
    found = printed_hyphens(page, [text_object for _, _, text_object in letters.hyphens])
    for (run, place, _), hyphen in zip(letters.hyphens, found, strict=True):
        run.text = run.text[:place] + hyphen + run.text[place + 1 :]
