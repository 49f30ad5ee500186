"""What a worker of a Dask cluster does: the bytes of a document go in, the answer about it comes out."""

import pickle
from threading import local

from pipelines.form import EXTRACTOR_VERSION
from pipelines.limits import Limits
from pipelines.load.answer import encoded
from pipelines.load.document_reader import DocumentReader
from pipelines.load.worker import WorkerError
from pipelines.load.worker_process import Read


class NotHereError(Exception):
    """This machine cannot read documents for the caller; the argument says why, in English."""


class OtherVersionError(Exception):
    """The program of this machine is another one than the caller's; the argument is its version."""


class _Kept(local):
    """The reader of this thread, with what it was made for, from one document to the next."""

    reader: DocumentReader | None = None
    made_for: tuple[bytes, Limits] | None = None


_KEPT = _Kept()


def read_document(content: bytes, suffix: str, read: Read, limits: Limits, version: str) -> bytes:
    """The answer (``pipelines.load.answer``) about a document, as ``DocumentReader.read`` makes it.

    Raises ``OtherVersionError`` unless ``version`` is that of this program, and ``NotHereError`` when this
    machine cannot read any document.
    """
    if version != EXTRACTOR_VERSION:
        raise OtherVersionError(EXTRACTOR_VERSION)
    try:
        return encoded(_reader(read, limits).read(content, suffix))
    except (WorkerError, OSError) as error:
        raise NotHereError(str(error)) from None


def _reader(read: Read, limits: Limits) -> DocumentReader:
    made_for = (pickle.dumps(read), limits)
    if _KEPT.reader is None or made_for != _KEPT.made_for:
        if _KEPT.reader:
            _KEPT.reader.close()
        _KEPT.reader, _KEPT.made_for = DocumentReader(read, limits), made_for
    return _KEPT.reader
