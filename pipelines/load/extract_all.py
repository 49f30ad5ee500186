"""Every report of the inbox extracted, each document at most once."""

import logging
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

import duckdb

from pipelines.acquire.inbox import Inbox, ReportFile
from pipelines.limits import Limits
from pipelines.load.cache import Cache
from pipelines.load.extraction import Extraction, extract, quarantine
from pipelines.load.pool import extract_many
from pipelines.load.summaries import Summary

logger = logging.getLogger(__name__)


def unread(inbox: Inbox, cache: Cache) -> list[ReportFile]:
    """The reports that have to be read, each document once whatever its number of names."""
    known = cache.summaries(inbox.files)
    documents = {cache.path(file): file for file in reversed(inbox.files)}
    return sorted(
        (file for path, file in documents.items() if path not in known), key=lambda file: file.source_file
    )


def extract_all(
    inbox: Inbox,
    cache: Cache,
    to_read: Sequence[ReportFile],
    *,
    workers: int,
    limits: Limits,
    done: Callable[[ReportFile], None],
) -> dict[ReportFile, tuple[Summary, ...]]:
    """Extract ``to_read``, what is ``unread``, and keep it in the cache; say which reports every file holds.

    PDFs are read with the cache's reader. ``done`` is called after each document that had to be read.
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
        # A lone surrogate is no text that a database could hold.
        damaged = quarantine("damaged_pdf", f"The file holds characters that are none ({error}).")
        return cache.write(file, (damaged,))
