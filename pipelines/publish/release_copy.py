"""The database of a release: a clean copy of the build's published tables."""

from pathlib import Path

import duckdb

from pipelines.build.tables import TableName, literal, quoted
from pipelines.memory import Engine

PUBLISHED_SCHEMAS = ("main", "quality", "raw")

# DuckDB 1.x and DuckDB in the browser can open this version, but not the default of DuckDB 2.0.
STORAGE_VERSION = "v1.0.0"


def copy_release(build_database: Path, target: Path, engine: Engine) -> None:
    """Copy the database ``build_database`` to ``target``, a new file. Raises ``duckdb.Error``."""
    with duckdb.connect(config=engine) as con:
        con.execute(f"attach {literal(build_database)} as build (read_only)")
        # DuckDB would try it on all text, which is slow, and rarely choose it.
        con.execute("set disabled_compression_methods = 'fsst'")
        # No write-ahead log: after a crash the copy is made again.
        options = f"storage_version '{STORAGE_VERSION}', recovery_mode no_wal_writes"
        con.execute(f"attach {literal(target)} as release ({options})")
        con.execute("copy from database build to release (schema)")
        _drop_private(con)
        for name in map(quoted_name, published_tables(con, "release")):
            con.execute(f"insert into release.{name} by name from build.{name}")
        con.execute("checkpoint release")
        con.execute("detach release")


def published_tables(con: duckdb.DuckDBPyConnection, database: str) -> list[TableName]:
    """The tables of an attached database that belong in a release."""
    tables = con.execute(
        "select schema_name, table_name from duckdb_tables() where database_name = ? order by all", [database]
    ).fetchall()
    return [(schema, name) for schema, name in tables if schema in PUBLISHED_SCHEMAS]


def quoted_name(table: TableName) -> str:
    """The table's name with its schema, for SQL."""
    return ".".join(map(quoted, table))


def _drop_private(con: duckdb.DuckDBPyConnection) -> None:
    """Drop the schemas that are not published: seeds, staging, intermediate, and what a maintainer left."""
    for (schema,) in con.execute(
        "select schema_name from duckdb_schemas() where database_name = 'release' and not internal"
    ).fetchall():
        if schema not in PUBLISHED_SCHEMAS:
            con.execute(f"drop schema release.{quoted(schema)} cascade")
