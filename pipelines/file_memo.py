"""A cache of values computed from files, valid while the files are unchanged.

A file counts as unchanged while its size, both times, device and inode are the same. File systems store
times in steps, and a file may be written twice within one step. So, as in git's index, a value is cached only
if its file has not been changed for longer than the longest step.
"""

import json
import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.kept_rows import read_rows, replace_rows

STEP_NS = 3_000_000_000
"""Nanoseconds. FAT has the longest steps, two seconds; those of other file systems are far shorter."""


@dataclass(frozen=True, slots=True)
class Look:
    """The status of a file before it was read, and the time when it was looked up (nanoseconds)."""

    path: Path
    status: os.stat_result
    began: int

    @classmethod
    def at(cls, path: Path) -> "Look":
        """Look up the status of the file ``path``. Raises ``OSError`` if it does not exist."""
        return cls(path, path.stat(), time.time_ns())

    @property
    def signs(self) -> list[int]:
        """What must be the same for the file to count as unchanged."""
        status = self.status
        return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_dev, status.st_ino]


class FileMemo:
    """JSON values by file, stored in the SQLite file ``place`` if given. A damaged store counts as empty."""

    def __init__(self, place: Path | None) -> None:
        self._place = place
        self._stored: dict[bytes, str] = {}
        self._seen: dict[bytes, str] = {}
        if place:
            with suppress(OSError):
                self._stored = read_rows(place)

    def get(self, look: Look) -> Any | None:
        """The value cached for the file; None if the file has changed or has no value."""
        # The name may hold bytes that are no text.
        stored = self._stored.get(key := os.fsencode(look.path))
        if stored is None:
            return None
        with suppress(TypeError, ValueError):  # it is damaged
            signs, value = json.loads(stored)
            if signs == look.signs:
                self._seen[key] = stored
                return value
        return None

    def put(self, look: Look, value: Any) -> None:
        """Cache ``value`` for a file looked up before it was read, unless it may have changed since."""
        is_old = max(look.status.st_mtime_ns, look.status.st_ctime_ns) + STEP_NS < look.began
        if is_old and Look.at(look.path).signs == look.signs:
            self._seen[os.fsencode(look.path)] = json.dumps([look.signs, value])

    def store(self) -> None:
        """Store the values that were got or put, and no others, if they differ from the stored ones.

        Does nothing while another process writes: what is missing is computed again. Raises ``OSError``.
        """
        if self._place and self._seen != self._stored:
            with suppress(BlockingIOError):
                replace_rows(self._place, self._seen, self._stored)
