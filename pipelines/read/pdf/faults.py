"""What is wrong with a PDF, in the project's words.

pdfminer repairs silently where it can, and a repair may lose text: the checks here make a loss a fault.
"""

import zlib
from binascii import Error as BinasciiError
from collections.abc import Iterator
from contextlib import contextmanager

from pdfminer import settings
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFException, PDFStream, stream_value
from pdfplumber.utils.exceptions import PdfminerException

from pipelines.read.errors import Unreadable
from pipelines.read.pdf.forms import drawn_forms

_ZLIB_HEADER, _CHECKSUM = 2, 4  # bytes (RFC 1950)

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


def check_contents(page: PDFPage) -> None:
    """Raise when a page's compressed drawing instructions, or those of a form it draws, are corrupt.

    pdfminer would go on with the part before the fault, and PDFium too. The streams stay decoded: the page is
    read next.
    """
    for reference in page.contents:
        _check_stream(stream_value(reference))
    for form in drawn_forms(page):
        _check_stream(form)


def _check_stream(stream: PDFStream) -> None:
    try:
        with _strict():
            stream.get_data()
    except BinasciiError:
        # An odd number of hexadecimal digits, which pdfminer only takes with a mark behind them.
        stream.rawdata = (stream.rawdata or b"") + b">"
        stream.get_data()
    except PDFException:
        if not _is_whole(stream.get_rawdata() or b""):
            raise
        stream.get_data()


def _is_whole(deflated: bytes) -> bool:
    """Whether compressed bytes end where their data does, and only the end of their checksum is lost.

    The three bytes before the last one confirm the data as well: some programs count the last one out of the
    stream. No bytes at all are an empty stream, which some programs write.
    """
    if not deflated.strip():
        return True
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        data = inflate.decompress(deflated[_ZLIB_HEADER:])
    except zlib.error:
        return False
    confirmed = zlib.adler32(data).to_bytes(_CHECKSUM, "big")[:-1]
    return inflate.eof and confirmed.startswith(inflate.unused_data[: _CHECKSUM - 1])


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
