"""Damaged and foreign files are read as a refresh reads them: by a process with limits, which may die."""

import pickle
import traceback
from base64 import b64decode, b64encode
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar, cast

import pdfplumber
from pdfplumber.utils.exceptions import PdfminerException

from pipelines.limits import Limits
from pipelines.load.extraction import Extraction, extract, quarantine
from pipelines.load.pool import read_here
from pipelines.load.worker import Worker
from pipelines.load.worker_process import Read
from pipelines.read.errors import Reason, Unreadable

Answer = TypeVar("Answer")

_ANSWERED = "This is no fault: the detail is what a test's reader found."

LIMITS = Limits(max_seconds=20, max_memory=512 << 20)
"""More than any report of a test needs, on a busy machine too."""


def extract_many(
    paths: Sequence[Path], workers: int, limits: Limits | None = None, read: Read = extract
) -> Generator[tuple[Path, Sequence[Extraction]]]:
    """The extractions of every file by ``read``, in processes of their own, in the order of ``paths``."""
    return read_here(((path, path.read_bytes()) for path in paths), workers, limits or Limits(), read)


def sandboxed(read: Callable[[Path], Answer], path: Path) -> Answer:
    """What ``read``, a function of a module or a ``partial`` of one, makes of the file at ``path``.

    Raises the ``Unreadable`` that it raises, and ``AssertionError`` where it raises anything else, meets
    ``LIMITS`` or takes its process with it.
    """
    with TemporaryDirectory() as folder:
        request = Path(folder) / "request"
        request.write_bytes(pickle.dumps((read, path)))
        done = _ask(request)
    assert done.fault == _ANSWERED, f"{path.name}: {done.reason}: {done.detail} {done.fault}"
    answer, refusal = pickle.loads(b64decode(done.detail or ""))
    if refusal:
        raise Unreadable(*refusal)
    return cast("Answer", answer)


_KEPT: list[Worker] = []
"""The process of this one that reads, unless the last file has ended it: to start one takes a second."""


def _ask(request: Path) -> Extraction:
    if not _KEPT:
        # A test's reader may look for its files anywhere.
        _KEPT.append(Worker(_answer, LIMITS, [Path("/")]))
        _KEPT[0].wait_until_ready()
    (done,) = _KEPT[0].ask(request)
    if not _KEPT[0].is_usable:
        _KEPT.pop().close()
    return done


def _answer(request: Path, limits: Limits) -> Sequence[Extraction]:
    read, path = pickle.loads(request.read_bytes())
    try:
        return _answered(read(path), None)
    except Unreadable as error:
        return _answered(None, (error.reason, error.detail))
    except MemoryError:
        raise
    except Exception:
        return (quarantine("damaged_pdf", "The test's reader failed.", fault=traceback.format_exc()),)


def _answered(answer: Any, refusal: tuple[Reason, str] | None) -> Sequence[Extraction]:
    """What a test's reader found, of whatever type, in the text that a reading process may answer."""
    packed = b64encode(pickle.dumps((answer, refusal))).decode("ascii")
    return (quarantine("not_a_report", packed, fault=_ANSWERED),)


def page_lines(path: Path) -> list[list[str]]:
    """The lines of every page as pdfplumber reads them; of a file that it cannot open, none."""
    try:
        with pdfplumber.open(path) as pdf:
            return [page.extract_text().splitlines() for page in pdf.pages]
    except PdfminerException:
        return []
