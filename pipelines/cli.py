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
from pipelines.language import _, spoken, told
from pipelines.load.partitions import partition_keys
from pipelines.logs import log_to
from pipelines.match.command import match
from pipelines.numbers import number
from pipelines.options import FOLDER, FolderOrAddress, settings, sync_settings, warehouse_option
from pipelines.publish.command import releases, rollback, verify
from pipelines.query.command import COMMANDS
from pipelines.query.shell import completion
from pipelines.site.command import site
from pipelines.terminal import Commands, Terminal, complain, reading


@click.group(cls=Commands, help=_("Chile's social programme reports as one DuckDB warehouse."))
@click.version_option(package_name="panel-social")
def main() -> None:
    """Chile's social programme reports as one DuckDB warehouse."""


@main.command(
    help=_(
        "Read the reports, build and check the tables, publish the warehouse.\n\n"
        "Does nothing if nothing has changed since the current release."
    )
)
@click.option(
    "--raw", type=FolderOrAddress(), metavar=FOLDER, help=_("Folder with the reports.") + " [PANELSOCIAL_RAW]"
)
@warehouse_option
@click.option(
    "--extracted",
    type=FolderOrAddress(),
    metavar=FOLDER,
    help=_("Cache of extracted reports.") + " [PANELSOCIAL_EXTRACTED]",
)
@click.option(
    "--year",
    "years",
    multiple=True,
    type=click.Choice(partition_keys(date.today())),
    metavar=_("YEAR"),
    help=_("Refresh only reports of this year (or 'undated'); may be given several times."),
)
@click.option(
    "--reader",
    type=click.Choice(get_args(Reader)),
    help=_("Library that reads PDFs; pdfplumber is the slow reference.") + " [PANELSOCIAL_READER]",
)
@click.option("--force", is_flag=True, help=_("Rebuild and publish even if nothing has changed."))
def refresh(
    *,
    raw: Path | str | None,
    warehouse: Path | None,
    extracted: Path | str | None,
    years: tuple[str, ...],
    reader: Reader | None,
    force: bool,
) -> None:
    """Read the reports, build and check the tables, publish the warehouse."""
    chosen = settings(raw=raw, warehouse=warehouse, extracted=extracted, reader=reader)
    if not (chosen.raw_store or chosen.raw.is_dir()):
        said = _("There is no folder {folder}: create it, or choose another with --raw.")
        raise click.UsageError(said.format(folder=chosen.raw))
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
        progress.begin(told(lambda: _("Starting")))
        try:
            from pipelines.refresh import run_refresh  # noqa: PLC0415

            progress.end(told(lambda: _("ready")))
            failed = run_refresh(chosen, years, progress, force=force)
        except Exception as error:
            failed = [FailedStage.outside_the_stages(error, chosen)]
    if not failed:
        show_summary(terminal, summarise(chosen.published_database))
        return
    for stage in failed:
        said = _("{stage} failed ({error}):").format(stage=stage.asset, error=stage.error)
        complain(f"\n{said}\n{stage.message}")
    complain(f"\n{_unchanged(chosen)} {_('The log is {file}.').format(file=log)}")
    sys.exit(1)


@main.command(help=_("Show what the published warehouse contains."))
@warehouse_option
def status(warehouse: Path | None) -> None:
    """Show what the published warehouse contains."""
    from pipelines.display import show_summary  # noqa: PLC0415
    from pipelines.publish.summary import summarise  # noqa: PLC0415

    database = settings(warehouse=warehouse).published_database
    with reading(database):
        show_summary(Terminal(), summarise(database))


for command in (*COMMANDS, completion, explain, match, releases, rollback, site, sync, verify):
    main.add_command(command)


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
        text = _(
            "Nothing has changed since release {release}: {found},"
            " checked in {seconds} s. (--force rebuilds anyway.)"
        )
    elif since.changed is None:
        text = _("Release {release} is damaged or covers only some years: everything is rebuilt.")
    else:
        text = _("Changed since release {release}: {parts}.")
    terminal.say(
        text.format(
            release=since.release,
            found=since.inbox,
            parts=", ".join(map(_, since.changed or ())),
            seconds=number(time.monotonic() - began, spoken(), 1),
        )
    )
    return since.changed == ()


def _unchanged(settings: Settings) -> str:
    if settings.published_database.exists():
        said = _("The published release is unchanged: {folder}.")
        return said.format(folder=settings.published_database.resolve().parent)
    return _("Nothing has been published.")
