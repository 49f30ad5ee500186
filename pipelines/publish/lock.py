"""One run at a time writes to a warehouse.

The operating system holds the lock (``flock``) and takes it back from a process that dies, however it
dies: there is nothing to clean up. What is written beside it only tells who to wait for.
"""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from pipelines.progress import Progress

LOCK_NAME = "refresh.lock"
HOLDER_NAME = "refresh.lock.json"
POLL_SECONDS = 0.2


class LockedError(Exception):
    """Another run writes to the warehouse and did not end in time; the message says which."""


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that holds a lock; ``since`` is UTC."""

    pid: int
    host: str
    since: str

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host}, since {self.since} UTC"


@contextmanager
def run_lock(warehouse: Path, wait: float, progress: Progress) -> Iterator[None]:
    """Hold the lock of ``warehouse``, after waiting up to ``wait`` seconds for whoever holds it.

    ``progress`` is told who is waited for. Raises ``LockedError`` when the other is not done in time.
    """
    warehouse.mkdir(parents=True, exist_ok=True)
    lock = FileLock(warehouse / LOCK_NAME, thread_local=False)
    holder = warehouse / HOLDER_NAME
    _acquire(lock, holder, wait, progress)
    try:
        _write_holder(holder)
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _acquire(lock: FileLock, holder: Path, wait: float, progress: Progress) -> None:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        if wait > 0:
            progress.begin(f"Waiting for {_read_holder(holder)}")
        try:
            lock.acquire(timeout=wait, poll_interval=POLL_SECONDS)
        except Timeout:
            raise LockedError(
                f"Another run writes to {holder.parent}: {_read_holder(holder)}. It was waited for"
                f" {wait:g} seconds (PANELSOCIAL_LOCK_WAIT). Try again when it is done."
            ) from None
        progress.end("it is done")


def _write_holder(path: Path) -> None:
    since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")
    unfinished = path.with_name(f".{path.name}")
    unfinished.write_text(json.dumps(asdict(Holder(os.getpid(), socket.gethostname(), since))), "utf-8")
    unfinished.replace(path)


def _read_holder(path: Path) -> Holder | str:
    try:
        return Holder(**json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return "a process that has only just begun or ended"
