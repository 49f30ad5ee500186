"""SQLite files that several processes use, and their errors as errors of the operating system."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

WAIT = 60.0
"""Seconds to wait for another process that writes."""

_ERRORS = {
    sqlite3.SQLITE_BUSY: errno.EAGAIN,
    sqlite3.SQLITE_LOCKED: errno.EAGAIN,
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EACCES,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_IOERR: errno.EIO,
}


class DamagedFileError(OSError):
    """The file is no SQLite database, a damaged one, or has other tables."""


@contextmanager
def opened(path: Path, wait: float = WAIT) -> Iterator[sqlite3.Connection]:
    """A connection to the SQLite file ``path``, which is made if missing; a transaction begins with "begin".

    What is committed survives a power cut. Nothing lies beside the file except while it is written or after a
    crash: SQLite's other journal, the write-ahead log, would need the right to write in order to read.

    Raises ``DamagedFileError``, ``BlockingIOError`` after ``wait`` seconds, and other ``OSError``.
    """
    try:
        with closing(sqlite3.connect(path, timeout=wait, isolation_level=None)) as con:
            # Removing the journal is what commits; "full" does not sync the folder after it.
            con.execute("pragma synchronous = extra")
            yield con
    except sqlite3.Error as error:
        code = _ERRORS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if code is None:
            raise DamagedFileError(errno.EINVAL, str(error), str(path)) from None
        raise OSError(code, str(error), str(path)) from None
