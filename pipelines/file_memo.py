"""What was found out about files, remembered while the operating system says the same of them.

A file counts as unchanged while its size, both times, device and inode are the same. Times move in steps, and
a file may be written twice within one; so, as in git's index, only a file is remembered that has not been
touched for longer than any such step.
"""

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.json_file import read_json, write_json

STEP_NS = 3_000_000_000
"""Nanoseconds. FAT counts in steps of two seconds, other file systems in far finer ones."""


@dataclass(frozen=True, slots=True)
class Look:
    """A file as it was before it was read: what the operating system said of it, and when (nanoseconds)."""

    path: Path
    status: os.stat_result
    began: int

    @classmethod
    def at(cls, path: Path) -> "Look":
        """Look at the file ``path``. Raises ``OSError`` where there is none."""
        return cls(path, path.stat(), time.time_ns())

    @property
    def signs(self) -> list[int]:
        """What must be the same for the file to count as unchanged."""
        status = self.status
        return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_dev, status.st_ino]


class FileMemo:
    """JSON values by file, stored in the file ``place``; None stores nothing. A damaged store is empty."""

    def __init__(self, place: Path | None) -> None:
        self._place = place
        self._stored = read_json(place) if place else {}
        self._seen: dict[str, Any] = {}

    def get(self, look: Look) -> Any | None:
        """What is remembered of the file; None where it has changed or was never read."""
        match self._stored.get(str(look.path)):
            case [signs, value] if signs == look.signs:
                self._seen[str(look.path)] = [signs, value]
                return value
        return None

    def put(self, look: Look, value: Any) -> None:
        """Remember ``value`` of a file that was looked at before it was read, unless it may have changed."""
        is_old = max(look.status.st_mtime_ns, look.status.st_ctime_ns) + STEP_NS < look.began
        if is_old and Look.at(look.path).signs == look.signs:
            self._seen[str(look.path)] = [look.signs, value]

    def store(self) -> None:
        """Store what has been asked for or put since, and nothing else, if it differs from what is stored."""
        if self._place and self._seen != self._stored:
            write_json(self._place, self._seen)
