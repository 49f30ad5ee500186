"""From the private build to what analysts open: a release folder and the link `current`.

A published file is never written to again. A reader that has an older release open keeps it, and
a crash at any point leaves `current` on a whole file.
"""

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb

from pipelines.config import DATABASE_NAME
from pipelines.durable import sync
from pipelines.publish.releases import RELEASES, new_folder, remove_old, switch
from pipelines.publish.tables import literal, quoted

PUBLISHED_SCHEMAS = ("main", "quality", "raw", "staging")

PUBLISHED_STEPS = (("intermediate", "int_figures"),)
"""Of the steps between raw and public tables only what `panelsocial explain` follows a figure with: the
others would double the time that a release takes, and its size."""

KEPT_RELEASES = 3

# Clients of DuckDB 1.x and the browser's engine open this; they cannot open the default of 2.0.
STORAGE_VERSION = "v1.0.0"


class ReleaseError(Exception):
    """The copy of the build is not fit to be published; the message says why."""


def publish(
    build_database: Path,
    warehouse: Path,
    write_beside: Callable[[Path], object] = lambda _: None,
    complete: Callable[[Path], object] = lambda _: None,
    keep: int = KEPT_RELEASES,
) -> Path:
    """Copy the checked build into a new release, make it `current`, and return its path.

    ``write_beside`` is given the release's folder, and writes what else belongs there while the copy is
    made; ``complete`` is given the copy's path when both are done. Readers see all of it at once. Keeps
    the newest ``keep`` releases. Raises ``ReleaseError`` when the copy does not answer as the build does,
    and what ``write_beside`` and ``complete`` raise; `current` then still names the release before.
    """
    releases = warehouse / RELEASES
    unfinished = releases / ".unfinished"  # one name, so that what a crash left is replaced
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    try:
        with ThreadPoolExecutor(1) as pool:
            beside = pool.submit(write_beside, unfinished)
            _copy(build_database, unfinished / DATABASE_NAME)
            _check(build_database, unfinished / DATABASE_NAME)
            beside.result()
        complete(unfinished / DATABASE_NAME)
        _make_durable(unfinished)
        release = new_folder(releases)
        unfinished.rename(release)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    sync(releases)  # the link may only name what is there after a power cut
    switch(warehouse, release)
    remove_old(warehouse, keep)
    return release / DATABASE_NAME


def _copy(build_database: Path, target: Path) -> None:
    with duckdb.connect() as con:
        # Tried on all text and chosen for little: a tenth of the time, for a file of the same size.
        con.execute("set disabled_compression_methods = 'fsst'")
        con.execute(f"attach {literal(build_database)} as build (read_only)")
        con.execute(f"attach {literal(target)} as release (storage_version '{STORAGE_VERSION}')")
        con.execute("begin")  # one: the log is written, and waited for, once
        con.execute("copy from database build to release (schema)")
        _drop_private(con)
        for table in _published_tables(con):
            con.execute(f"insert into release.{table} from build.{table}")
        con.execute("commit")
        con.execute("checkpoint release")
        con.execute("detach release")


def _drop_private(con: duckdb.DuckDBPyConnection) -> None:
    """Seeds, steps, and whatever a maintainer left in the build, stay there."""
    for kind, schema, name in con.execute(
        "select 'view', schema_name, view_name from duckdb_views()"
        " where database_name = 'release' and not internal"
        " union all"
        " select 'table', schema_name, table_name from duckdb_tables() where database_name = 'release'"
    ).fetchall():
        if not _is_published(schema, name):
            con.execute(f"drop {kind} release.{quoted(schema)}.{quoted(name)}")
    kept = {*PUBLISHED_SCHEMAS, *(schema for schema, _ in PUBLISHED_STEPS)}
    for (schema,) in con.execute(
        "select schema_name from duckdb_schemas() where database_name = 'release' and not internal"
    ).fetchall():
        if schema not in kept:
            con.execute(f"drop schema release.{quoted(schema)} cascade")


def _published_tables(con: duckdb.DuckDBPyConnection) -> list[str]:
    """The tables of the attached build that belong into a release, with their schema."""
    tables = con.execute(
        "select schema_name, table_name from duckdb_tables() where database_name = 'build' order by all"
    ).fetchall()
    return [f"{quoted(schema)}.{quoted(name)}" for schema, name in tables if _is_published(schema, name)]


def _is_published(schema: str, name: str) -> bool:
    return schema in PUBLISHED_SCHEMAS or (schema, name) in PUBLISHED_STEPS


def _check(build_database: Path, target: Path) -> None:
    """The smoke query: every table holds as many rows as in the build and every view answers."""
    if stale := list(target.parent.glob("*.wal")):
        raise ReleaseError(f"DuckDB left {stale[0].name} beside the new release: the copy is not complete.")
    with duckdb.connect() as con:
        con.execute(f"attach {literal(build_database)} as build (read_only)")
        con.execute(f"attach {literal(target)} as release (read_only)")
        for table in _published_tables(con):
            counts = con.execute(
                f"select (select count(*) from build.{table}), (select count(*) from release.{table})"
            ).fetchone()
            if counts is None or counts[0] != counts[1]:
                raise ReleaseError(f"{table} has {counts} rows in the build and in its copy.")
    with duckdb.connect(str(target), read_only=True) as con:
        for schema, view in con.execute(
            "select schema_name, view_name from duckdb_views() where not internal"
        ).fetchall():
            con.execute(f'select * from "{schema}"."{view}" limit 1').fetchall()


def _make_durable(folder: Path) -> None:
    """On the disk, and read-only."""
    for path in folder.rglob("*"):
        if path.is_file():
            path.chmod(0o444)
        sync(path)
    sync(folder)
