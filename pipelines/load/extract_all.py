"""Extract every report of the inbox, each document at most once."""

import hashlib
import logging
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

import duckdb

from pipelines.acquire.inbox import Inbox, ReportFile, content_of, hash_of, look_again, without
from pipelines.config import Settings
from pipelines.durable import make_private
from pipelines.load.cache import Cache, cache_of
from pipelines.load.cluster import read_by_cluster
from pipelines.load.extraction import Extraction, extract, quarantine
from pipelines.load.pool import read_here
from pipelines.load.summaries import Summary
from pipelines.load.worker import invalid
from pipelines.read import Unreadable, check_size

logger = logging.getLogger(__name__)

MAX_READINGS = 3
"""How often a file is looked at that was written to or replaced since."""

_CHANGING = f"It was written to or replaced while it was read, {MAX_READINGS} times"


def unread(inbox: Inbox, cache: Cache) -> list[ReportFile]:
    """The files that have to be read; one file per document, even if it has several names."""
    known = cache.summaries(inbox.files)
    documents = {cache.path(file): file for file in reversed(inbox.files)}
    return sorted(
        (file for path, file in documents.items() if path not in known), key=lambda file: file.source_file
    )


def read_missing(inbox: Inbox, settings: Settings) -> None:
    """Extract the files of the inbox that the cache lacks, and take none from a store."""
    cache = cache_of(settings, fetches=False)
    to_read = unread(inbox, cache)
    extract_all(inbox, cache, to_read, settings, done=lambda _: None)


def extract_all(
    inbox: Inbox,
    cache: Cache,
    to_read: Sequence[ReportFile],
    settings: Settings,
    *,
    done: Callable[[ReportFile], object],
) -> tuple[Inbox, dict[ReportFile, tuple[Summary, ...]]]:
    """Extract ``to_read`` (see ``unread``) into the cache; return the inbox, and the reports in its files.

    A file that was written to or replaced since it was hashed is hashed again; the inbox that is returned has
    the files whose bytes were read. What could not be opened has one row each, put aside.
    PDFs are read with the cache's reader. ``done`` is called after each document that was read.
    """
    make_private(cache.root)
    fresh: dict[Path, tuple[Summary, ...]] = {}
    for _ in range(MAX_READINGS):
        changed = _read(to_read, cache, settings, fresh, done)
        if not changed:
            break
        inbox = look_again(settings.raw, inbox, changed)
        to_read = [file for file in unread(inbox, cache) if cache.path(file) not in fresh]
    else:
        inbox = without(inbox, to_read, _CHANGING)
    aside = _put_aside(inbox)
    known = cache.summaries([*inbox.files, *aside]) | fresh
    for file, extraction in aside.items():
        if cache.path(file) not in known:
            known[cache.path(file)] = cache.write(file, (extraction,))
    return inbox, {file: known[cache.path(file)] for file in (*inbox.files, *aside)}


def _read(
    files: Sequence[ReportFile],
    cache: Cache,
    settings: Settings,
    fresh: dict[Path, tuple[Summary, ...]],
    done: Callable[[ReportFile], object],
) -> list[ReportFile]:
    """Read ``files`` into the cache and note their reports in ``fresh``; return those that have changed."""
    by_path = {file.path: file for file in files}
    changed: list[ReportFile] = []
    with closing(_extractions(files, cache, settings, changed)) as extractions:
        for path, reports in extractions:
            file = by_path[path]
            fresh[cache.path(file)] = _keep(cache, file, reports)
            done(file)
    return changed


def _extractions(
    files: Iterable[ReportFile], cache: Cache, settings: Settings, changed: list[ReportFile]
) -> Generator[tuple[Path, Sequence[Extraction]]]:
    """The extractions of each of ``files``, by its path; those that have changed are put into ``changed``."""
    limits, read = settings.limits, partial(extract, reader=cache.reader)
    small = []
    for file in files:
        try:
            check_size(file.byte_count, limits.max_bytes)
            small.append(file)
        except Unreadable as error:
            # It is not taken into the memory.
            if _is_as_listed(file, settings.raw):
                yield file.path, (quarantine(error.reason, error.detail),)
            else:
                changed.append(file)
    documents = _contents(small, settings.raw, changed)
    if settings.scheduler and small:
        yield from read_by_cluster(documents, settings.scheduler, limits, read)
    else:
        yield from read_here(documents, settings.workers, limits, read)


def _contents(
    files: Iterable[ReportFile], raw: Path, changed: list[ReportFile]
) -> Iterator[tuple[Path, bytes]]:
    for file in files:
        if (content := content_of(file, raw)) is None:
            changed.append(file)
        else:
            yield file.path, content


def _is_as_listed(file: ReportFile, raw: Path) -> bool:
    try:
        return hash_of(file.path, raw) == (file.file_sha256, file.byte_count)
    except OSError:
        return False


def _put_aside(inbox: Inbox) -> dict[ReportFile, Extraction]:
    """What could not be opened, as files without path, with the extraction that says why.

    The checksum is of name and reason, because there are no bytes. They do not hide the sample.
    """
    is_sample = all(file.is_sample for file in inbox.files)
    return {
        ReportFile(
            Path(),
            source_file,
            hashlib.sha256(f"{source_file}\0{why}".encode()).hexdigest(),
            0,
            is_sample,
        ): quarantine("unavailable", f"{why}.")
        for source_file, why in inbox.unopened
    }


def _keep(cache: Cache, file: ReportFile, reports: Sequence[Extraction]) -> tuple[Summary, ...]:
    for report in reports:
        if report.fault:
            logger.error("%s: %s\n%s", file.source_file, report.detail, report.fault)
    try:
        return cache.write(file, reports)
    except (duckdb.DataError, duckdb.InvalidInputException) as error:
        logger.error("%s: its readings cannot be stored: %s", file.source_file, error)
        return cache.write(file, (invalid(str(error)),))
