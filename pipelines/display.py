"""Terminal output of a refresh: its progress and a summary of the release."""

from collections.abc import Iterator
from math import floor
from typing import Self

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    SpinnerColumn,
    Task,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bars
from rich.table import Table
from rich.text import Text

from pipelines.form.page.spec import the_page
from pipelines.language import _, in_words, ngettext, spoken
from pipelines.next_step import show_highlights, show_next
from pipelines.numbers import number
from pipelines.progress import Progress
from pipelines.publish.reasons import MEANINGS
from pipelines.publish.summary import LEAST_MAPPED_SHARE, Incomplete, Quarantined, Summary
from pipelines.terminal import Terminal, visible

SHOWN_FILES = 20
TABLES_BESIDE = 3


class Pace(TimeRemainingColumn):
    """Steps a second, and the time left, as soon as they are known."""

    def render(self, task: Task) -> Text:
        """Nothing for a stage whose number of steps is not known."""
        if not task.total or not task.speed:
            return Text()
        rate = _("{count} a second").format(count=number(task.speed, spoken(), 1))
        left = _("{time} left").format(time=super().render(task).plain)
        return Text(f"{rate}, {left}", style="progress.remaining")


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
            Pace(),
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
        self._task = self._bars.add_task(visible(in_words(stage)), total=total, what="")

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
        took = number(self.seconds, spoken(), 1)
        self._terminal.say(f"{in_words(self._stage):<28}{took:>6} s   {in_words(result)}")


def show_summary(terminal: Terminal, summary: Summary) -> None:
    """Print what a release contains, warnings about it, and at last its first figures and the next step."""
    terminal.say()
    _show_tables(terminal, summary)
    terminal.say()
    years = ", ".join(str(year) for year in summary.years) or _("none")
    said = _("Reports: {count}; years: {years}. Release {release}.")
    terminal.say(said.format(count=summary.reports, years=years, release=summary.release))
    _show_pages(terminal, summary)
    if summary.open_proposals:
        terminal.say(summary.open_proposals)
    _show_mapped(terminal, summary)
    _show_quarantined(terminal, summary)
    _show_incomplete(terminal, summary)
    if summary.changes and summary.changes.previous:
        terminal.say(_("Changes (quality.release_changes): {changes}.").format(changes=summary.changes))
        for one in summary.changes.tables:
            terminal.say(f"  {one.table}: {one}")
    terminal.say(_("Warehouse: {file}").format(file=summary.database))
    if summary.exports:
        said = _("As files: {folder} (CSV {csv} MB, Parquet {parquet} MB)")
        terminal.say(
            said.format(
                folder=summary.exports.folder,
                csv=number(summary.exports.csv_bytes / 1e6, spoken(), 1),
                parquet=number(summary.exports.parquet_bytes / 1e6, spoken(), 1),
            )
        )
    if summary.sample_reports:
        terminal.say()
        said = ngettext(
            "SAMPLE DATA: {count} of these reports ships with the project, and its figures are invented."
            " Put real reports into the raw folder, then refresh again.",
            "SAMPLE DATA: {count} of these reports ship with the project, and most of their figures are"
            " invented. Put real reports into the raw folder, then refresh again.",
            summary.sample_reports,
        )
        terminal.say(said.format(count=summary.sample_reports))
    terminal.say()
    if summary.highlights:
        show_highlights(terminal, summary.highlights)
    show_next(terminal, summary.database)


