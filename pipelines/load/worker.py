"""Processes that read one document after the other, each of which may die of any of them."""

import math
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing import Pipe
from pathlib import Path

from pipelines.limits import Limits
from pipelines.load.extraction import Extraction, quarantine
from pipelines.load.worker_process import Read, Ready, too_much_memory

_PROGRAM = "from pipelines.load.worker_process import main; main()"

START_SECONDS = 60.0
"""How long a worker may take to be ready, on a busy machine with a cold disk."""

GOING_SECONDS = 5.0
"""How long a process that has closed its pipe may take to go by itself."""

# How native code ends itself when an allocation fails: abort() in C++ and PDFium, a trap in others.
_NO_MEMORY = frozenset({signal.SIGABRT, signal.SIGTRAP, signal.SIGILL})


class WorkerError(Exception):
    """A worker ended before it read anything: the fault is the installation's or the limits', no file's."""


class Worker:
    """One such process. It is given a path, is waited for through ``pipe``, and then collected.

    ``first`` is what it is meant to read first, when it is ready.
    """

    def __init__(self, read: Read, limits: Limits, first: Path | None = None) -> None:
        self.pipe, theirs = Pipe()
        # Not by multiprocessing, which would import this program's main module there: a reader has only what
        # it needs, whatever started the run.
        self._process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        theirs.close()  # so that the pipe ends when the process does
        with suppress(OSError):  # it is dead already: that is found out where its first message is awaited
            self.pipe.send((read, limits))
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
        self._process.wait()
        self.pipe.close()

    def overdue(self) -> Sequence[Extraction]:
        """Why a document that took too long is kept aside. Raises ``WorkerError`` where there is none."""
        if self.path is None:
            raise WorkerError(f"A process for reading did not start within {START_SECONDS:g} seconds.")
        return (_timed_out(self._limits),)

    def _death(self) -> Sequence[Extraction] | None:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(GOING_SECONDS)
        self._process.kill()
        exit_code = self._process.wait()
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
        return quarantine(
            "out_of_memory", f"{too_much_memory(limits)} The process that read it ended by {end}."
        )
    return quarantine("damaged_pdf", f"The process that read it ended by {end}. Download the report again.")


def _timed_out(limits: Limits) -> Extraction:
    return quarantine(
        "timed_out",
        f"Reading it took longer than {limits.max_seconds:g} seconds. Check that it is a single report;"
        " PANELSOCIAL_MAX_SECONDS allows more.",
    )


def _named(exit_code: int) -> str:
    if exit_code >= 0:
        return f"exit code {exit_code}"
    try:
        return signal.Signals(-exit_code).name
    except ValueError:
        return f"signal {-exit_code}"
