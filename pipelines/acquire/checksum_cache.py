"""The checksums of report files, each computed once while the file does not change."""

import errno
import hashlib
import stat
from pathlib import Path

from pipelines.file_memo import FileMemo, Look
from pipelines.language import N_


class ChecksumCache:
    """Checksums of files, stored in the SQLite file ``place``; None stores nothing."""

    def __init__(self, place: Path | None) -> None:
        self._memo = FileMemo(place)

    def of(self, path: Path) -> tuple[str, int]:
        """The sha256 of the file at ``path`` in hexadecimal digits, and its size in bytes.

        Raises ``OSError`` when it cannot be opened or is not a regular file.
        """
        look = look_at_file(path)
        if known := self._memo.get(look):
            return str(known), look.status.st_size
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            size = stream.tell()
        self._memo.put(look, digest)
        return digest, size

    def keep(self) -> None:
        """Store the checksums of the files asked for since."""
        self._memo.store()


def look_at_file(path: Path) -> Look:
    """The status of a regular file. Raises ``OSError`` when there is none at ``path``, or something else."""
    look = Look.at(path)
    if not stat.S_ISREG(look.status.st_mode):
        # Opening a pipe could block for ever.
        raise OSError(errno.EINVAL, N_("It is a pipe or a device, not a file"))
    return look
