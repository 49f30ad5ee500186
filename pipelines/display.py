"""Terminal output of a refresh: its progress and a summary of the release."""

import shlex
import sys
import time
from math import floor
from pathlib import Path
from typing import Self

from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars
from rich.table import Table

from pipelines.form.page.spec import the_page
from pipelines.progress import Progress
from pipelines.publish.summary import LEAST_MAPPED_SHARE, Summary
from pipelines.terminal import Terminal, visible

SHOWN_FILES = 20


class TerminalProgress(Progress):
    """Shows a progress bar in a terminal, and one line for each finished stage."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._bars = Bars(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[what]}", style="dim", markup=False),
            console=terminal,
            transient=True,
            disable=not terminal.is_terminal,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    def begin(self, stage: str, total: int | None = None) -> None:
        """Show the stage's bar."""
        if self._task is not None:
            self._bars.remove_task(self._task)
        super().begin(stage, total)
        self._task = self._bars.add_task(visible(stage), total=total, what="")

    def advance(self, what: str) -> None:
        """Advance the bar by one step."""
        if self._task is not None:
            self._bars.update(self._task, advance=1, what=visible(what[-50:]))

    def end(self, result: str) -> None:
        """Replace the bar by a line with the stage's time and result."""
        if self._task is not None:
            self._bars.remove_task(self._task)
            self._task = None
        super().end(result)
        seconds = time.monotonic() - self._began
        self._terminal.say(f"{self._stage:<28}{seconds:>6.1f} s   {result}")


def show_summary(terminal: Terminal, summary: Summary) -> None:
    """Print the content of a release, its path, and warnings about it."""
    table = Table(box=None, pad_edge=False)
    table.add_column("table")
    table.add_column("rows", justify="right")
    for schema, name, rows in summary.tables:
        table.add_row(name if schema == "main" else f"{schema}.{name}", f"{rows:,}")
    terminal.say()
    terminal.print(table)
    terminal.say()
    years = ", ".join(str(year) for year in summary.years) or "none"
    terminal.say(f"Reports: {summary.reports}; years: {years}. Release {summary.release}.")
    _show_pages(terminal, summary)
    if summary.open_proposals:
        terminal.say(summary.open_proposals)
    _show_mapped(terminal, summary)
    if summary.sample_reports:
        terminal.say(
            f"SAMPLE DATA: {summary.sample_reports} of these reports ship with the project, and most of their"
            " figures are invented. Put real reports into the raw folder, then refresh again.",
        )
    _show_quarantined(terminal, summary)
    _show_incomplete(terminal, summary)
    if summary.changes and summary.changes.previous:
        terminal.say(f"Changes (quality.release_changes): {summary.changes}.")
        for one in summary.changes.tables:
            terminal.say(f"  {one.table}: {one}")
    terminal.say(f"Warehouse: {summary.database}")
    if summary.exports:
        csv, parquet = (size / 1e6 for size in (summary.exports.csv_bytes, summary.exports.parquet_bytes))
        terminal.say(f"As files: {summary.exports.folder} (CSV {csv:.1f} MB, Parquet {parquet:.1f} MB)")
    terminal.say(f"Try it: {example_command(summary.database)}")


def example_command(database: Path) -> str:
    """A shell command that prints a few rows of the database ``database``."""
    python = Path(sys.executable)
    here = Path.cwd()
    shown = python.relative_to(here) if python.is_relative_to(here) else python
    code = (
        f"import duckdb; duckdb.connect({str(database)!r}, read_only=True)"
        ".sql('select program_name, year, executed_clp, beneficiaries"
        " from program_year order by executed_clp desc limit 10').show()"
    )
    return f"{shlex.quote(str(shown))} -c {shlex.quote(code)}"


def _show_mapped(terminal: Terminal, summary: Summary) -> None:
    files = summary.little_mapped
    terminal.say(
        f"Printed words recognised as part of the form: {_percent(summary.mapped_share)} %;"
        f" reports under {100 * LEAST_MAPPED_SHARE:g} %: "
        + (f"{len(files)} (quality.unmapped_readings)" if files else "none."),
    )
    for file in files[:SHOWN_FILES]:
        pages = " pages {} to {}".format(*file.pages) if file.pages else ""
        terminal.say(f"  {file.source_file!r}{pages}: {_percent(file.mapped_share)} %")
    if len(files) > SHOWN_FILES:
        terminal.say(f"  and {len(files) - SHOWN_FILES} more")


def _percent(share: float) -> str:
    """Two decimals, rounded down, so that only a full share is shown as 100."""
    return f"{floor(share * 10_000) / 100:.2f}"


def _show_quarantined(terminal: Terminal, summary: Summary) -> None:
    files = summary.quarantined
    if not files:
        terminal.say("Put aside: none.")
        return
    terminal.say(f"Put aside (quality.quarantined_files): {len(files)}")
    for file in files[:SHOWN_FILES]:
        terminal.say(f"  {file.source_file!r}: {file.reason}. {file.detail}")
    if len(files) > SHOWN_FILES:
        terminal.say(f"  and {len(files) - SHOWN_FILES} more")


def _show_pages(terminal: Terminal, summary: Summary) -> None:
    if not summary.pages:
        return
    counted = ", ".join(f"{count} of {year}" for year, count in summary.pages)
    terminal.say(f"Evaluation pages, which publish texts and verdicts and no figures: {counted}.")
    unseen = [str(year) for year, _ in summary.pages if year not in the_page().years]
    if unseen:
        seen = ", ".join(map(str, the_page().years))
        terminal.say(
            f"  What is known of these pages was seen in those of {seen}: compare some of {', '.join(unseen)}"
            " with what was read (program_profile, program_findings, quality.unmapped_readings)."
        )


def _show_incomplete(terminal: Terminal, summary: Summary) -> None:
    reports = summary.incomplete
    if not reports:
        return
    terminal.say(f"Reports with missing parts (quality.incomplete_reports): {len(reports)}")
    for report in reports[:SHOWN_FILES]:
        terminal.say(f"  {report.source_file!r}: {report.detail}")
    if len(reports) > SHOWN_FILES:
        terminal.say(f"  and {len(reports) - SHOWN_FILES} more")
