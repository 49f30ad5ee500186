"""Open a release so that a query can read it and nothing else."""

from pathlib import Path

import duckdb

_CONFINED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,  # no file, no network, no other database
    "temp_directory": "",  # else DuckDB writes beside the release what does not fit into memory
    "lock_configuration": True,  # none of these can be changed by the query
}


def open_release(database: Path) -> duckdb.DuckDBPyConnection:
    """A connection to ``database`` that reads it, writes nothing and reaches no other file.

    Raises ``duckdb.Error`` when it cannot be opened.
    """
    return duckdb.connect(str(database), read_only=True, config=_CONFINED)
