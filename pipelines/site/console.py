"""Questions in SQL that readers write, each answered in a process of its own that is ended at its limits."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from pipelines.load.process_limits import environment

Reason = Literal["error", "one_question", "only_select", "too_long", "too_late", "too_large", "out_of_memory"]
"""Why a question has no answer."""

MOST_AT_ONCE = 2
"""Questions that are answered at the same time; others are told to come again."""

MOST_CHARACTERS = 10_000
"""Of a question."""

START_SECONDS = 10.0
"""For a process to start, on a busy machine."""

_PROGRAM = "from pipelines.site.console_process import main; main()"

_PATH = re.compile(r"(?<![\w/.])/(?:[\w.+-]+/)*[\w.+-]+")

_turn = threading.BoundedSemaphore(MOST_AT_ONCE)


@dataclass(frozen=True, slots=True)
class ConsoleLimits:
    """Of a question: rows and characters of its answer, seconds, and bytes of memory.

    ``memory`` is what DuckDB takes for the data, ``address_space`` what the process takes in all.
    """

    rows: int = 1000
    size: int = 1 << 20
    seconds: float = 5.0
    memory: int = 128 << 20
    address_space: int = 448 << 20


@dataclass(frozen=True, slots=True)
class Answer:
    """``columns`` are names and DuckDB's types; ``is_cut`` tells that there are more rows."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[bool | int | float | str | None, ...], ...]
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """A question without an answer; ``detail`` is what DuckDB says, empty unless there is an "error"."""

    reason: Reason
    detail: str = ""


class BusyError(Exception):
    """As many questions as can be are being answered."""


_ANSWER: TypeAdapter[Answer | Refusal] = TypeAdapter(Answer | Refusal)


def ask(database: Path, sql: str, limits: ConsoleLimits | None = None) -> Answer | Refusal:
    """What ``database`` answers to ``sql``, one query that returns rows.

    Raises ``BusyError``, and ``OSError`` where the database cannot be opened.
    """
    if len(sql) > MOST_CHARACTERS:
        return Refusal("too_long")
    if not _turn.acquire(blocking=False):
        raise BusyError
    try:
        return _asked(database, sql, limits or ConsoleLimits())
    finally:
        _turn.release()


def _asked(database: Path, sql: str, limits: ConsoleLimits) -> Answer | Refusal:
    question = json.dumps({"sql": sql, **asdict(limits)}).encode() + b"\n"
    file = os.open(database, os.O_RDONLY)
    try:
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", _PROGRAM, str(file)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pass_fds=[file],
            env=environment(),
        )
    finally:
        os.close(file)
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        deadline = threading.Timer(START_SECONDS + limits.seconds, process.kill)
        deadline.start()
        try:
            with suppress(BrokenPipeError), process.stdin:
                process.stdin.write(question)
            # JSON writes a character in at most six bytes, half of a rare one.
            received = process.stdout.read(12 * limits.size)
            is_late = not deadline.is_alive()
        finally:
            deadline.cancel()
            if process.poll() is None:
                _end(process)
    if is_late or process.returncode in {-signal.SIGALRM, -signal.SIGXCPU}:
        return Refusal("too_late")
    try:
        answer = _ANSWER.validate_json(received)
    except ValidationError:
        # Native code ends the process by a signal where it gets no memory.
        return Refusal("out_of_memory" if process.returncode < 0 else "error")
    return replace(answer, detail=_shown(answer.detail, sql)) if isinstance(answer, Refusal) else answer


def _shown(detail: str, sql: str) -> str:
    """What DuckDB says, without paths of this machine: those of the question may stay."""
    said = detail.partition("Stack Trace")[0].strip()
    return _PATH.sub(lambda found: found[0] if found[0] in sql else "…", said)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process that has answered, if it does not end by itself."""
    try:
        process.wait(1)
    except subprocess.TimeoutExpired:
        process.kill()
