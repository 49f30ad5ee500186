"""Draw random reports by every producer in every rule style, read them, and compare with the truth."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from pipelines.form import match, recognise
from pipelines.read import read_document
from pipelines.read.errors import Unreadable
from tests.corpus.blocks import Block, Drawing, Piece, TableBlock
from tests.corpus.columns import column_widths
from tests.corpus.compare import Comparison, Entry, compare, groups_of
from tests.corpus.hypotheses import laid_out_as
from tests.corpus.layout import lay_out
from tests.corpus.looks import styled_as
from tests.corpus.model import Producer, Report
from tests.corpus.printed import printed_pieces
from tests.corpus.producers import draw_many
from tests.corpus.random_reports import random_report
from tests.corpus.style import Rules, Style, random_style

TEXT: Producer = "text"
SEED_LAYOUT = "(seed)"
# Points on each side of a word in a cell, enough for every producer's padding and borders.
BESIDE_A_WORD = 8.0
# Number of reports that a producer draws per call.
BATCH = 12


@dataclass(frozen=True, slots=True)
class Job:
    """One report to draw: its content, its producer and its style."""

    report: Report
    blocks: Sequence[Block]
    producer: Producer
    style: Style
    layout: str = SEED_LAYOUT

    @property
    def rules(self) -> str:
        """The rule style that it counts under; text dumps have none."""
        return "(text dump)" if self.producer == TEXT else self.style.rules


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawn report, and what must be read. ``decided`` is ``printed`` as on a PDF, without losses."""

    job: Job
    path: Path
    pages: int
    printed: Sequence[Piece]
    decided: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How well one report was read. ``refused`` says why it has no readings, else None."""

    producer: str
    rules: str
    layout: str
    path: Path
    pages: int
    comparison: Comparison
    refused: str | None = None


def jobs(
    seed: int,
    reports: int,
    producers: Sequence[Producer],
    rules: Sequence[Rules],
    layouts: Sequence[tuple[str, str]] = (),
) -> list[Job]:
    """``reports`` jobs, the producers in turn, each with the rule styles in turn, and with the ``layouts``,
    given as subject and hypothesis, in turn; in the layout of the form where there are none.

    Content and style depend only on the seed and the report's number, so the same reports are drawn with
    fewer producers or styles.
    """
    found = []
    for number in range(reports):
        random = Random(f"{seed}/{number}")
        report = random_report(random, number)
        turn, place = divmod(number, len(producers))
        blocks = lay_out(report)
        style = random_style(random, rules[turn % len(rules)])
        layout = SEED_LAYOUT
        if layouts and producers[place] != TEXT:
            subject, name = layouts[number % len(layouts)]
            blocks, layout = laid_out_as(blocks, {subject: name}), f"{subject}={name}"
            style = styled_as(style, {subject: name})
        style = _fitting(blocks, style)
        found.append(Job(report, blocks, producers[place], style, layout))
    return found


def _fitting(blocks: Sequence[Block], style: Style) -> Style:
    """``style`` with letters small enough for the longest word of every table."""
    try:
        for block in blocks:
            if isinstance(block, TableBlock):
                column_widths(
                    block,
                    style.text_width,
                    style.font,
                    style.font_size,
                    BESIDE_A_WORD,
                    turned=style.turned_headers,
                )
    except ValueError:
        return _fitting(blocks, replace(style, font_size=style.font_size - 0.5))
    return style


def draw(found: Sequence[Job], folder: Path) -> tuple[list[Drawn], list[str]]:
    """Draw the reports as files in ``folder``, named by number, producer and rule style.

    Also returns one sentence per report that was not drawn, because its true values would not be known.
    """
    batches = []
    for producer in dict.fromkeys(job.producer for job in found):
        mine = [job for job in found if job.producer == producer]
        batches += [mine[start : start + BATCH] for start in range(0, len(mine), BATCH)]
    drawn: list[Drawn] = []
    failed: list[str] = []
    # Threads suffice: producers that are not Python libraries draw in their own processes.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for some, errors in pool.map(lambda batch: _draw_batch(batch, folder), batches):
            drawn += some
            failed += errors
    return drawn, failed


def _draw_batch(batch: Sequence[Job], folder: Path) -> tuple[list[Drawn], list[str]]:
    """Draw reports of one producer; one by one if drawing all in one call fails."""
    try:
        drawings = draw_many(batch[0].producer, [(job.report, job.blocks, job.style) for job in batch])
    except ValueError as error:
        if len(batch) == 1:
            return [], [f"{batch[0].report.file} by {batch[0].producer}: {error}"]
        parts = [_draw_batch([job], folder) for job in batch]
        return [one for some, _ in parts for one in some], [one for _, errors in parts for one in errors]
    return [_drawn(job, drawing, folder) for job, drawing in zip(batch, drawings, strict=True)], []


def _drawn(job: Job, drawing: Drawing, folder: Path) -> Drawn:
    medium = ".txt" if job.producer == TEXT else ".pdf"
    path = folder / f"{job.report.file}_{job.producer}_{job.style.rules}{medium}"
    path.write_bytes(drawing.content)
    decided = printed_pieces(job.blocks, drawing, "reportlab")
    printed = printed_pieces(job.blocks, drawing, TEXT) if job.producer == TEXT else decided
    return Drawn(job, path, drawing.page_count, printed, decided)


def read_and_compare(drawn: Drawn) -> Outcome:
    """Read the file as the pipeline does and compare the readings with the truth."""
    refused = None
    readings: list[Entry] = []
    try:
        document = read_document(drawn.path)
        if recognise(document).supported:
            readings = [
                Entry(one.section, one.item, one.row_no, one.column, one.text, one.status)
                for one in match(document)
            ]
        else:
            refused = "unsupported_form"
    except Unreadable as error:
        refused = f"{error.reason}: {error.detail}"
    comparison = compare(drawn.printed, readings, groups_of(drawn.job.blocks), drawn.decided)
    return Outcome(
        drawn.job.producer, drawn.job.rules, drawn.job.layout, drawn.path, drawn.pages, comparison, refused
    )
