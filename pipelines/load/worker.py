"""Worker processes: each reads one document after the other, and any document may kill it."""

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
"""Seconds to wait for a worker to be ready, on a busy machine with a cold disk."""

EXIT_SECONDS = 5.0
"""Seconds to wait for a process to exit after it closed its pipe."""

# Signals by which native code ends a process when an allocation fails: abort() in C++ and PDFium, or traps.
_NO_MEMORY = frozenset({signal.SIGABRT, signal.SIGTRAP, signal.SIGILL})


class WorkerError(Exception):
    """A worker ended before it read anything: the installation or the limits are wrong, not a file."""


class Worker:
    """A worker process: ``assign`` a path, wait for ``pipe`` to become readable, then ``collect`` the result.

    ``first`` is the document to assign to it when it is ready.
    """

    def __init__(self, read: Read, limits: Limits, first: Path | None = None) -> None:
        self.pipe, theirs = Pipe()
        # Not with multiprocessing, which would import this program's main module: a worker imports only what
        # it needs.
        self._process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        theirs.close()  # so that the pipe ends when the process does
        with suppress(OSError):  # it died already: collect() reports that
            self.pipe.send((read, limits))
        self._limits = limits
        self.first = first
        self.path: Path | None = None
        self.is_ready = False
        self.has_read_others = False
        self.deadline = time.monotonic() + START_SECONDS

    def assign(self, path: Path) -> None:
        """Let it read the file at ``path``; its time limit starts now. Raises ``OSError`` when it is dead."""
        self.pipe.send(path)
        self.path = path
        self.deadline = time.monotonic() + self._limits.max_seconds

    def collect(self) -> Sequence[Extraction] | None:
        """Receive a message: the extractions of its document, or None if it is now ready or died while idle.

        If a document killed it, the result is one extraction that says so, and ``is_ready`` is False. Raises
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
        # Its memory may still be full: the next document gets a new process.
        self.is_ready = message[0].reason != "out_of_memory"
        return message

    def kill(self) -> None:
        """End the process at once and close its pipe."""
        self._process.kill()
        self._process.wait()
        self.pipe.close()

    def overdue(self) -> Sequence[Extraction]:
        """The extraction of a document that took too long. Raises ``WorkerError`` if it had none yet."""
        if self.path is None:
            raise WorkerError(f"A reading process did not start within {START_SECONDS:g} seconds.")
        return (_timed_out(self._limits),)

    def _death(self) -> Sequence[Extraction] | None:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(EXIT_SECONDS)
        self._process.kill()
        exit_code = self._process.wait()
        if not self.is_ready:
            raise WorkerError(
                f"A reading process ended before it read anything ({_named(exit_code)})."
                f" Check the installation, and PANELSOCIAL_MAX_MEMORY ({self._limits.max_memory} bytes)."
            )
        self.is_ready = False
        return None if self.path is None else (_verdict(exit_code, self._limits),)


def _verdict(exit_code: int, limits: Limits) -> Extraction:
    """The extraction of the document that a process was reading when it ended."""
    end = _named(exit_code)
    if exit_code == -signal.SIGXCPU:
        return _timed_out(limits)
    if exit_code == -signal.SIGKILL:
        # Not by this program: usually by the kernel, when the whole machine is out of memory. That is
        # temporary, so the next refresh tries again.
        detail = (
            "The reading process was killed from outside, probably because the machine ran out of memory."
        )
        return quarantine("out_of_memory", detail, fault=f"ended by {end}")
    if -exit_code in _NO_MEMORY:
        return quarantine(
            "out_of_memory", f"{too_much_memory(limits)} The reading process was ended by {end}."
        )
    return quarantine("damaged_pdf", f"The reading process was ended by {end}. Download the report again.")


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
