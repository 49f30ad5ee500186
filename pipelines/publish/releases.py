"""The published releases: folders below ``releases``; the link `current` names one of them.

While a rollback is held, new releases are made and the link stays.
"""

import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from pipelines.config import DATABASE_NAME
from pipelines.durable import sync
from pipelines.language import _
from pipelines.publish.changes import Changes, changes_of
from pipelines.publish.checksums import faults_of
from pipelines.publish.release_inputs import LEDGER, read_inputs

RELEASES = "releases"
CURRENT = "current"
HELD = "held"
_NAME = "%Y%m%dT%H%M%S.%fZ"


class NoReleaseError(Exception):
    """The release to go back to does not exist or cannot be opened; the message says which."""


@dataclass(frozen=True, slots=True)
class Release:
    """A kept release.

    ``published_at`` is UTC, None if the folder's name is not a time. ``reports`` is None if the database
    cannot be opened. ``bytes`` are those of all its files. ``changes`` are the changes from the previous
    release; None if not recorded.
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
    """The path of a new release; its name sorts after all others, also where the clock was set back."""
    times = [time for folder in _folders(releases.parent) if (time := _time_of(folder.name))]
    after = max(times) + timedelta(microseconds=1) if times else datetime.min.replace(tzinfo=UTC)
    return releases / max(after, datetime.now(UTC)).strftime(_NAME)


def current_release(warehouse: Path) -> Path | None:
    """The folder of the current release; None if nothing is published."""
    folder = Path(os.path.realpath(warehouse / CURRENT))  # a link to itself is no error here
    return folder if (folder / DATABASE_NAME).exists() else None


def is_held(warehouse: Path) -> bool:
    """Whether a rollback is held: the link stays until ``end_hold``."""
    return (warehouse / HELD).exists()


def last_release(warehouse: Path) -> Path | None:
    """The folder that a new build continues: the current release, or while a rollback is held the newest.

    Where that cannot be opened, the newest that can; None if there is none.
    """
    newest = _folders(warehouse)[::-1]
    current = current_release(warehouse)
    candidates = newest if current is None or is_held(warehouse) else [current, *newest]
    return next((folder for folder in candidates if _reports_of(folder / DATABASE_NAME) is not None), None)


def undamaged_release(warehouse: Path) -> Path | None:
    """Like ``last_release``, but with every file as published: what a new build is measured against."""
    last = last_release(warehouse)
    candidates = [last, *_folders(warehouse)[::-1]] if last else []
    return next((folder for folder in candidates if not faults_of(folder)), last)


def mend_link(warehouse: Path) -> Path | None:
    """Set a lost link to the newest release that can be opened; return that, or None if the link is whole."""
    last = None if current_release(warehouse) else last_release(warehouse)
    if last:
        switch(warehouse, last)
    return last


def list_releases(warehouse: Path) -> list[Release]:
    """Every kept release, newest first."""
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


def roll_back(warehouse: Path, name: str | None = None, *, hold: bool = False) -> Release:
    """Make the release ``name`` current (without a name: the one before the current) and return it.

    No release is removed. ``hold`` keeps it current until ``end_hold``; without it the next release replaces
    it. Raises ``NoReleaseError`` when it does not exist or cannot be opened.
    """
    found = list_releases(warehouse)
    kept = ", ".join(release.name for release in found) or _("none")
    if name is None:
        current = current_release(warehouse)
        wanted = [release for release in found if current and release.name < current.name]
        if not wanted:
            said = _("There is no release before the current one. Kept: {kept}.")
            raise NoReleaseError(said.format(kept=kept))
    else:
        wanted = [release for release in found if release.name == name]
        if not wanted:
            said = _("There is no release {name!r}. Kept: {kept}.")
            raise NoReleaseError(said.format(name=name, kept=kept))
    if wanted[0].reports is None:
        said = _("The release {name} cannot be opened. The current release has not changed.")
        raise NoReleaseError(said.format(name=wanted[0].name))
    if hold:
        (warehouse / HELD).touch()
    switch(warehouse, wanted[0].folder)
    return next(release for release in list_releases(warehouse) if release.is_current)


def end_hold(warehouse: Path) -> Release:
    """End the hold of a rollback and return the newest release that can be opened, which becomes current.

    Raises ``NoReleaseError`` when no rollback is held or no release can be opened.
    """
    if not is_held(warehouse):
        raise NoReleaseError(_("No rollback is held."))
    newest = last_release(warehouse)
    if newest is None:
        raise NoReleaseError(_("No release can be opened."))
    (warehouse / HELD).unlink()
    switch(warehouse, newest)
    return next(release for release in list_releases(warehouse) if release.is_current)


def switch(warehouse: Path, release: Path) -> None:
    """Set the link `current` to the folder ``release``, atomically."""
    link = warehouse / CURRENT
    beside = link.with_name(f".current-{os.getpid()}")
    beside.unlink(missing_ok=True)
    beside.symlink_to(release.relative_to(link.parent))
    beside.replace(link)
    sync(warehouse)


def remove_old(warehouse: Path, keep: int) -> None:
    """Remove all releases except the newest ``keep`` different ones and the current one.

    Of releases that differ only in the ledger of fetches, the newest counts.
    """
    current = current_release(warehouse)
    kept: list[object] = []
    for folder in _folders(warehouse)[::-1]:
        made_of = {
            part: checksum for part, checksum in read_inputs(folder).items() if part != LEDGER
        } or folder
        if made_of not in kept and len(kept) < keep:
            kept.append(made_of)
        elif folder != current:
            shutil.rmtree(folder, ignore_errors=True)
    for left in warehouse.glob(".current-*"):  # left by a process that was killed
        left.unlink(missing_ok=True)


def _folders(warehouse: Path) -> list[Path]:
    """The finished releases, oldest first."""
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
    """The number of programmes and years with a report; None if the database cannot be opened."""
    try:
        with duckdb.connect(str(database), read_only=True) as con:
            ((count,),) = con.execute("select count(*) from dim_report").fetchall()
    except duckdb.Error:
        return None
    return int(count)
