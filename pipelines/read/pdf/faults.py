"""What is wrong with a PDF, in the project's words.

pdfminer repairs silently where it can, and a repair may lose text: the checks here make a loss a fault.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from pdfminer import settings
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import dict_value, resolve1, stream_value
from pdfplumber.utils.exceptions import PdfminerException

from pipelines.read.errors import Unreadable

_DETAIL_LENGTH = 200  # a pdfminer message may quote a whole stream


def as_unreadable(error: Exception, place: str) -> Unreadable:
    """The typed reason for anything that pdfminer or pdfplumber raised ``place`` ("on page 2 of 8")."""
    cause = error.args[0] if isinstance(error, PdfminerException) and error.args else error
    match cause:
        case Unreadable():
            return cause
        case PDFPasswordIncorrect():
            return Unreadable(
                "encrypted", "a password is needed to open it. Ask the publisher for an open copy."
            )
        case PDFEncryptionError():
            return Unreadable("encrypted", f"protected in a way this reader does not know: {_message(cause)}")
        case MemoryError():
            return Unreadable(
                "out_of_memory", f"{place}: the memory ran out. Check that it is a single report."
            )
        case _:
            return Unreadable("damaged_pdf", f"{place}: {_message(cause)}. Download the report again.")


def check_page_tree(document: PDFDocument, found: int) -> None:
    """Raise ``Unreadable`` ("damaged_pdf") when there is no page, or fewer than the file says it has.

    Both pass without an error in pdfminer: a page tree that runs in a circle, and a branch that is gone.
    """
    declared = resolve1(dict_value(document.catalog.get("Pages")).get("Count"))
    if found == 0:
        raise Unreadable("damaged_pdf", "its list of pages leads to no page. Download the report again.")
    if not isinstance(declared, int) or declared > found:
        raise Unreadable(
            "damaged_pdf", f"it declares {declared} pages, {found} can be read. Download the report again."
        )


def check_contents(page: PDFPage) -> None:
    """Raise when a page's compressed drawing instructions, or those of a form it draws, are corrupt.

    pdfminer would go on with the part before the fault. The streams stay decoded for the page's reading.
    """
    forms = dict_value(dict_value(page.resources).get("XObject", {})).values()
    with _strict():
        for reference in [*page.contents, *forms]:
            stream = stream_value(reference)
            if getattr(stream.get("Subtype"), "name", None) != "Image":
                stream.get_data()


@contextmanager
def _strict() -> Iterator[None]:
    lenient = settings.STRICT
    settings.STRICT = True
    try:
        yield
    finally:
        settings.STRICT = lenient


def _message(error: object) -> str:
    text = " ".join(f"{type(error).__name__}: {error}".split())
    return text if len(text) <= _DETAIL_LENGTH else f"{text[:_DETAIL_LENGTH]}…"
