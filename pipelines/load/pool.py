"""Read many documents in worker processes; a document that kills its process does not affect the others."""

import logging
import math
import time
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from multiprocessing.connection import wait
from pathlib import Path
from socket import socket

from pipelines.limits import Limits
from pipelines.load.extraction import Extraction, extract
from pipelines.load.worker import Worker
from pipelines.load.worker_process import Read

logger = logging.getLogger(__name__)


def extract_many(
    paths: Sequence[Path], workers: int, limits: Limits | None = None, read: Read = extract
) -> Generator[tuple[Path, Sequence[Extraction]]]:
    """The extractions of every path by ``read``, in the order in which the files are finished.

    No content of a file makes it raise: a document that kills its process or takes too long gets an
    extraction that says so. A worker is replaced only when it died, was killed or ran out of memory. All
    workers end with the iterator.

    Raises ``WorkerError`` when processes do not start.
    """
    pool = _Pool(paths, limits or Limits(), read)
    try:
        pool.start(min(workers, len(paths)))
        yield from pool.results()
    finally:
        pool.stop()


class _Pool:
    """The workers, by the pipe that they answer through, and the documents that none has started."""

    def __init__(self, paths: Sequence[Path], limits: Limits, read: Read) -> None:
        self._waiting = deque(paths)
        self._limits = limits
        self._read = read
        self._folders = {path.resolve().parent for path in paths}
        self._workers: dict[socket, Worker] = {}
        self._has_warned = False

    def start(self, workers: int) -> None:
        for _ in range(workers):
            self._hire()

    def stop(self) -> None:
        for worker in list(self._workers.values()):
            self._dismiss(worker)

    def results(self) -> Iterator[tuple[Path, Sequence[Extraction]]]:
        while self._workers:
            for worker in self._answering():
                if worker.receive():
                    yield from self._collect(worker)
            for worker in self._overdue():
                yield from self._give_up(worker)

    def _answering(self) -> list[Worker]:
        deadline = min(worker.deadline for worker in self._workers.values())
        timeout = None if deadline == math.inf else max(0.0, deadline - time.monotonic())
        return self._readable(timeout)

    def _overdue(self) -> list[Worker]:
        """Workers past their deadline whose answer is not waiting in the pipe."""
        now, answering = time.monotonic(), self._readable(0)
        return [one for one in self._workers.values() if one.deadline <= now and one not in answering]

    def _readable(self, timeout: float | None) -> list[Worker]:
        return [self._workers[one] for one in wait(list(self._workers), timeout) if isinstance(one, socket)]

    def _collect(self, worker: Worker) -> Iterator[tuple[Path, Sequence[Extraction]]]:
        path, had_read_others = worker.path, worker.has_read_others
        extractions = worker.collect()
        self._warn(worker.missing)
        if worker.is_ready:
            worker.has_read_others = had_read_others or path is not None
            self._feed(worker)
        else:
            self._dismiss(worker)
            if path and had_read_others:
                # Documents read before it in the same process may be the cause: try again in a new process.
                self._hire(first=path)
                return
            self._replace()
        if path and extractions:
            yield path, extractions

    def _warn(self, missing: Sequence[str]) -> None:
        if missing and not self._has_warned:
            logger.warning("Reports are read without %s.", "; without ".join(missing))
            self._has_warned = True

    def _give_up(self, worker: Worker) -> Iterator[tuple[Path, Sequence[Extraction]]]:
        path, extractions = worker.path, worker.overdue()
        self._dismiss(worker)
        self._replace()
        if path:
            yield path, extractions

    def _feed(self, worker: Worker) -> None:
        if worker.first is None and not self._waiting:
            self._dismiss(worker)
            return
        path = worker.first or self._waiting.popleft()
        worker.first = None
        try:
            worker.assign(path)
        except OSError:  # the worker died while idle, so no document caused it
            self._dismiss(worker)
            self._hire(first=path)

    def _hire(self, first: Path | None = None) -> None:
        worker = Worker(self._read, self._limits, self._folders, first)
        self._workers[worker.pipe] = worker

    def _replace(self) -> None:
        if self._waiting:
            self._hire()

    def _dismiss(self, worker: Worker) -> None:
        del self._workers[worker.pipe]
        worker.kill()
