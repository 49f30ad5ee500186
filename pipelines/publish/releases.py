"""The published releases: folders below ``releases``, of which the link `current` names one."""

import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from pipelines.config import DATABASE_NAME
from pipelines.durable import sync
from pipelines.publish.changes import Changes, changes_of

RELEASES = "releases"
CURRENT = "current"
_NAME = "%Y%m%dT%H%M%S.%fZ"


class NoReleaseError(Exception):
    """There is no such release to go back to; the message says what there is."""


@dataclass(frozen=True, slots=True)
class Release:
    """``published_at`` is UTC, None where the name is no time; ``reports`` None where it does not open.

    ``changes`` is what differs from the release before it; None where that is not known.
    """

    folder: Path
    published_at: datetime | None
    reports: int | None
    bytes: int
    is_current: bool
    changes: Changes | None

    @property
    def name(self) -> str:
        """The name of its folder; names sort by time."""
        return self.folder.name


def new_folder(releases: Path) -> Path:
    """A name that sorts after every other release's, even within one second."""
    return releases / datetime.now(UTC).strftime(_NAME)


def current_release(warehouse: Path) -> Path | None:
    """The folder of the release that readers open now; None before the first."""
    folder = (warehouse / CURRENT).resolve()
    return folder if (folder / DATABASE_NAME).exists() else None


def list_releases(warehouse: Path) -> list[Release]:
    """Every release that is kept, the newest first."""
    current = current_release(warehouse)
    return [
        Release(
            folder,
            _time_of(folder.name),
            _reports_of(folder / DATABASE_NAME),
            sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()),
            folder == current,
            changes_of(folder / DATABASE_NAME),
        )
        for folder in reversed(_folders(warehouse))
    ]


def roll_back(warehouse: Path, name: str | None = None) -> Release:
    """Make the release ``name`` the current one (without a name: the one before the current) and return it.

    Every release stays. Raises ``NoReleaseError`` when there is none, or when it does not open.
    """
    found = list_releases(warehouse)
    kept = ", ".join(release.name for release in found) or "none"
    if name is None:
        current = current_release(warehouse)
        wanted = [release for release in found if current and release.name < current.name]
        if not wanted:
            raise NoReleaseError(f"There is no release before the current one. Kept: {kept}.")
    else:
        wanted = [release for release in found if release.name == name]
        if not wanted:
            raise NoReleaseError(f"There is no release {name!r}. Kept: {kept}.")
    if wanted[0].reports is None:
        raise NoReleaseError(f"The release {wanted[0].name} does not open: it stays unpublished.")
    switch(warehouse, wanted[0].folder)
    return next(release for release in list_releases(warehouse) if release.is_current)


def switch(warehouse: Path, release: Path) -> None:
    """Let the link `current` name the folder ``release``; readers see the one or the other."""
    link = warehouse / CURRENT
    beside = link.with_name(f".current-{os.getpid()}")
    beside.unlink(missing_ok=True)
    beside.symlink_to(release.relative_to(link.parent))
    beside.replace(link)
    sync(warehouse)


def remove_old(warehouse: Path, keep: int) -> None:
    """Keep the newest ``keep`` releases, and the current one in any case."""
    current = current_release(warehouse)
    for folder in _folders(warehouse)[:-keep]:
        if folder != current:
            shutil.rmtree(folder, ignore_errors=True)
    for left in warehouse.glob(".current-*"):  # of a process that was killed
        left.unlink(missing_ok=True)


def _folders(warehouse: Path) -> list[Path]:
    """The finished releases, the oldest first."""
    releases = warehouse.resolve() / RELEASES
    if not releases.is_dir():
        return []
    return sorted(folder for folder in releases.iterdir() if not folder.name.startswith("."))


def _time_of(name: str) -> datetime | None:
    try:
        return datetime.strptime(name, _NAME).replace(tzinfo=UTC)
    except ValueError:
        return None


def _reports_of(database: Path) -> int | None:
    """Reports that were read, those kept aside not counted; None where the file cannot be asked."""
    try:
        with duckdb.connect(str(database), read_only=True) as con:
            ((count,),) = con.execute("select count(*) from raw.reports where reason is null").fetchall()
    except duckdb.Error:
        return None
    return int(count)
