"""What happens in a process that reads documents.

Neither pdfminer nor PDFium guards itself: some files of a few kilobytes fill any
memory or are never done. So the operating system holds the process to its address space, and whoever started
it watches the clock.
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
"""Gives the extractions of a file's reports, at least one."""

CPU_MARGIN = 2
"""Seconds. The limit on processor time is for systems on which a worker outlives a parent that was killed."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A worker's first message."""


def too_much_memory(limits: Limits) -> str:
    """Why a document is kept aside whose reading needs more than ``limits.max_memory`` bytes."""
    return (
        f"Reading it takes more than {limits.max_memory:,} bytes of memory. Check that it is a single"
        " report; PANELSOCIAL_MAX_MEMORY allows more."
    )


def main() -> None:
    """Serve the pipe whose file descriptor is the program's argument."""
    serve(Connection(int(sys.argv[1])))


def serve(pipe: Connection) -> None:
    """Read what comes through ``pipe`` until it ends, or a document ends this process.

    First come the function that reads and its limits, then paths. ``Ready`` goes back, then the extractions
    of each file.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent too, which ends all
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