def _show_tables(terminal: Terminal, summary: Summary) -> None:
    """The public tables and their rows, several beside each other."""
    cells = [
        (name if schema == "main" else f"{schema}.{name}", number(rows, spoken()))
        for schema, name, rows in summary.tables
    ]
    height = -(-len(cells) // TABLES_BESIDE)
    table = Table(box=None, pad_edge=False, padding=(0, 2))
    for _column in range(TABLES_BESIDE):
        table.add_column(_("table"))
        table.add_column(_("rows"), justify="right")
    for row in range(height):
        table.add_row(*(cell for pair in cells[row::height] for cell in pair))
    terminal.show(table)


def _show_mapped(terminal: Terminal, summary: Summary) -> None:
    files = summary.little_mapped
    said = (
        _(
            "Printed words recognised as part of the form: {share} %; reports under {least} %: {count}"
            " (quality.unmapped_readings)"
        )
        if files
        else _("Printed words recognised as part of the form: {share} %; reports under {least} %: none.")
    )
    terminal.say(
        said.format(
            share=_percent(summary.mapped_share),
            least=number(100 * LEAST_MAPPED_SHARE, spoken()),
            count=len(files),
        )
    )
    for file in files[:SHOWN_FILES]:
        said = _("{file!r} pages {first} to {last}: {share} %") if file.pages else "{file!r}: {share} %"
        first, last = file.pages or (0, 0)
        share = _percent(file.mapped_share)
        terminal.say("  " + said.format(file=file.source_file, first=first, last=last, share=share))
    _show_more(terminal, len(files))


def _percent(share: float) -> str:
    """Two decimals, rounded down, so that only a full share is shown as 100."""
    return number(floor(share * 10_000) / 100, spoken(), 2)


def _show_more(terminal: Terminal, files: int) -> None:
    if files > SHOWN_FILES:
        terminal.say("  " + _("and {count} more").format(count=files - SHOWN_FILES))


def _show_quarantined(terminal: Terminal, summary: Summary) -> None:
    files = summary.quarantined
    if not files:
        terminal.say(_("Put aside: none."))
        return
    terminal.say(_("Put aside (quality.quarantined_files): {count}").format(count=len(files)))
    for file in files[:SHOWN_FILES]:
        terminal.say(f"  {file.source_file!r}: {file.reason}. {_why(file)}")
    _show_more(terminal, len(files))


def _why(file: Quarantined) -> str:
    """The detail, which is in English; in another language the meaning of the reason before it."""
    meaning = _(MEANINGS.get(file.reason) or file.reason)
    if spoken() == "en":
        return file.detail or meaning
    return f"{meaning} ({file.detail})" if file.detail else meaning


def _show_pages(terminal: Terminal, summary: Summary) -> None:
    if not summary.pages:
        return
    counted = ", ".join(
        _("{count} of {year}").format(count=number(count, spoken()), year=year)
        for year, count in summary.pages
    )
    said = _("Evaluation pages, which publish texts and verdicts and no figures: {pages}.")
    terminal.say(said.format(pages=counted))
    unseen = [str(year) for year, count in summary.pages if year not in the_page().years]
    if unseen:
        said = _(
            "What is known of these pages was seen in those of {seen}: compare some of {unseen} with what was"
            " read (program_profile, program_findings, quality.unmapped_readings)."
        )
        seen = ", ".join(map(str, the_page().years))
        terminal.say("  " + said.format(seen=seen, unseen=", ".join(unseen)))


def _show_incomplete(terminal: Terminal, summary: Summary) -> None:
    reports = summary.incomplete
    if not reports:
        return
    said = _("Reports with missing parts (quality.incomplete_reports): {count}")
    terminal.say(said.format(count=len(reports)))
    for report in reports[:SHOWN_FILES]:
        terminal.say(f"  {report.source_file!r}: {' '.join(_missing(report))}")
    _show_more(terminal, len(reports))


def _missing(report: Incomplete) -> Iterator[str]:
    """What the report lacks and what to do, a sentence each, as quality.incomplete_reports has it."""
    if report.pages:
        yield _("Pages that show something and have no text: {pages}.").format(pages=report.pages)
    if report.sections:
        said = _("Sections that every report prints are missing: {sections}.")
        yield said.format(sections=report.sections)
    if report.tables:
        yield _("Tables that every report prints are missing: {tables}.").format(tables=report.tables)
    if report.labels:
        yield _(
            "Labels are in words that the form does not know: {labels}. See unmapped_readings, and decide"
            " with `panelsocial match`."
        ).format(labels=report.labels)
    if report.pages:
        yield _("Run text recognition on these pages, or ask the publisher for the report as text.")
    elif report.sections or report.tables:
        yield _("Compare it with the published report.")
