"""An archive at random: programmes over the years, with renames, gaps, restatements, revisions and faults.

The same seed gives the same archive. What is planted is named: changes of title in ``Archive.changes``,
broken checks in ``Published.breaks``; restatements follow from the figures (``archive_truth``).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from tests.corpus import draw_reportlab
from tests.corpus.archive_changes import restate, revise
from tests.corpus.archive_faults import FAULTS
from tests.corpus.archive_lives import KINDS, Life, lives
from tests.corpus.archive_model import Archive, Published, Title
from tests.corpus.archive_reports import Source, write
from tests.corpus.archive_tracks import kept, track
from tests.corpus.layout import lay_out
from tests.corpus.misprint import misprint
from tests.corpus.model import Report

FIRST_YEAR = 2014
# Of so many reports one restates a figure, one is published again, and each fault is planted once more.
REPORTS_PER_RESTATEMENT = 10
REPORTS_PER_REVISION = 14
REPORTS_PER_FAULT = 100
# What the producer prints, so that the same report gives the same bytes.
UNDATED = b"/CreationDate (D:20000101000000+00'00')"


def random_archive(seed: int, programmes: int = 60, years: int = 8) -> Archive:
    """``programmes`` programmes over ``years`` years; each plant at least once if there is room for it."""
    random = Random(f"{seed}/plants")
    all_lives = lives(seed, programmes, range(FIRST_YEAR, FIRST_YEAR + years))
    sources = [_source(seed, life) for life in all_lives]
    published = [
        one for life, source in zip(all_lives, sources, strict=True) for one in _published(seed, life, source)
    ]
    plants = set(KINDS[:programmes])
    free = random.sample(range(len(published)), len(published))
    for name in (name for name in FAULTS for _ in range(1 + len(published) // REPORTS_PER_FAULT)):
        if _plant_fault(random, published, free, name):
            plants.add(name)
    for _ in range(1 + len(published) // REPORTS_PER_RESTATEMENT):
        if _plant_restatement(random, published, free):
            plants.add("restatement")
    earlier: list[Published] = []
    for place, at in enumerate(free[: 1 + len(published) // REPORTS_PER_REVISION]):
        source = sources[published[at].programme] if place % 3 == 0 else None
        *before, published[at] = _revisions(random, published[at], source)
        earlier += before
        plants.add("revision")
    changes = tuple(change for life in all_lives for change in life.changes)
    return Archive((*published, *earlier), changes, tuple(sorted(plants)))


def draw(published: Published) -> bytes:
    """The document as a PDF that says when it was made."""
    blocks = misprint(lay_out(published.report), published.misprints)
    content = draw_reportlab.draw(published.report, blocks).content
    assert content.count(UNDATED) == 1
    made = published.created.strftime("%Y%m%d%H%M%S").encode()
    return content.replace(UNDATED, b"/CreationDate (D:" + made + b"+00'00')")


def _source(seed: int, life: Life) -> Source:
    random = Random(f"{seed}/figures/{life.number}")
    years = list(life.titles)
    same = kept(random, years[0])
    figures = track(random, years, len(same.indicators))
    source = Source(life.number, life.code, same, figures)
    for change in life.changes:
        if change.kind == "heavy_rename":
            source = replace(source, other_component_since=change.first_year)
        if change.kind in ("light_rename", "moved_and_renamed"):
            source = replace(source, silent_about_before=frozenset({change.first_year}))
    return source


def _published(seed: int, life: Life, source: Source) -> list[Published]:
    """Each year's report of one programme, as yet without a fault."""
    return [
        Published(
            programme=life.number,
            report=write(Random(f"{seed}/report/{life.number}/{year}"), source, year, title),
            revision=1,
            created=datetime(year + 1, 4, 1) + timedelta(days=life.number % 60, hours=life.number // 60),
            misprints={},
        )
        for year, title in life.titles.items()
    ]


def _plant_fault(random: Random, published: list[Published], free: list[int], name: str) -> bool:
    """Plant the fault in the first free report that has a place for it; whether there is one."""
    for at in free:
        one = published[at]
        faulty = FAULTS[name](random, one.report)
        if faulty is not None:
            report = replace(faulty.report, faults=({"fault": name},))
            published[at] = replace(one, report=report, misprints=faulty.misprints, breaks=faulty.breaks)
            free.remove(at)
            return True
    return False


def _plant_restatement(random: Random, published: list[Published], free: list[int]) -> bool:
    """Restate a figure of the report before, in the first free report that has one; whether there is one."""
    followed = {(one.programme, one.report.year + 1) for one in published}
    for at in free:
        one = published[at]
        if (one.programme, one.report.year) in followed:
            published[at] = replace(one, report=restate(random, one.report))
            free.remove(at)
            return True
    return False


def _revisions(random: Random, last: Published, source: Source | None) -> Sequence[Published]:
    """Two or three documents of one programme-year, oldest first; ``last`` is what stands in the end.

    Before, a few figures differ; with a ``source``, spending and beneficiaries and all that follows from
    them. Neither the file's name nor its place in the archive tells which is newer.
    """
    count = random.choice((2, 2, 3))
    letters = random.sample("abcdefgh", count)
    found = []
    for revision, letter in enumerate(letters, start=1):
        report = last.report
        if revision < count:
            report = _with_other_spending(random, report, source) if source else revise(random, report)
        report = replace(report, file=f"{last.report.file}_{letter}")
        created = last.created + timedelta(days=60 * (revision - 1))
        found.append(replace(last, report=report, revision=revision, created=created))
    return found


def _with_other_spending(random: Random, report: Report, source: Source) -> Report:
    year = source.track[report.year]
    reached = year.reached * random.randint(600, 950) // 1000
    other = replace(year, reached=reached, executed=year.executed * random.randint(960, 990) // 1000)
    title = Title(report.programme, report.ministry, report.service)
    return write(random, replace(source, track={**source.track, report.year: other}), report.year, title)
