"""Damaged and foreign files are read as a refresh reads them: by a process with limits, which may die."""

import pickle
import time
import traceback
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from multiprocessing.connection import wait
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar, cast

import pdfplumber
from pdfplumber.utils.exceptions import PdfminerException

from pipelines.limits import Limits
from pipelines.load.extraction import Extraction, quarantine
from pipelines.load.worker import START_SECONDS, Worker
from pipelines.read.errors import Reason, Unreadable

Answer = TypeVar("Answer")

_ANSWERED = "This is no fault: the detail is what a test's reader found."

LIMITS = Limits(max_seconds=20, max_memory=512 << 20)
"""More than any report of a test needs, on a busy machine too."""


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
        assert _has_received(_KEPT[0], START_SECONDS)
        _KEPT[0].collect()
    worker = _KEPT.pop()
    worker.assign(request)
    if _has_received(worker, LIMITS.max_seconds):
        done = worker.collect()
        if worker.is_ready:
            _KEPT.append(worker)
    else:
        done = worker.overdue()
    if not _KEPT:
        worker.kill()
    assert done is not None
    return done[0]


def _has_received(worker: Worker, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while wait([worker.pipe], max(0.0, end - time.monotonic())):
        if worker.receive():
            return True
    return False


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
