"""The file of the build database: private, and made again from the cache when it is damaged."""

import logging
from pathlib import Path

import duckdb

logger = logging.getLogger(__name__)

# What keeps a whole database from being opened. DuckDB has one class of error for these and for damage.
_NOT_ITS_FAULT = (
    "Could not set lock",
    "Permission denied",
    "No space left",
    "Too many open files",
    "Read-only file",
)


def discard_damaged(database: Path) -> bool:
    """Remove ``database`` where it does not open, as after a crash; whether it was so.

    Raises ``duckdb.IOException`` where it does not open for another reason: another process has it open,
    the disk is full, or it is somebody else's.
    """
    if not database.exists():
        _remove_log(database)  # it belonged to another file
        return False
    try:
        with duckdb.connect(str(database)) as con:  # replays what a crash left in its log
            con.execute("checkpoint")
    except duckdb.Error as error:
        if any(reason in str(error) for reason in _NOT_ITS_FAULT):
            raise
        logger.warning("The build database %s is damaged and is made anew: %s", database, error)
        remove(database)
        return True
    return False


def remove(database: Path) -> None:
    """Remove it with its log; the next load makes it anew."""
    database.unlink(missing_ok=True)
    _remove_log(database)


def is_damage(message: str, database: Path) -> bool:
    """Whether DuckDB's ``message`` says that ``database`` is damaged."""
    if "Could not read enough bytes from file" in message:
        return str(database) in message
    return "Corrupt database file" in message or "Failure while replaying WAL" in message


def _remove_log(database: Path) -> None:
    database.with_name(f"{database.name}.wal").unlink(missing_ok=True)
