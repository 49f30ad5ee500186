"""Publish the build: copy it to a release folder and switch the link `current`.

A published file is never changed. Connections that are open keep the release they opened, and after a crash
at any point `current` names a complete release.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb

from pipelines.build.tables import literal
from pipelines.config import DATABASE_NAME
from pipelines.durable import sync
from pipelines.language import _
from pipelines.memory import Engine
from pipelines.publish.checksums import write_checksums
from pipelines.publish.release_copy import copy_release, published_tables, quoted_name
from pipelines.publish.releases import RELEASES, is_held, new_folder, remove_old, switch

KEPT_RELEASES = 3


class ReleaseError(Exception):
    """The copy of the build is incomplete and is not published; the message says why."""


def publish(
    build_database: Path,
    warehouse: Path,
    write_beside: Callable[[Path], object] = lambda _: None,
    complete: Callable[[Path], object] = lambda _: None,
    *,
    keep: int = KEPT_RELEASES,
    engine: Engine | None = None,
) -> Path:
    """Copy the checked build into a new release, make it `current`, and return its path.

    While a rollback is held, `current` stays as it is. ``write_beside`` gets the release's folder and writes
    the other files there; then ``complete`` gets the path of the copied database. Readers see everything at
    once. Keeps the newest ``keep`` different releases.

    Raises ``ReleaseError`` when the copy differs from the build, and what ``write_beside`` and ``complete``
    raise; `current` then still names the previous release.
    """
    releases = warehouse / RELEASES
    unfinished = releases / ".unfinished"  # a fixed name, so that leftovers of a crash are replaced
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    try:
        write_beside(unfinished)
        copy_release(build_database, unfinished / DATABASE_NAME, engine or {})
        _check(build_database, unfinished / DATABASE_NAME)
        complete(unfinished / DATABASE_NAME)
        write_checksums(unfinished)
        _make_durable(unfinished)
        release = new_folder(releases)
        unfinished.rename(release)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    sync(releases)  # first: after a power cut the link must not name a missing folder
    if not is_held(warehouse):
        switch(warehouse, release)
    remove_old(warehouse, keep)
    return release / DATABASE_NAME


def _check(build_database: Path, target: Path) -> None:
    """Check that every table has as many rows as in the build and that every view can be queried."""
    if stale := list(target.parent.glob("*.wal")):
        said = _("DuckDB left {file} beside the new release: the copy is not complete.")
        raise ReleaseError(said.format(file=stale[0].name))
    with duckdb.connect() as con:
        con.execute(f"attach {literal(build_database)} as build (read_only)")
        con.execute(f"attach {literal(target)} as release (read_only)")
        for table in map(quoted_name, published_tables(con, "build")):
            counts = con.execute(
                f"select (select count(*) from build.{table}), (select count(*) from release.{table})"
            ).fetchone()
            if counts is None or counts[0] != counts[1]:
                said = _("{table} was not copied completely: rows in build and copy: {counts}.")
                raise ReleaseError(said.format(table=table, counts=counts))
    with duckdb.connect(str(target), read_only=True) as con:
        for schema, view in con.execute(
            "select schema_name, view_name from duckdb_views() where not internal"
        ).fetchall():
            con.execute(f'select * from "{schema}"."{view}" limit 1').fetchall()


def _make_durable(folder: Path) -> None:
    """Make every file read-only and sync it to the disk."""
    for path in folder.rglob("*"):
        if path.is_file():
            path.chmod(0o444)
        sync(path)
    sync(folder)
