"""The commands `panelsocial releases`, `panelsocial verify` and `panelsocial rollback`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.options import Folder, settings
from pipelines.terminal import Terminal, visible

if TYPE_CHECKING:
    from pipelines.publish.releases import Release


@click.command()
@click.option("--warehouse", type=Folder, help="Folder of the releases. [PANELSOCIAL_WAREHOUSE]")
def releases(warehouse: Path | None) -> None:
    """List the kept releases, newest first, with their space on disk. Ends with 1 if one cannot be opened."""
    from pipelines.publish.releases import list_releases  # noqa: PLC0415

    folder = settings(warehouse=warehouse).warehouse
    found = list_releases(folder)
    if not found:
        raise click.ClickException(f"Nothing is published in {folder} yet: run `panelsocial refresh`.")
    _show(found)
    if damaged := [one.name for one in found if one.reports is None]:
        raise click.ClickException(f"Damaged, so that it cannot be opened: {', '.join(damaged)}.")


@click.command()
@click.option("--warehouse", type=Folder, help="Folder of the releases. [PANELSOCIAL_WAREHOUSE]")
def verify(warehouse: Path | None) -> None:
    """Compare every file of every kept release with its checksum.

    The exit code is 1 if a file differs, is missing or has no checksum.
    """
    from pipelines.publish.checksums import faults_of  # noqa: PLC0415
    from pipelines.publish.releases import list_releases  # noqa: PLC0415

    folder = settings(warehouse=warehouse).warehouse
    found = list_releases(folder)
    if not found:
        raise click.ClickException(f"Nothing is published in {folder} yet: run `panelsocial refresh`.")
    damaged, terminal = False, Terminal()
    for release in found:
        faults = faults_of(release.folder)
        damaged |= bool(faults)
        terminal.say(f"{release.name}: {' '.join(faults) or 'every file is as it was published.'}")
    if damaged:
        raise click.ClickException("Damaged releases: `panelsocial refresh` publishes a new one.")


@click.command()
@click.argument("release", required=False)
@click.option("--warehouse", type=Folder, help="Folder of the releases. [PANELSOCIAL_WAREHOUSE]")
@click.option("--hold", is_flag=True, help="Keep it current, whatever is published, until the hold is ended.")
@click.option("--end-hold", "ends_hold", is_flag=True, help="Make the newest release current again.")
def rollback(release: str | None, warehouse: Path | None, *, hold: bool, ends_hold: bool) -> None:
    """Make an older release current again: RELEASE, or the one before the current.

    Connections that are open keep the release they opened. Waits for a refresh that is running. The next
    refresh publishes a new release as usual, which becomes current unless the rollback is held.
    """
    if ends_hold and (hold or release):
        raise click.UsageError("--end-hold goes without --hold and without RELEASE.")
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
        raise click.ClickException(f"Nothing is published in {chosen.warehouse} yet.")
    try:
        with (
            TerminalProgress(terminal) as progress,
            run_lock(chosen.warehouse, chosen.lock_wait, progress),
        ):
            now = end_hold(chosen.warehouse) if ends_hold else roll_back(chosen.warehouse, release, hold=hold)
    except (LockedError, NoReleaseError) as error:
        raise click.ClickException(str(error)) from None
    after = (
        "It stays so until `panelsocial rollback --end-hold`."
        if is_held(chosen.warehouse)
        else "The next refresh publishes a new one."
    )
    terminal.say(f"The current release is now {now.name}. {after}")


def _show(found: "list[Release]") -> None:
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=None, pad_edge=False)
    table.add_column("release", no_wrap=True)
    table.add_column("published (UTC)", no_wrap=True)
    table.add_column("reports", justify="right")
    table.add_column("MB", justify="right")
    table.add_column("")
    table.add_column("note")
    for one in found:
        table.add_row(
            visible(one.name),
            f"{one.published_at:%Y-%m-%d %H:%M:%S}" if one.published_at else "?",
            "cannot be opened" if one.reports is None else f"{one.reports:,}",
            f"{one.bytes / 1e6:.1f}",
            "current" if one.is_current else "",
            str(one.changes) if one.changes else "",
        )
    Terminal().print(table)
