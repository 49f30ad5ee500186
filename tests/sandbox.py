"""Damaged and foreign files are read as a refresh reads them: by a process with limits, which may die."""

import pickle
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import pdfplumber
from pdfplumber.utils.exceptions import PdfminerException

from pipelines.limits import Limits
from pipelines.load.extraction import Extraction, quarantine
from pipelines.load.worker import START_SECONDS, Worker
from pipelines.read.errors import Reason, Unreadable

Answer = TypeVar("Answer")

LIMITS = Limits(max_seconds=20, max_memory=512 << 20)
"""More than any report of a test needs, on a busy machine too."""


@dataclass(frozen=True, slots=True)
class _Answered(Extraction):
    answer: Any = None
    refusal: tuple[Reason, str] | None = None


def sandboxed(read: Callable[[Path], Answer], path: Path) -> Answer:
    """What ``read``, a function of a module or a ``partial`` of one, makes of the file at ``path``.

    Raises the ``Unreadable`` that it raises, and ``AssertionError`` where it raises anything else, meets
    ``LIMITS`` or takes its process with it.
    """
    with TemporaryDirectory() as folder:
        request = Path(folder) / "request"
        request.write_bytes(pickle.dumps((read, path)))
        done = _ask(request)
    assert isinstance(done, _Answered), f"{path.name}: {done.reason}: {done.detail} {done.fault}"
    if done.refusal:
        raise Unreadable(*done.refusal)
    answer: Answer = done.answer
    return answer


_KEPT: list[Worker] = []
"""The process of this one that reads, unless the last file has ended it: to start one takes a second."""


def _ask(request: Path) -> Extraction:
    if not _KEPT:
        _KEPT.append(Worker(_answer, LIMITS))
        assert _KEPT[0].pipe.poll(START_SECONDS)
        _KEPT[0].collect()
    worker = _KEPT.pop()
    worker.assign(request)
    if worker.pipe.poll(LIMITS.max_seconds):
        done = worker.collect()
        if worker.is_ready:
            _KEPT.append(worker)
    else:
        done = worker.overdue()
    if not _KEPT:
        worker.kill()
    assert done is not None
    return done[0]


def _answer(request: Path, limits: Limits) -> Sequence[Extraction]:
    read, path = pickle.loads(request.read_bytes())
    now = datetime.now(UTC)
    try:
        return (_Answered(now, answer=read(path)),)
    except Unreadable as error:
        return (_Answered(now, refusal=(error.reason, error.detail)),)
    except MemoryError:
        raise
    except Exception:
        return (quarantine("damaged_pdf", "The test's reader failed.", fault=traceback.format_exc()),)


def page_lines(path: Path) -> list[list[str]]:
    """The lines of every page as pdfplumber reads them; of a file that it cannot open, none."""
    try:
        with pdfplumber.open(path) as pdf:
            return [page.extract_text().splitlines() for page in pdf.pages]
    except PdfminerException:
        return []
