"""The commands `panelsocial releases` and `panelsocial rollback`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from pipelines.options import Folder, settings

if TYPE_CHECKING:
    from pipelines.publish.releases import Release


@click.command()
@click.option("--warehouse", type=Folder, help="Folder of the releases. [PANELSOCIAL_WAREHOUSE]")
def releases(warehouse: Path | None) -> None:
    """List the kept releases, newest first."""
    from pipelines.publish.releases import list_releases  # noqa: PLC0415

    folder = settings(warehouse=warehouse).warehouse
    found = list_releases(folder)
    if not found:
        raise click.ClickException(f"Nothing is published in {folder} yet: run `panelsocial refresh`.")
    _show(found)


@click.command()
@click.argument("release", required=False)
@click.option("--warehouse", type=Folder, help="Folder of the releases. [PANELSOCIAL_WAREHOUSE]")
def rollback(release: str | None, warehouse: Path | None) -> None:
    """Make an older release current again: RELEASE, or the one before the current.

    Connections that are open keep the release they opened. Waits for a refresh that is running. The next
    refresh publishes a new release as usual.
    """
    from pipelines.display import TerminalProgress  # noqa: PLC0415
    from pipelines.publish.lock import LockedError, run_lock  # noqa: PLC0415
    from pipelines.publish.releases import NoReleaseError, list_releases, roll_back  # noqa: PLC0415

    chosen = settings(warehouse=warehouse)
    if not list_releases(chosen.warehouse):
        raise click.ClickException(f"Nothing is published in {chosen.warehouse} yet.")
    try:
        with (
            TerminalProgress(Console()) as progress,
            run_lock(chosen.warehouse, chosen.lock_wait, progress),
        ):
            now = roll_back(chosen.warehouse, release)
    except (LockedError, NoReleaseError) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{error.filename or chosen.warehouse}: {error.strerror}.") from None
    click.echo(f"The current release is now {now.name}. The next refresh publishes a new one.")


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
            one.name,
            f"{one.published_at:%Y-%m-%d %H:%M:%S}" if one.published_at else "?",
            "cannot be opened" if one.reports is None else f"{one.reports:,}",
            f"{one.bytes / 1e6:.1f}",
            "current" if one.is_current else "",
            str(one.changes) if one.changes else "",
        )
    console = Console()
    console.print(table)
