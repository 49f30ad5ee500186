"""Stand-ins for documents that do harm to whoever reads them. Worker processes import them by name."""

import ctypes
import os
import re
import resource
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from pipelines.limits import Limits
from pipelines.load.extraction import Extraction, extract, quarantine

GIBIBYTE = 1 << 30

KINDS = frozenset({"hoarder", "sleeper", "crash", "quitter", "busy", "endless", *signal.Signals.__members__})


def read_or_die(path: Path, limits: Limits) -> Sequence[Extraction]:
    """Ends as the file says that holds one of ``KINDS``; any other file is read."""
    match path.read_text("utf-8"):
        case "hoarder":
            return (quarantine("not_a_report", str(len(bytearray(4 * GIBIBYTE)))),)
        case "sleeper":
            time.sleep(600)
        case "crash":
            ctypes.string_at(0)
        case "quitter":
            os._exit(7)
        case "busy":
            # Processor time runs out first, as it does where nobody watches the clock.
            resource.setrlimit(resource.RLIMIT_CPU, (1, resource.getrlimit(resource.RLIMIT_CPU)[1]))
            while True:
                pass
        case "endless":
            re.match("(a|a)*b", "a" * 99)  # in native code, with the same memory all the time
        case name if name in signal.Signals.__members__:
            os.kill(os.getpid(), signal.Signals[name])
    return extract(path, limits)


def read_and_tell(path: Path, limits: Limits) -> Sequence[Extraction]:
    """The process that reads, and what it is held to."""
    held_to = resource.getrlimit(resource.RLIMIT_AS)[0]
    return (quarantine("not_a_report", f"{os.getpid()} {held_to}"),)


def leave_something_behind(path: Path, limits: Limits) -> Sequence[Extraction]:
    """A process can read one document; whoever gets it second ends it."""
    if os.environ.get("HAS_READ"):
        os.abort()
    os.environ["HAS_READ"] = "1"
    return extract(path, limits)
