"""The command `panelsocial sync`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.acquire.status import MEANINGS
from pipelines.language import _
from pipelines.options import FOLDER, Folder, settings, sync_settings
from pipelines.terminal import Terminal, complain

if TYPE_CHECKING:
    from pipelines.acquire.sync import Synced

SHOWN = 20


@click.command(
    help=_(
        "Download the reports that the BIPS index lists and that are not stored yet.\n\n"
        "Every attempt is logged in the ledger. The next sync retries what failed. Stored files are never"
        " overwritten or removed."
    )
)
@click.option(
    "--years",
    metavar=_("YEARS"),
    help=_("Years to fetch, such as 2012-2025 or 2019,2021.") + " [PANELSOCIAL_SYNC_YEARS]",
)
@click.option(
    "--raw",
    type=Folder,
    metavar=FOLDER,
    help=_("Folder to store the reports in.") + " [PANELSOCIAL_RAW]",
)
def sync(years: str | None, raw: Path | None) -> None:
    """Download the reports that the BIPS index lists and that are not stored yet."""
    from pipelines.acquire.sync import SyncRunningError  # noqa: PLC0415
    from pipelines.acquire.sync import sync as run_sync  # noqa: PLC0415
    from pipelines.display import TerminalProgress  # noqa: PLC0415

    source = sync_settings(years)
    if not source.years:
        raise click.UsageError(_("No years given: use --years 2012-2025 or set PANELSOCIAL_SYNC_YEARS."))
    if not source.contact:
        complain(
            _("Requests name no contact: set PANELSOCIAL_SYNC_CONTACT to your web page or e-mail address.")
        )
    chosen = settings(raw=raw)
    terminal = Terminal()
    try:
        with TerminalProgress(terminal) as progress:
            synced = run_sync(chosen, source, source.years, progress)
    except SyncRunningError as error:
        raise click.ClickException(str(error)) from None
    _show(terminal, synced)
    terminal.say(_("Reports: {raw}. Ledger: {ledger}.").format(raw=chosen.raw, ledger=chosen.ledger))
    sys.exit(1 if synced.has_failures else 0)


def _show(terminal: Terminal, synced: "Synced") -> None:
    for entry in synced.entries[:SHOWN]:
        of = "/".join(str(part) for part in (_(entry.kind), entry.year, entry.id_programa) if part)
        detail = f", {entry.detail}" if entry.detail else ""
        terminal.say(f"  {of}: {_(entry.status)}{detail}. {_(MEANINGS[entry.status])}")
    if len(synced.entries) > SHOWN:
        terminal.say(_("  and {count} more, in the ledger").format(count=len(synced.entries) - SHOWN))
