"""The lock of a warehouse: only one run at a time writes to it.

It is an ``flock``, which the operating system releases when the process dies, so there is nothing to clean
up. The JSON file beside it only says which process holds the lock.
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

from pipelines.language import _, told
from pipelines.progress import Progress

LOCK_NAME = "refresh.lock"
HOLDER_NAME = "refresh.lock.json"
POLL_SECONDS = 0.2


class LockedError(Exception):
    """The warehouse cannot be locked; the message says why.

    Another run did not end in time, or root would leave files that the folder's owner cannot change.
    """


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that holds a lock; ``since`` is UTC."""

    pid: int
    host: str
    since: str

    def __str__(self) -> str:
        return _("process {pid} on {host}, since {since} UTC").format(
            pid=self.pid, host=self.host, since=self.since
        )


@contextmanager
def run_lock(warehouse: Path, wait: float, progress: Progress) -> Iterator[None]:
    """Hold the lock of ``warehouse``, after waiting up to ``wait`` seconds for another run that holds it.

    ``progress`` is told which run is waited for. Raises ``LockedError`` if that run does not end in time, or
    if this process is root and the folder is another user's.
    """
    warehouse.mkdir(parents=True, exist_ok=True)
    owner = warehouse.stat().st_uid
    if os.geteuid() == 0 != owner:
        raise LockedError(
            _(
                "{folder} belongs to user {owner}, who could not change what root writes there."
                " Run the command as that user, for instance by `sudo -u '#{owner}'`."
            ).format(folder=warehouse, owner=owner)
        )
    lock = FileLock(warehouse / LOCK_NAME, thread_local=False)
    holder = warehouse / HOLDER_NAME
    _acquire(lock, holder, wait, progress)
    try:
        _write_holder(holder)
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def is_free(warehouse: Path) -> bool:
    """Whether no process holds the lock of ``warehouse`` at this moment."""
    if not (warehouse / LOCK_NAME).exists():
        return True
    try:
        with FileLock(warehouse / LOCK_NAME, timeout=0, thread_local=False):
            return True
    except Timeout:
        return False


def _acquire(lock: FileLock, holder: Path, wait: float, progress: Progress) -> None:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        if wait > 0:
            who = _read_holder(holder)
            progress.begin(told(lambda: _("Waiting for {holder}").format(holder=_said(who))))
        try:
            lock.acquire(timeout=wait, poll_interval=POLL_SECONDS)
        except Timeout:
            raise LockedError(
                _(
                    "Another run is writing to {folder}: {holder}. Waited {seconds:g} seconds"
                    " for it (PANELSOCIAL_LOCK_WAIT). Try again when it has ended."
                ).format(folder=holder.parent, holder=_said(_read_holder(holder)), seconds=wait)
            ) from None
        progress.end(told(lambda: _("the other run has ended")))


def _write_holder(path: Path) -> None:
    since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")
    unfinished = path.with_name(f".{path.name}")
    unfinished.write_text(json.dumps(asdict(Holder(os.getpid(), socket.gethostname(), since))), "utf-8")
    unfinished.replace(path)


def _said(holder: Holder | None) -> str:
    return str(holder) if holder else _("a process that has just started or ended")


def _read_holder(path: Path) -> Holder | None:
    try:
        return Holder(**json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None
