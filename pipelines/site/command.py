"""The command `panelsocial site`."""

from pathlib import Path

import click

from pipelines.config import Settings
from pipelines.options import Folder, settings
from pipelines.terminal import Terminal


@click.command()
@click.option(
    "--port", type=click.IntRange(1, 65_535), default=8000, show_default=True, help="Port on 127.0.0.1."
)
@click.option("--warehouse", type=Folder, help="Folder of the releases. [PANELSOCIAL_WAREHOUSE]")
@click.option("--raw", type=Folder, help="Folder with the reports, to draw their pages. [PANELSOCIAL_RAW]")
@click.option(
    "--export", "folder", type=Folder, metavar="DIR", help="Write the pages as files into DIR and end."
)
@click.option(
    "--no-console",
    is_flag=True,
    help="Let readers ask no questions in SQL. [PANELSOCIAL_CONSOLE=false]",
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

    from pipelines.site.application import application  # noqa: PLC0415

    click.echo(f"http://127.0.0.1:{port}/")  # noqa: TID251
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
        terminal.say(f"{folder} has release {done.release} already: nothing is written.")
        return
    terminal.say(
        f"{folder} has release {done.release}: {done.files:,} files,"
        f" of which {done.changed:,} were written; {done.removed:,} were removed."
    )
    if done.left_out:
        terminal.say(
            f"{done.left_out:,} documents are not in {chosen.raw} as they were read (--raw, PANELSOCIAL_RAW):"
            " links to them lead nowhere."
        )
