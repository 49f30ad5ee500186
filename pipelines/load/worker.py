"""Worker processes: each reads one document after the other, and any document may kill it."""

import json
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
_LEAST_SECONDS = 0.001  # what waits in the pipe is taken also when the time is up; zero would not wait at all

_MISSING = TypeAdapter(tuple[str, ...])

# Signals by which native code ends a process when an allocation fails: abort() in C++ and PDFium, or traps.
_NO_MEMORY = frozenset({signal.SIGABRT, signal.SIGTRAP, signal.SIGILL})


class WorkerError(Exception):
    """A worker ended before it read anything: the installation or the limits are wrong, not a file."""


class Worker:
    """A process that reads files below ``folders``: ``wait_until_ready`` once, then ``ask`` for each file.

    ``missing`` is then what its system cannot keep it from doing. ``is_usable`` is False once a document has
    ended it, or has left it in a state that is not the next one's fault.
    """

    def __init__(self, read: Read, limits: Limits, folders: Collection[Path]) -> None:
        self._pipe, theirs = socketpair()
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
        with suppress(OSError):  # it died already: that is told below
            self._pipe.sendall(pickle.dumps((read, limits, tuple(folders))))
        self._limits = limits
        self.missing: tuple[str, ...] = ()
        self.is_usable = True

    def wait_until_ready(self) -> None:
        """Raises ``WorkerError`` when it ends before, or does not start as it should."""
        try:
            answer = self._receive(START_SECONDS)
            if answer is None:
                said = _(
                    "A reading process ended before it read anything ({end})."
                    " Check the installation, and PANELSOCIAL_MAX_MEMORY ({limit} bytes)."
                )
                end = in_words(_named(self._exit_code()))
                raise WorkerError(said.format(end=end, limit=self._limits.max_memory))
            self.missing = _MISSING.validate_json(answer)
        except TimeoutError:
            said = _("A reading process did not start within {seconds:g} seconds.")
            raise WorkerError(said.format(seconds=START_SECONDS)) from None
        except ValidationError as error:
            said = _("A reading process did not start as it should ({error}).")
            raise WorkerError(said.format(error=error)) from None

    def ask(self, path: Path) -> Sequence[Extraction]:
        """The extractions of the file at ``path``.

        If the document ends the process or takes too long, or the process does not answer as it should, one
        extraction that says so. Raises ``OSError`` when the process was dead before.
        """
        self._pipe.sendall(json.dumps(str(path)).encode() + b"\n")
        try:
            answer = self._receive(self._limits.max_seconds)
        except TimeoutError:
            self.is_usable = False
            return (_timed_out(self._limits),)
        if answer is None:
            self.is_usable = False
            return (_verdict(self._exit_code(), self._limits),)
        try:
            if len(answer) > MAX_ANSWER:
                raise InvalidAnswerError(f"it has {len(answer):,} bytes or more")
            extractions = decoded(answer)
        except InvalidAnswerError as error:
            self.is_usable = False
            return (invalid(str(error)),)
        # Its memory may still be full: the next document gets a new process.
        self.is_usable = extractions[0].reason != "out_of_memory"
        return extractions

    def end(self) -> None:
        """End the process at once. Another thread may be waiting for it, and is then told of its death."""
        self._process.kill()

    def close(self) -> None:
        """End the process, wait until it has, and close its pipe."""
        self._process.kill()
        self._process.wait()
        self._pipe.close()

    def _receive(self, seconds: float) -> bytes | None:
        """An answer that begins within ``seconds``; None when the process has ended instead.

        One that is longer than ``MAX_ANSWER`` is cut. Raises ``TimeoutError``.
        """
        answer = bytearray()
        deadline = time.monotonic() + seconds
        while not answer.endswith(b"\n" + END) and len(answer) <= MAX_ANSWER:
            self._pipe.settimeout(max(_LEAST_SECONDS, deadline - time.monotonic()))
            try:
                received = self._pipe.recv(_CHUNK)
            except ConnectionError:
                received = b""
            if not received:
                return None
            if not answer:
                deadline = time.monotonic() + ANSWER_SECONDS
            answer += received
        return bytes(answer)

    def _exit_code(self) -> int:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(EXIT_SECONDS)
        self._process.kill()
        return self._process.wait()


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
