"""The program of a worker process, which reads documents.

Neither pdfminer nor PDFium has limits of its own: some files of a few kilobytes fill any memory or never end.
So the operating system limits the process's address space, and its parent limits the time.
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
from multiprocessing.connection import Connection
from pathlib import Path

from pipelines.limits import Limits
from pipelines.load.extraction import Extraction, quarantine

Read = Callable[[Path, Limits], Sequence[Extraction]]
"""Returns the extractions of a file's reports, at least one."""

CPU_MARGIN = 2
"""Seconds of processor time above the time limit: ends a worker that outlived its killed parent."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A worker's first message: it can read documents now."""


def too_much_memory(limits: Limits) -> str:
    """The detail of a document that needs more than ``limits.max_memory`` bytes to be read."""
    return (
        f"Reading it needs more than {limits.max_memory:,} bytes of memory. Check that it is a single"
        " report; PANELSOCIAL_MAX_MEMORY allows more."
    )


def main() -> None:
    """Serve the pipe; its file descriptor is the program's argument."""
    serve(Connection(int(sys.argv[1])))


def serve(pipe: Connection) -> None:
    """Read the files whose paths come through ``pipe``, until the pipe ends or a document kills this process.

    Receives the reading function with its limits, then paths. Sends ``Ready``, then the extractions of each
    file.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C also reaches the parent, which ends its workers
    _be_silent()
    read, limits = pipe.recv()
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
            pipe.send((quarantine("out_of_memory", too_much_memory(limits)),))
        except OSError:
            return


def _read(read: Read, path: Path, limits: Limits) -> Sequence[Extraction]:
    extractions = read(path, limits)
    if extractions[0].reason == "out_of_memory":
        return (quarantine("out_of_memory", too_much_memory(limits)),)
    return extractions


@contextmanager
def _ended_with(pipe: Connection) -> Iterator[None]:
    """In this context the process is ended by a signal when the pipe closes, because its parent has ended.

    The kernel sends the signal, so it works while native code is running. Nothing else may come through the
    pipe in this time.
    """
    flags = fcntl.fcntl(pipe.fileno(), fcntl.F_GETFL)
    fcntl.fcntl(pipe.fileno(), fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(pipe.fileno(), fcntl.F_SETFL, flags | os.O_ASYNC)
    try:
        yield
    finally:
        fcntl.fcntl(pipe.fileno(), fcntl.F_SETFL, flags)


def _be_silent() -> None:
    """Discard output of native code, which would disturb the terminal's display; errors have reasons."""
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - os.devnull is a name, not a file's path
        for standard in (1, 2):
            os.dup2(nowhere.fileno(), standard)


def _confine(limits: Limits) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform != "darwin":  # macOS has this limit but refuses every value
        memory = _at_most(resource.RLIMIT_AS, limits.max_memory)
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    if sys.platform == "linux":
        # If the machine still runs out of memory, the kernel ends a worker and not the run.
        with suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text("1000")


def _limit_processor_time(limits: Limits) -> None:
    used = time.process_time()
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = _at_most(resource.RLIMIT_CPU, math.ceil(used + limits.max_seconds) + CPU_MARGIN)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _at_most(kind: int, wanted: int) -> int:
    """``wanted``, or the system's hard limit if that is lower."""
    _, hard = resource.getrlimit(kind)
    return wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
