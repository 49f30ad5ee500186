"""Every report of the inbox extracted, each document at most once."""

import logging
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import duckdb

from pipelines.acquire.inbox import Inbox, ReportFile
from pipelines.limits import Limits
from pipelines.load.cache import Cache, Summary
from pipelines.load.extraction import Extraction, extract, quarantine
from pipelines.load.pool import extract_many

logger = logging.getLogger(__name__)


def unread(inbox: Inbox, cache: Cache) -> list[ReportFile]:
    """The reports that have to be read, each document once whatever its number of names."""
    known = cache.summaries(inbox.files)
    documents = {cache.path(file): file for file in reversed(inbox.files)}
    return sorted(
        (file for path, file in documents.items() if path not in known), key=lambda file: file.source_file
    )


def extract_all(
    inbox: Inbox, cache: Cache, workers: int, limits: Limits, done: Callable[[ReportFile], None]
) -> dict[ReportFile, Summary]:
    """Extract what is not in the cache and keep it there; say what is known of every report file.

    PDFs are read with the cache's reader. ``done`` is called after each document that had to be read.
    """
    todo = {file.path: file for file in unread(inbox, cache)}
    fresh: dict[Path, Summary] = {}
    read = partial(extract, reader=cache.reader)
    with closing(extract_many(list(todo), workers, limits, read)) as extractions:
        for path, extraction in extractions:
            file = todo[path]
            kept = _keep(cache, file, extraction)
            fresh[cache.path(file)] = Summary(kept.report_year, kept.reason, kept.detail)
            done(file)
    known = cache.summaries(inbox.files) | fresh
    return {file: known[cache.path(file)] for file in inbox.files}


def _keep(cache: Cache, file: ReportFile, extraction: Extraction) -> Extraction:
    if extraction.fault:
        logger.error("%s: %s\n%s", file.source_file, extraction.detail, extraction.fault)
    try:
        cache.write(file, extraction)
    except duckdb.InvalidInputException as error:
        # A lone surrogate is no text that a database could hold.
        extraction = quarantine("damaged_pdf", f"The file holds characters that are none ({error}).")
        cache.write(file, extraction)
    return extraction
