"""The command `panelsocial site`."""

from pathlib import Path

import click

from pipelines.config import Settings
from pipelines.language import _, spoken
from pipelines.numbers import number
from pipelines.options import FOLDER, Folder, WholeNumber, settings, warehouse_option
from pipelines.terminal import Terminal


@click.command(
    help=_(
        "Show the published release as pages for a browser, on this machine only.\n\n"
        "A new release is shown without a restart. Nothing is written, except with --export."
    )
)
@click.option(
    "--port",
    type=WholeNumber(min=1, max=65_535),
    default=8000,
    show_default=True,
    metavar=_("NUMBER"),
    help=_("Port on 127.0.0.1."),
)
@warehouse_option
@click.option(
    "--raw",
    type=Folder,
    metavar=FOLDER,
    help=_("Folder with the reports, to draw their pages. [PANELSOCIAL_RAW]"),
)
@click.option(
    "--export",
    "folder",
    type=Folder,
    metavar=FOLDER,
    help=_("Write the pages as files into this folder and end."),
)
@click.option(
    "--no-console",
    is_flag=True,
    help=_("Let readers ask no questions in SQL. [PANELSOCIAL_CONSOLE=false]"),
)
def site(
    *, port: int, warehouse: Path | None, raw: Path | None, folder: Path | None, no_console: bool
) -> None:
    """Show the published release as pages for a browser, on this machine only."""
    chosen = settings(warehouse=warehouse, raw=raw, console=False if no_console else None)
    if folder is not None:
        _export(chosen, folder)
        return
    import uvicorn  # noqa: PLC0415 - slow

    from pipelines.publish.releases import current_release  # noqa: PLC0415
    from pipelines.site.application import application  # noqa: PLC0415

    terminal = Terminal()
    terminal.say(f"http://127.0.0.1:{port}/")
    if current_release(chosen.warehouse) is None:
        said = _("Nothing is published in {warehouse} yet: pages appear after `panelsocial refresh`.")
        terminal.say(said.format(warehouse=chosen.warehouse))
    terminal.file.flush()
    uvicorn.run(application(chosen), host="127.0.0.1", port=port, log_level="warning", server_header=False)


def _export(chosen: Settings, folder: Path) -> None:
    """Write the pages into ``folder`` and print what was done."""
    from pipelines.display import TerminalProgress  # noqa: PLC0415
    from pipelines.site.export import export  # noqa: PLC0415
    from pipelines.site.export_folder import ExportError  # noqa: PLC0415
    from pipelines.site.release import NothingPublishedError  # noqa: PLC0415

    terminal = Terminal()
    try:
        with TerminalProgress(terminal) as progress:
            done = export(chosen, folder, progress)
    except (ExportError, NothingPublishedError) as error:
        raise click.ClickException(str(error)) from None
    if done.is_current:
        said = _("{folder} has release {release} already: nothing is written.")
        terminal.say(said.format(folder=folder, release=done.release))
        return
    counts = {
        name: number(getattr(done, name), spoken()) for name in ("files", "changed", "removed", "left_out")
    }
    said = _(
        "{folder} has release {release}; files: {files}, of which written now: {changed}; removed: {removed}."
    )
    terminal.say(said.format(folder=folder, release=done.release, **counts))
    if done.left_out:
        said = _(
            "Documents that are not in {raw} as they were read (--raw, PANELSOCIAL_RAW), so that links to"
            " them lead nowhere: {left_out}."
        )
        terminal.say(said.format(raw=chosen.raw, **counts))
