"""Worker processes: each reads one document after the other, and any document may kill it."""

import json
import math
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path
from socket import socketpair

from pydantic import TypeAdapter, ValidationError

from pipelines.language import _, in_words, told
from pipelines.limits import Limits
from pipelines.load.answer import END
from pipelines.load.answer_check import InvalidAnswerError, decoded
from pipelines.load.extraction import Extraction, quarantine
from pipelines.load.process_limits import environment
from pipelines.load.worker_process import Read, too_much_memory

_PROGRAM = "from pipelines.load.worker_process import main; main()"

START_SECONDS = 60.0
"""Seconds to wait for a worker to be ready, on a busy machine with a cold disk."""

EXIT_SECONDS = 30.0
"""Seconds to wait for a process to exit after it closed its pipe."""

ANSWER_SECONDS = 60.0
"""Seconds from the beginning of an answer to its end: it is in memory already."""

MAX_ANSWER = 256 << 20
"""Bytes of an answer. That of a report has less than a tenth of a megabyte, of a thousand pages about ten."""

_CHUNK = 1 << 20

_MISSING = TypeAdapter(tuple[str, ...])

# Signals by which native code ends a process when an allocation fails: abort() in C++ and PDFium, or traps.
_NO_MEMORY = frozenset({signal.SIGABRT, signal.SIGTRAP, signal.SIGILL})


class WorkerError(Exception):
    """A worker ended before it read anything: the installation or the limits are wrong, not a file."""


class Worker:
    """A worker process: ``assign`` a path, ``receive`` whenever ``pipe`` is readable, then ``collect``.

    It can read files below ``folders`` only. ``first`` is the document to assign to it when it is ready.
    ``missing`` is then what its system cannot keep it from doing.
    """

    def __init__(
        self, read: Read, limits: Limits, folders: Collection[Path], first: Path | None = None
    ) -> None:
        self.pipe, theirs = socketpair()
        # Not with multiprocessing, which would import this program's main module: a worker imports only what
        # it needs.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _PROGRAM, str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment(),
        )
        theirs.close()  # so that the pipe ends when the process does
        with suppress(OSError):  # it died already: collect() reports that
            self.pipe.sendall(pickle.dumps((read, limits, tuple(folders))))
        self._limits = limits
        self._answer = bytearray()
        self._has_ended = False
        self.first = first
        self.path: Path | None = None
        self.is_ready = False
        self.missing: tuple[str, ...] = ()
        self.has_read_others = False
        self.deadline = time.monotonic() + START_SECONDS

    def assign(self, path: Path) -> None:
        """Let it read the file at ``path``; its time limit starts now. Raises ``OSError`` when it is dead."""
        self.pipe.sendall(json.dumps(str(path)).encode() + b"\n")
        self.path = path
        self.deadline = time.monotonic() + self._limits.max_seconds

    def receive(self) -> bool:
        """Take what waits in ``pipe``, without waiting for more; True when there is something to collect."""
        try:
            received = self.pipe.recv(_CHUNK)
        except OSError:
            received = b""
        if received and not self._answer:
            self.deadline = time.monotonic() + ANSWER_SECONDS
        self._answer += received
        self._has_ended = not received
        return self._has_ended or len(self._answer) > MAX_ANSWER or self._answer.endswith(b"\n" + END)

    def collect(self) -> Sequence[Extraction] | None:
        """What was received: the extractions of its document, or None if it is now ready or died while idle.

        If a document killed it, or it does not answer as it should, the result is one extraction that says
        so, and ``is_ready`` is False. Raises ``WorkerError`` when it died before it was ready.
        """
        if self._has_ended:
            return self._death()
        answer = bytes(self._answer)
        self._answer.clear()
        self.deadline = math.inf
        if not self.is_ready:
            self._start(answer)
            return None
        path, self.path = self.path, None
        try:
            if len(answer) > MAX_ANSWER or path is None:
                raise InvalidAnswerError(f"it has {len(answer):,} bytes, for {path}")
            extractions = decoded(answer)
        except InvalidAnswerError as error:
            self.is_ready = False
            return (invalid(str(error)),)
        # Its memory may still be full: the next document gets a new process.
        self.is_ready = extractions[0].reason != "out_of_memory"
        return extractions

    def _start(self, answer: bytes) -> None:
        try:
            self.missing = _MISSING.validate_json(answer)
        except ValidationError as error:
            said = _("A reading process did not start as it should ({error}).")
            raise WorkerError(said.format(error=error)) from None
        self.is_ready = True

    def kill(self) -> None:
        """End the process at once and close its pipe."""
        self._process.kill()
        self._process.wait()
        self.pipe.close()

    def overdue(self) -> Sequence[Extraction]:
        """The extraction of a document that took too long. Raises ``WorkerError`` if it had none yet."""
        if self.path is None:
            said = _("A reading process did not start within {seconds:g} seconds.")
            raise WorkerError(said.format(seconds=START_SECONDS))
        return (_timed_out(self._limits),)

    def _death(self) -> Sequence[Extraction] | None:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(EXIT_SECONDS)
        self._process.kill()
        exit_code = self._process.wait()
        if not self.is_ready:
            raise WorkerError(
                _(
                    "A reading process ended before it read anything ({end})."
                    " Check the installation, and PANELSOCIAL_MAX_MEMORY ({limit} bytes)."
                ).format(end=in_words(_named(exit_code)), limit=self._limits.max_memory)
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


def invalid(wrong: str) -> Extraction:
    """The extraction of a document about which its process has answered what no report can say."""
    return quarantine(
        "invalid_answer",
        "The reading process answered what no report can say. The file may have been made to take it over:"
        " look where it comes from. Otherwise this is a fault of the program.",
        fault=wrong,
    )


def _named(exit_code: int) -> str:
    if exit_code >= 0:
        return told(lambda: _("exit code {code}").format(code=exit_code))
    try:
        return signal.Signals(-exit_code).name
    except ValueError:
        return told(lambda: _("signal {number}").format(number=-exit_code))
