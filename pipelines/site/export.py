"""The site as files for any web server: the same pages, with their charts and data, of one release.

Each page is `index.html` in the folder of its address, so links work below any address. A page that an
earlier export had and the release has not stays, and says what the application says at its address: the
address of a figure stays good. Its data and charts are removed.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

from pipelines.build.inputs import folder_checksum, program_checksum
from pipelines.config import PROJECT_ROOT, Settings
from pipelines.progress import Progress
from pipelines.publish.releases import current_release
from pipelines.site import export_folder
from pipelines.site.assets import BUNDLE, FOLDER, assets
from pipelines.site.block import Block
from pipelines.site.charts import specification
from pipelines.site.downloads import TYPES, download
from pipelines.site.drawing import bundle, draw, end_with_the_parent
from pipelines.site.export_folder import Exported, Writer, Written
from pipelines.site.pages.every import FILES, PAGES
from pipelines.site.release import NothingPublishedError, Release
from pipelines.site.render import render
from pipelines.site.visit import LANGUAGES, Content, File, NoSuchPageError, Page, Visit, prefix

KINDS: tuple[Page | File, ...] = (*PAGES, *FILES)

AT_ONCE = 16
"""Pages that a process is given at a time."""

GIVEN_TO_A_PROCESS = 100
"""Times that a process is given pages: then another one goes on, because the charts' engine grows."""

_LIBRARIES = ("altair", "babel", "jinja2", "markdown-it-py", "vl-convert-python", "xlsxwriter")


@dataclass(frozen=True)
class Result:
    """What an export did; ``is_current`` where there was nothing to do. Numbers of files.

    ``left_out`` are documents that are not in the folder of the reports.
    """

    release: str
    files: int
    changed: int = 0
    removed: int = 0
    left_out: int = 0
    is_current: bool = False


@dataclass(frozen=True)
class Job:
    """A page or file to write: its kind by its place in ``KINDS``, and the names in its address.

    ``is_listed`` is False for a page that only an earlier export had.
    """

    number: int
    parameters: Mapping[str, str]
    is_listed: bool = True

    @property
    def kind(self) -> Page | File:
        """The kind of the page or file."""
        return KINDS[self.number]

    @property
    def path(self) -> str:
        """Its address in the first language."""
        return self.kind.path.format(**self.parameters)


def export(settings: Settings, folder: Path, progress: Progress) -> Result:
    """Write the current release into ``folder``; only files whose bytes change are written.

    Raises ``NothingPublishedError``, and ``ExportError`` where the folder is somebody else's.
    """
    source = current_release(settings.warehouse)
    if source is None:
        raise NothingPublishedError(
            f"Nothing is published in {settings.warehouse} yet: run `panelsocial refresh`."
        )
    with export_folder.opened(folder) as before:
        made_of = Exported(source.name, program())
        if (before.release, before.program) == (made_of.release, made_of.program) and before.is_whole(folder):
            return Result(source.name, len(before.files), is_current=True)
        export_folder.begin(folder, before)
        made = list(_written(settings, source, folder, before, progress))
        files = {one.path: one.sha256 for one in made if one.sha256 is not None}
        removed = export_folder.finish(folder, before, Exported(made_of.release, made_of.program, files))
    changed = sum(one.is_changed for one in made)
    return Result(source.name, len(files), changed, removed, len(made) - len(files))


def program() -> str:
    """Checksum of all that pages are made of besides the release: the program, its libraries, its texts."""
    parts = [program_checksum(), *(f"{name} {version(name)}" for name in _LIBRARIES)]
    parts += [folder_checksum(PROJECT_ROOT / name) for name in ("queries", "docs")]
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()


def _written(
    settings: Settings, source: Path, folder: Path, before: Exported, progress: Progress
) -> Iterator[Written]:
    """Write everything, in several processes."""
    writer = Writer(folder, before.files)
    for asset in assets().values():
        yield writer.write(asset.path, asset.content)
    yield writer.write(f"{FOLDER}/{BUNDLE}", bundle().encode())
    jobs = _jobs(Release(source), before.files)
    progress.begin("Pages and files", len(jobs))
    done = 0
    keep_charts = before.release != "" and before.program == program()
    with ProcessPoolExecutor(
        settings.workers,
        mp_context=get_context("spawn"),
        initializer=_start,
        initargs=(source, settings.raw, folder, dict(before.files), keep_charts),
        max_tasks_per_child=GIVEN_TO_A_PROCESS,
    ) as pool:
        parts = [jobs[start : start + AT_ONCE] for start in range(0, len(jobs), AT_ONCE)]
        for part, files in zip(parts, pool.map(_make, parts), strict=True):
            yield from files
            for job in part:
                done += 1
                progress.advance(job.path)
    progress.end(f"{done} in {len(LANGUAGES)} languages")


