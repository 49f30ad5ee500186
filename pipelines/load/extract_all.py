"""Extract every report of the inbox, each document at most once."""

import logging
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

import duckdb

from pipelines.acquire.inbox import Inbox, ReportFile
from pipelines.config import Settings
from pipelines.limits import Limits
from pipelines.load.cache import Cache
from pipelines.load.extraction import Extraction, extract, quarantine
from pipelines.load.pool import extract_many
from pipelines.load.summaries import Summary

logger = logging.getLogger(__name__)


def unread(inbox: Inbox, cache: Cache) -> list[ReportFile]:
    """The files that have to be read; one file per document, even if it has several names."""
    known = cache.summaries(inbox.files)
    documents = {cache.path(file): file for file in reversed(inbox.files)}
    return sorted(
        (file for path, file in documents.items() if path not in known), key=lambda file: file.source_file
    )


def read_missing(inbox: Inbox, settings: Settings) -> None:
    """Extract the files of the inbox that the cache lacks."""
    cache = Cache(settings.extracted, settings.limits, settings.reader)
    to_read = unread(inbox, cache)
    extract_all(inbox, cache, to_read, workers=settings.workers, limits=settings.limits, done=lambda _: None)


def extract_all(
    inbox: Inbox,
    cache: Cache,
    to_read: Sequence[ReportFile],
    *,
    workers: int,
    limits: Limits,
    done: Callable[[ReportFile], None],
) -> dict[ReportFile, tuple[Summary, ...]]:
    """Extract ``to_read`` (see ``unread``) into the cache; return the reports in every file of the inbox.

    PDFs are read with the cache's reader. ``done`` is called after each document that was read.
    """
    todo = {file.path: file for file in to_read}
    fresh: dict[Path, tuple[Summary, ...]] = {}
    read = partial(extract, reader=cache.reader)
    with closing(extract_many(list(todo), workers, limits, read)) as extractions:
        for path, reports in extractions:
            file = todo[path]
            fresh[cache.path(file)] = _keep(cache, file, reports)
            done(file)
    known = cache.summaries(inbox.files) | fresh
    return {file: known[cache.path(file)] for file in inbox.files}


def _keep(cache: Cache, file: ReportFile, reports: Sequence[Extraction]) -> tuple[Summary, ...]:
    for report in reports:
        if report.fault:
            logger.error("%s: %s\n%s", file.source_file, report.detail, report.fault)
    try:
        return cache.write(file, reports)
    except duckdb.InvalidInputException as error:
        # A lone surrogate cannot be stored as text in a database.
        damaged = quarantine("damaged_pdf", f"The file contains invalid characters ({error}).")
        return cache.write(file, (damaged,))
