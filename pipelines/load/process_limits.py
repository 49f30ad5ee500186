"""What the system refuses to a process that works on a document or a question, and how it starts."""

import math
import os
import resource
import sys
import time
from contextlib import suppress
from pathlib import Path

from pipelines.limits import Limits

CPU_MARGIN = 2
"""Seconds of processor time above the time limit: ends a process that outlived its killed parent."""

MAX_OPEN_FILES = 64
"""A document, the library's tables of characters, a module."""

_ENVIRONMENT = ("LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONUTF8")
"""The variables that a process keeps: how file names are encoded, and how Python itself starts."""


def environment() -> dict[str, str]:
    """The environment of such a process, which may be taken over: no secret, no address, no home."""
    kept = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    return kept | {"PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))}


def be_silent() -> None:
    """Discard output of native code, which would disturb the terminal's display; errors have reasons."""
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - os.devnull is a name, not a file's path
        for standard in (1, 2):
            os.dup2(nowhere.fileno(), standard)


def limit(limits: Limits) -> None:
    """Let this process write no byte into a file, start no process and use no more memory than ``limits``."""
    # Also where the kernel cannot confine.
    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, _at_most(resource.RLIMIT_NOFILE, MAX_OPEN_FILES)),
    ):
        resource.setrlimit(kind, (most, most))
    if sys.platform != "darwin":  # macOS has this limit but refuses every value
        memory = _at_most(resource.RLIMIT_AS, limits.max_memory)
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    if sys.platform == "linux":
        # If the machine still runs out of memory, the kernel ends this process and not its parent.
        with suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text("1000")


def limit_processor_time(limits: Limits) -> None:
    """End this process when it uses more processor time than the time limit, from now on."""
    used = time.process_time()
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = _at_most(resource.RLIMIT_CPU, math.ceil(used + limits.max_seconds) + CPU_MARGIN)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _at_most(kind: int, wanted: int) -> int:
    """``wanted``, or the system's hard limit if that is lower."""
    _, hard = resource.getrlimit(kind)
    return wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