def _jobs(release: Release, before: Iterable[str]) -> list[Job]:
    """Every page and file of the release, and every page that only an earlier export had."""
    jobs = [
        Job(number, dict(parameters))
        for number, kind in enumerate(KINDS)
        if not kind.needs_application
        for parameters in kind.every(release)
    ]
    there = {job.path for job in jobs}
    gone = (_earlier_page(path) for path in sorted(before) if path.removesuffix("index.html") not in there)
    return jobs + [job for job in gone if job is not None]


def _earlier_page(path: str) -> Job | None:
    """The page that was written to ``path``, if it is one of a release's things and not of the site's own."""
    if not path.endswith("/index.html") or any(path.startswith(prefix(one)) for one in LANGUAGES[1:]):
        return None
    for number, kind in enumerate(KINDS):
        found = re.fullmatch(_pattern(kind), path.removesuffix("index.html"))
        if found and found.groupdict() and not kind.needs_application:
            return Job(number, found.groupdict(), is_listed=False)
    return None


def _pattern(kind: Page | File) -> str:
    """The addresses of a kind of page, with a group for each name in braces."""
    parts = re.split(r"\{(\w+)\}", kind.path)
    return "".join(f"(?P<{one}>[^/]+)" if place % 2 else re.escape(one) for place, one in enumerate(parts))


class Maker:
    """Makes pages and files in a process of its own. ``keep_charts`` where an unchanged chart is drawn."""

    def __init__(
        self, source: Path, raw: Path, folder: Path, ours: Mapping[str, str], keep_charts: bool
    ) -> None:
        self._release = Release(source)
        self._raw = raw
        self._writer = Writer(folder, ours)
        self._keep_charts = keep_charts

    def make(self, job: Job) -> Iterator[Written]:
        """The files of a page in every language, or the one of a file."""
        if isinstance(job.kind, File):
            yield self._file(job, job.kind)
            return
        for language in LANGUAGES:
            yield from self._page(job, job.kind, self._visit(job.path, language))

    def _file(self, job: Job, file: File) -> Written:
        try:
            body = file.content(self._visit(job.path, LANGUAGES[0]), **job.parameters)
        except NoSuchPageError:
            # A document that is lost now; an earlier export may have kept its very bytes.
            return Written(job.path, self._writer.same(job.path), is_changed=False)
        return self._writer.write(job.path, body.content)

    def _visit(self, path: str, language: str) -> Visit:
        return Visit(self._release, language, path, raw=self._raw, is_export=True)

    def _page(self, job: Job, page: Page, visit: Visit) -> Iterator[Written]:
        _ = visit.text
        try:
            content, template = page.content(visit, **job.parameters), page.template
        except NoSuchPageError as error:
            if job.is_listed:
                raise
            told = {"sentence": str(error), "leads": error.leads}
            content, template = Content(_("No longer in the release"), values=told), "missing.html"
        place = prefix(visit.language) + visit.path
        yield self._writer.write(f"{place}index.html", render(visit, template, content).encode())
        for block in content.blocks:
            if not block.rows:
                continue  # the page says that there is nothing
            if block.chart:
                yield from self._chart(block, f"{place}graficos/{block.name}", visit.language)
            if visit.language == LANGUAGES[0]:
                for kind in TYPES:
                    path = f"{place}datos/{block.name}.{kind}"
                    yield self._writer.write(path, download(block, kind))

    def _chart(self, block: Block, path: str, language: str) -> Iterator[Written]:
        assert block.chart
        spec = specification(block.chart(block.rows), language)
        text = json.dumps(spec, ensure_ascii=False, separators=(",", ":")).encode()
        drawn = self._writer.same(f"{path}.svg") if self._keep_charts else None
        if drawn and self._writer.same(f"{path}.json") == hashlib.sha256(text).hexdigest():
            yield Written(f"{path}.svg", drawn, is_changed=False)
        else:
            yield self._writer.write(f"{path}.svg", draw(json.dumps(spec), language).encode())
        yield self._writer.write(f"{path}.json", text)


_makers: list[Maker] = []
"""The one of this process."""


def _start(source: Path, raw: Path, folder: Path, ours: Mapping[str, str], keep_charts: bool) -> None:
    end_with_the_parent()
    _makers[:] = [Maker(source, raw, folder, ours, keep_charts)]


def _make(jobs: list[Job]) -> list[Written]:
    (maker,) = _makers
    made: list[Written] = []
    for job in jobs:
        try:
            made += maker.make(job)
        except Exception as error:
            error.add_note(f"The page is {job.path!r}.")
            raise
    return made
