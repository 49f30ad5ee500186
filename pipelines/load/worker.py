"""A process that reads one document after the other and may die of any of them.

Neither pdfminer nor PDFium guards itself: some files of a few kilobytes fill any memory or are never
done. So the operating system holds the process to its address space, and whoever started it watches the
clock.
"""

import fcntl
import math
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from pipelines.limits import Limits
from pipelines.load.extraction import Extraction, quarantine
from pipelines.load.fork_server import prepare_workers, without_main

Read = Callable[[Path, Limits], Sequence[Extraction]]
"""Gives the extractions of a file's reports, at least one."""

START_SECONDS = 60.0
"""How long a worker may take to be ready, on a busy machine with a cold disk."""

GOING_SECONDS = 5.0
"""How long a process that has closed its pipe may take to go by itself."""

CPU_MARGIN = 2
"""Seconds. The limit on processor time is for systems on which a worker outlives a parent that was killed."""

# How native code ends itself when an allocation fails: abort() in C++ and PDFium, a trap in others.
_NO_MEMORY = frozenset({signal.SIGABRT, signal.SIGTRAP, signal.SIGILL})


class WorkerError(Exception):
    """A worker ended before it read anything: the fault is the installation's or the limits', no file's."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A worker's first message."""


class Worker:
    """One such process. It is given a path, is waited for through ``pipe``, and then collected.

    ``first`` is what it is meant to read first, when it is ready.
    """

    def __init__(self, read: Read, limits: Limits, first: Path | None = None) -> None:
        prepare_workers()
        context = get_context("forkserver")
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, read, limits), daemon=True)
        with without_main():
            self._process.start()
        theirs.close()  # so that the pipe ends when the process does
        self._limits = limits
        self.first = first
        self.path: Path | None = None
        self.is_ready = False
        self.has_read_others = False
        self.deadline = time.monotonic() + START_SECONDS

    def assign(self, path: Path) -> None:
        """Let it read the file at ``path``; the clock starts. Raises ``OSError`` when it is dead."""
        self.pipe.send(path)
        self.path = path
        self.deadline = time.monotonic() + self._limits.max_seconds

    def collect(self) -> Sequence[Extraction] | None:
        """What has come through the pipe; None where it is only ready now, or died while it was idle.

        The one extraction of a document that killed it says so; ``is_ready`` is False from then on. Raises
        ``WorkerError`` when it died before it was ready.
        """
        try:
            message: Ready | Sequence[Extraction] = self.pipe.recv()
        except (EOFError, OSError):
            return self._death()
        self.deadline = math.inf
        if isinstance(message, Ready):
            self.is_ready = True
            return None
        self.path = None
        # What filled the memory may stay there: the next document gets a fresh process.
        self.is_ready = message[0].reason != "out_of_memory"
        return message

    def kill(self) -> None:
        """End it at once, whatever it does; nothing of it is left."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self.pipe.close()

    def overdue(self) -> Sequence[Extraction]:
        """Why a document that took too long is kept aside. Raises ``WorkerError`` where there is none."""
        if self.path is None:
            raise WorkerError(f"A process for reading did not start within {START_SECONDS:g} seconds.")
        return (_timed_out(self._limits),)

    def _death(self) -> Sequence[Extraction] | None:
        self._process.join(GOING_SECONDS)
        self._process.kill()
        self._process.join()
        exit_code = self._process.exitcode or 0
        if not self.is_ready:
            raise WorkerError(
                f"A process for reading ended before it began ({_named(exit_code)})."
                f" Check the installation, and PANELSOCIAL_MAX_MEMORY ({self._limits.max_memory} bytes)."
            )
        self.is_ready = False
        return None if self.path is None else (_verdict(exit_code, self._limits),)


def _verdict(exit_code: int, limits: Limits) -> Extraction:
    """What a process's end says about the document it was reading."""
    end = _named(exit_code)
    if exit_code == -signal.SIGXCPU:
        return _timed_out(limits)
    if exit_code == -signal.SIGKILL:
        # Nobody here did that. Most often it is the kernel, when the whole machine is out of memory:
        # a matter of the day, so that the next refresh tries again.
        detail = "The process that read it was killed from outside, as happens when memory runs out."
        return quarantine("out_of_memory", detail, fault=f"ended by {end}")
    if -exit_code in _NO_MEMORY:
        return quarantine("out_of_memory", f"{_too_much(limits)} The process that read it ended by {end}.")
    return quarantine("damaged_pdf", f"The process that read it ended by {end}. Download the report again.")


def _timed_out(limits: Limits) -> Extraction:
    return quarantine(
        "timed_out",
        f"Reading it took longer than {limits.max_seconds:g} seconds. Check that it is a single report;"
        " PANELSOCIAL_MAX_SECONDS allows more.",
    )


def _too_much(limits: Limits) -> str:
    return (
        f"Reading it takes more than {limits.max_memory:,} bytes of memory. Check that it is a single"
        " report; PANELSOCIAL_MAX_MEMORY allows more."
    )


def _named(exit_code: int) -> str:
    if exit_code >= 0:
        return f"exit code {exit_code}"
    try:
        return signal.Signals(-exit_code).name
    except ValueError:
        return f"signal {-exit_code}"


def _serve(pipe: Connection, read: Read, limits: Limits) -> None:
    """The life of a worker: until the pipe ends, or a document ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent too, which ends all
    _be_silent()
    _confine(limits)
    pipe.send(Ready())
    while True:
        try:
            path = pipe.recv()
        except (EOFError, OSError):
            return
        _limit_processor_time(limits)
        try:
            with _ended_with(pipe):
                extractions = _read(read, path, limits)
            pipe.send(extractions)
        except MemoryError:
            pipe.send((quarantine("out_of_memory", _too_much(limits)),))
        except OSError:
            return


def _read(read: Read, path: Path, limits: Limits) -> Sequence[Extraction]:
    extractions = read(path, limits)
    if extractions[0].reason == "out_of_memory":
        return (quarantine("out_of_memory", _too_much(limits)),)
    return extractions


@contextmanager
def _ended_with(pipe: Connection) -> Iterator[None]:
    """Meanwhile the pipe's end, which is the end of whoever started this process, ends it by a signal.

    The kernel sends it, so that no native code can be too busy for it. Nothing else comes through the
    pipe meanwhile.
    """
    flags = fcntl.fcntl(pipe.fileno(), fcntl.F_GETFL)
    fcntl.fcntl(pipe.fileno(), fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(pipe.fileno(), fcntl.F_SETFL, flags | os.O_ASYNC)
    try:
        yield
    finally:
        fcntl.fcntl(pipe.fileno(), fcntl.F_SETFL, flags)


def _be_silent() -> None:
    """What native code prints about a file would tear the terminal's display; reasons say it."""
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - os.devnull is a name, not a file's path
        for standard in (1, 2):
            os.dup2(nowhere.fileno(), standard)


def _confine(limits: Limits) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform != "darwin":  # macOS knows the name and refuses every value
        memory = _at_most(resource.RLIMIT_AS, limits.max_memory)
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    if sys.platform == "linux":
        # If the machine runs out of memory all the same, a reader goes and not the run.
        with suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text("1000")


def _limit_processor_time(limits: Limits) -> None:
    used = time.process_time()
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = _at_most(resource.RLIMIT_CPU, math.ceil(used + limits.max_seconds) + CPU_MARGIN)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _at_most(kind: int, wanted: int) -> int:
    """``wanted``, or the system's own hard limit where that is less."""
    _, hard = resource.getrlimit(kind)
    return wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
