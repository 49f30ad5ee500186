"""Cache the checksums of report files, so that an unchanged file is not hashed at each refresh.

A cached checksum is valid while the file's size, modification and change time, device and inode are the
same. Because times have a limited resolution, a file could change twice within one step; so, as in
git's index, only the checksum of a file that is older than the largest step is cached.
"""

import errno
import hashlib
import os
import stat
import time
from pathlib import Path
from typing import Any

from pipelines.json_file import read_json, write_json

STEP_NS = 3_000_000_000
"""Nanoseconds. FAT stores times in steps of two seconds, other file systems in far smaller ones."""


class ChecksumCache:
    """Checksums of the files of one raw folder, stored in the JSON file ``place``; None stores nothing."""

    def __init__(self, place: Path | None, raw: Path) -> None:
        self._place = place
        self._raw = str(raw)
        content = read_json(place) if place else {}
        self._known: dict[str, Any] = content.get("files", {}) if content.get("raw") == self._raw else {}
        self._seen: dict[str, Any] = {}

    def of(self, path: Path) -> tuple[str, int]:
        """The sha256 of the file at ``path`` in hexadecimal digits, and its size in bytes.

        Raises ``OSError`` when it cannot be opened or is not a regular file.
        """
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            # Opening a pipe could block for ever.
            raise OSError(errno.EINVAL, "It is a pipe or a device, not a file")
        name = str(path)
        known = self._known.get(name)
        if known and known[:-1] == _signs(status):
            self._seen[name] = known
            return known[-1], status.st_size
        return self._hashed(path)

    def keep(self) -> None:
        """Store the checksums of the files asked for since, if they differ from the stored ones."""
        if self._place and self._seen != self._known:
            write_json(self._place, {"raw": self._raw, "files": self._seen})

    def _hashed(self, path: Path) -> tuple[str, int]:
        began = time.time_ns()
        with path.open("rb") as stream:
            signs = _signs(os.fstat(stream.fileno()))
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            size = stream.tell()
            is_still = signs == _signs(os.fstat(stream.fileno()))
        _, modified, changed, *_ = signs
        if is_still and max(modified, changed) + STEP_NS < began:
            self._seen[str(path)] = [*signs, digest]
        return digest, size


def _signs(status: os.stat_result) -> list[int]:
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_dev, status.st_ino]
