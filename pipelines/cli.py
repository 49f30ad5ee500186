"""The command `panelsocial`, which runs the same job as the schedule and the UI.

Modules that are slow to import are imported inside the commands.
"""

import sys
import time
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path
from typing import get_args

import click

from pipelines.acquire.command import sync
from pipelines.config import Reader, Settings
from pipelines.explain.command import explain
from pipelines.load.partitions import partition_keys
from pipelines.logs import log_to
from pipelines.match.command import match
from pipelines.options import Folder, settings, sync_settings
from pipelines.publish.command import releases, rollback, verify
from pipelines.site.command import site
from pipelines.terminal import Commands, Terminal, complain, reading


@click.group(cls=Commands)
def main() -> None:
    """Chile's social programme reports as one DuckDB warehouse."""


@main.command()
@click.option("--raw", type=Folder, help="Folder with the reports. [PANELSOCIAL_RAW]")
@click.option("--warehouse", type=Folder, help="Folder of the releases. [PANELSOCIAL_WAREHOUSE]")
@click.option("--extracted", type=Folder, help="Cache of extracted reports. [PANELSOCIAL_EXTRACTED]")
@click.option(
    "--year",
    "years",
    multiple=True,
    type=click.Choice(partition_keys(date.today())),
    metavar="YEAR",
    help="Refresh only reports of this year (or 'undated'); may be given several times.",
)
@click.option(
    "--reader",
    type=click.Choice(get_args(Reader)),
    help="Library that reads PDFs; pdfplumber is the slow reference. [PANELSOCIAL_READER]",
)
@click.option("--force", is_flag=True, help="Rebuild and publish even if nothing has changed.")
def refresh(
    *,
    raw: Path | None,
    warehouse: Path | None,
    extracted: Path | None,
    years: tuple[str, ...],
    reader: Reader | None,
    force: bool,
) -> None:
    """Read the reports, build and check the tables, publish the warehouse.

    Does nothing if nothing has changed since the current release.
    """
    chosen = settings(raw=raw, warehouse=warehouse, extracted=extracted, reader=reader)
    if not chosen.raw.is_dir():
        raise click.UsageError(f"There is no folder {chosen.raw}: create it, or choose another with --raw.")
    sync_settings()  # raises for invalid settings before the run starts
    terminal = Terminal()
    if not force and _is_up_to_date(chosen, terminal):
        return
    log = chosen.build / "refresh.log"
    printed = log_to(log, chosen.log_format)

    from pipelines.display import TerminalProgress, show_summary  # noqa: PLC0415
    from pipelines.errors import FailedStage  # noqa: PLC0415
    from pipelines.publish.summary import summarise  # noqa: PLC0415

    with TerminalProgress(terminal) as progress, redirect_stdout(printed), redirect_stderr(printed):
        # What dbt and Dagster print goes into a file, so that it does not disturb the display.
        progress.begin("Starting")
        try:
            from pipelines.refresh import run_refresh  # noqa: PLC0415

            progress.end("ready")
            failed = run_refresh(chosen, years, progress, force=force)
        except Exception as error:
            failed = [FailedStage.outside_the_stages(error, chosen)]
    if not failed:
        show_summary(terminal, summarise(chosen.published_database))
        return
    for stage in failed:
        complain(f"\n{stage.asset} failed ({stage.error}):\n{stage.message}")
    complain(f"\n{_unchanged(chosen)} The log is {log}.")
    sys.exit(1)


@main.command()
@click.option("--warehouse", type=Folder, help="Folder of the releases. [PANELSOCIAL_WAREHOUSE]")
def status(warehouse: Path | None) -> None:
    """Show what the published warehouse contains."""
    from pipelines.display import show_summary  # noqa: PLC0415
    from pipelines.publish.summary import summarise  # noqa: PLC0415

    database = settings(warehouse=warehouse).published_database
    with reading(database):
        show_summary(Terminal(), summarise(database))


main.add_command(explain)
main.add_command(match)
main.add_command(releases)
main.add_command(rollback)
main.add_command(site)
main.add_command(sync)
main.add_command(verify)


def _is_up_to_date(settings: Settings, terminal: Terminal) -> bool:
    """Whether a refresh has nothing to do; prints that, or what has changed."""
    if sync_settings().years:
        return False  # known only after the refresh has asked the source
    from pipelines.publish.since import since_last_release  # noqa: PLC0415

    began = time.monotonic()
    since = since_last_release(settings)
    if since is None:
        return False
    if since.changed == ():
        text = (
            f"Nothing has changed since release {since.release}: {since.inbox},"
            f" checked in {time.monotonic() - began:.1f} s. (--force rebuilds anyway.)"
        )
    elif since.changed is None:
        text = f"Release {since.release} is damaged or covers only some years: everything is rebuilt."
    else:
        text = f"Changed since release {since.release}: {', '.join(since.changed)}."
    terminal.say(text)
    return since.changed == ()


def _unchanged(settings: Settings) -> str:
    if settings.published_database.exists():
        return f"The published release is unchanged: {settings.published_database.resolve().parent}."
    return "Nothing has been published."
