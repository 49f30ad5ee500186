"""How much memory DuckDB may use in a refresh."""

from functools import cache

from pydantic import ByteSize, TypeAdapter

Engine = dict[str, bool | int | float | str | list[str]]
"""The configuration of a connection to DuckDB, by the names of its settings; empty for its own defaults."""

SHARE = "40%"
"""Of the memory of the machine, or of the control group that the process is in, as DuckDB knows it.

The rest is for Dagster, for dbt, which runs beside it, and for the pages of files that the system keeps.
"""

ENOUGH = ByteSize(1_500_000_000)
"""Bytes with which ten thousand reports are built without a detour over the disk (``benchmarks.scale``)."""


@cache
def memory_of_duckdb() -> ByteSize:
    """``SHARE`` of the memory there is, at most ``ENOUGH``; in bytes."""
    import duckdb  # noqa: PLC0415 - the settings are read by commands that need no database

    with duckdb.connect(config={"memory_limit": SHARE}) as con:
        ((share,),) = con.execute("select current_setting('memory_limit')").fetchall()
    return min(TypeAdapter(ByteSize).validate_python(share), ENOUGH)
