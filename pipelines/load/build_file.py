"""The file of the build database, which is private and is rebuilt from the cache when damaged."""

import logging
from pathlib import Path

import duckdb

from pipelines.memory import Engine

logger = logging.getLogger(__name__)

# Errors of opening an undamaged database. DuckDB raises the same class for these and for damage.
_NOT_DAMAGE = (
    "Could not set lock",
    "Permission denied",
    "No space left",
    "Too many open files",
    "Read-only file",
)


def discard_damaged(database: Path, engine: Engine | None = None) -> bool:
    """Remove ``database`` if it is damaged, for example by a crash; return whether it was.

    Every table is read whole, because DuckDB compares a block with its checksum when it reads it. Raises
    ``duckdb.IOException`` if the database cannot be opened for another reason: another process has it open,
    the disk is full, or permission is denied.
    """
    if not database.exists():
        _remove_log(database)  # the log of a database that is gone
        return False
    try:
        with duckdb.connect(str(database), config=engine or {}) as con:  # replays the log that a crash left
            con.execute("checkpoint")
            tables = con.execute("select schema_name, table_name from duckdb_tables()").fetchall()
            for schema, table in tables:
                con.execute(f'select bit_xor(hash(whole)) from "{schema}"."{table}" as whole').fetchall()
    except duckdb.Error as error:
        if any(reason in str(error) for reason in _NOT_DAMAGE):
            raise
        logger.warning("The build database %s is damaged and is rebuilt: %s", database, error)
        remove(database)
        return True
    return False


def remove(database: Path) -> None:
    """Remove ``database`` and its log; the next load rebuilds it."""
    database.unlink(missing_ok=True)
    _remove_log(database)


def is_damage(message: str, database: Path) -> bool:
    """Whether DuckDB's ``message`` says that ``database`` is damaged."""
    if "Could not read enough bytes from file" in message:
        return str(database) in message
    return "Corrupt database file" in message or "Failure while replaying WAL" in message


def _remove_log(database: Path) -> None:
    database.with_name(f"{database.name}.wal").unlink(missing_ok=True)
