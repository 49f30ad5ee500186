"""The one function that reads a document: its bytes go in, the rows of its reports come out."""

import logging
from collections.abc import Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from pipelines.limits import Limits
from pipelines.load.extraction import Extraction
from pipelines.load.worker import Worker
from pipelines.load.worker_process import Read

logger = logging.getLogger(__name__)

_WARNING = Lock()


class DocumentReader:
    """Reads one document after the other in a process that can read nothing but the document.

    The process is replaced only when it died, was killed or ran out of memory.
    """

    def __init__(self, read: Read, limits: Limits) -> None:
        self._read = read
        self._limits = limits
        self._folder = TemporaryDirectory(prefix="panelsocial-")
        self._worker: Worker | None = None
        self._is_ended = False
        self._changing = Lock()

    def read(self, content: bytes, suffix: str) -> Sequence[Extraction]:
        """The extractions of a document with these bytes; ``suffix`` is that of its file, such as ".pdf".

        No content makes it raise: a document that kills the process or takes too long gets an extraction that
        says so. Raises ``WorkerError`` when no process starts, ``OSError`` when the document cannot be
        written into the system's temporary folder, and ``CancelledError`` after ``end``.
        """
        document = Path(self._folder.name) / f"document{suffix}"
        try:
            document.write_bytes(content)
            has_read_others = self._worker is not None
            extractions = self._ask(document)
            if has_read_others and self._worker is None and extractions[0].reason != "timed_out":
                # Documents read before it in the same process may be the cause: once more in a new process.
                extractions = self._ask(document)
            return extractions
        finally:
            document.unlink(missing_ok=True)

    def end(self) -> None:
        """End the process at once, also while another thread reads by it; none is started any more."""
        with self._changing:
            self._is_ended = True
            if self._worker:
                self._worker.end()

    def close(self) -> None:
        """End the process and remove the temporary folder. Nobody may be reading."""
        self.end()
        self._dismiss()
        self._folder.cleanup()

    def _ask(self, document: Path) -> Sequence[Extraction]:
        while True:
            worker = self._worker or self._hire()
            with suppress(OSError):  # it died while idle, so no document caused it
                extractions = worker.ask(document)
                if not worker.is_usable:
                    self._dismiss()
                return extractions
            self._dismiss()

    def _hire(self) -> Worker:
        with self._changing:
            if self._is_ended:
                raise CancelledError
            worker = self._worker = Worker(self._read, self._limits, [Path(self._folder.name)])
        try:
            worker.wait_until_ready()
        except BaseException:
            self._dismiss()
            raise
        with _WARNING:
            _warn(worker.missing)
        return worker

    def _dismiss(self) -> None:
        with self._changing:
            worker, self._worker = self._worker, None
        if worker:
            worker.close()


@cache
def _warn(missing: Sequence[str]) -> None:
    """Say once what the system cannot keep reading processes from."""
    if missing:
        logger.warning("Reports are read without %s.", "; without ".join(missing))
