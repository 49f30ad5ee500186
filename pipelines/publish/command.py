"""The commands `panelsocial releases`, `panelsocial verify` and `panelsocial rollback`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.language import _, spoken
from pipelines.numbers import number
from pipelines.options import settings, warehouse_option
from pipelines.terminal import Terminal, visible

if TYPE_CHECKING:
    from pipelines.publish.releases import Release


@click.command(
    help=_(
        "List the kept releases, newest first, with their space on disk. Ends with 1 if one cannot be opened."
    )
)
@warehouse_option
def releases(warehouse: Path | None) -> None:
    """List the kept releases, newest first, with their space on disk."""
    from pipelines.publish.releases import list_releases  # noqa: PLC0415

    folder = settings(warehouse=warehouse).warehouse
    found = list_releases(folder)
    if not found:
        raise _nothing_in(folder)
    _show(found)
    if damaged := [one.name for one in found if one.reports is None]:
        said = _("Damaged, so that it cannot be opened: {releases}.")
        raise click.ClickException(said.format(releases=", ".join(damaged)))


@click.command(
    help=_(
        "Compare every file of every kept release with its checksum.\n\n"
        "The exit code is 1 if a file differs, is missing or has no checksum."
    )
)
@warehouse_option
def verify(warehouse: Path | None) -> None:
    """Compare every file of every kept release with its checksum."""
    from pipelines.publish.checksums import faults_of  # noqa: PLC0415
    from pipelines.publish.releases import list_releases  # noqa: PLC0415

    folder = settings(warehouse=warehouse).warehouse
    found = list_releases(folder)
    if not found:
        raise _nothing_in(folder)
    damaged, terminal = False, Terminal()
    for release in found:
        faults = faults_of(release.folder)
        damaged |= bool(faults)
        said = " ".join(faults) or _("every file is as it was published.")
        terminal.say(f"{release.name}: {said}")
    if damaged:
        raise click.ClickException(_("Damaged releases: `panelsocial refresh` publishes a new one."))


@click.command(
    help=_(
        "Make an older release current again: RELEASE, or the one before the current.\n\n"
        "Connections that are open keep the release they opened. Waits for a refresh that is running."
        " The next refresh publishes a new release as usual, which becomes current unless the rollback is"
        " held."
    )
)
@click.argument("release", required=False, metavar=_("[RELEASE]"))
@warehouse_option
@click.option(
    "--hold", is_flag=True, help=_("Keep it current, whatever is published, until the hold is ended.")
)
@click.option("--end-hold", "ends_hold", is_flag=True, help=_("Make the newest release current again."))
def rollback(release: str | None, warehouse: Path | None, *, hold: bool, ends_hold: bool) -> None:
    """Make an older release current again."""
    if ends_hold and (hold or release):
        raise click.UsageError(_("--end-hold goes without --hold and without RELEASE."))
    from pipelines.display import TerminalProgress  # noqa: PLC0415
    from pipelines.publish.lock import LockedError, run_lock  # noqa: PLC0415
    from pipelines.publish.releases import (  # noqa: PLC0415
        NoReleaseError,
        end_hold,
        is_held,
        list_releases,
        roll_back,
    )

    chosen, terminal = settings(warehouse=warehouse), Terminal()
    if not list_releases(chosen.warehouse):
        raise _nothing_in(chosen.warehouse)
    try:
        with (
            TerminalProgress(terminal) as progress,
            run_lock(chosen.warehouse, chosen.lock_wait, progress),
        ):
            now = end_hold(chosen.warehouse) if ends_hold else roll_back(chosen.warehouse, release, hold=hold)
    except (LockedError, NoReleaseError) as error:
        raise click.ClickException(str(error)) from None
    said = (
        _("The current release is now {release}. It stays so until `panelsocial rollback --end-hold`.")
        if is_held(chosen.warehouse)
        else _("The current release is now {release}. The next refresh publishes a new one.")
    )
    terminal.say(said.format(release=now.name))


def _nothing_in(warehouse: Path) -> click.ClickException:
    said = _("Nothing is published at {place} yet: run `panelsocial refresh`.")
    return click.ClickException(said.format(place=warehouse))


def _show(found: "list[Release]") -> None:
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=None, pad_edge=False)
    table.add_column(_("release"), no_wrap=True)
    table.add_column(_("published (UTC)"), no_wrap=True)
    table.add_column(_("reports"), justify="right")
    table.add_column("MB", justify="right")
    table.add_column("")
    table.add_column(_("note"))
    for one in found:
        table.add_row(
            visible(one.name),
            f"{one.published_at:%Y-%m-%d %H:%M:%S}" if one.published_at else "?",
            _("cannot be opened") if one.reports is None else number(one.reports, spoken()),
            number(one.bytes / 1e6, spoken(), 1),
            _("current") if one.is_current else "",
            str(one.changes) if one.changes else "",
        )
    Terminal().show(table)
