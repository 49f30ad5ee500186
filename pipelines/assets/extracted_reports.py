"""Asset: the readings of every report, in the cache, and the list of each year's reports."""

from collections import defaultdict
from datetime import UTC, datetime

from dagster import AssetExecutionContext, ResourceParam, asset

from pipelines.acquire.inbox_file import read_inbox
from pipelines.acquire.inbox_ledger import record_inbox_files
from pipelines.acquire.ledger import Ledger
from pipelines.assets.partitions import add_by_year, one_run, report_years
from pipelines.assets.raw_reports import raw_reports
from pipelines.assets.run_lock import HeldLock
from pipelines.build.inputs import forget_lists, note_lists, reports_inputs
from pipelines.config import Settings
from pipelines.errors import plain_errors
from pipelines.language import _, spoken, told
from pipelines.load.cache import cache_of
from pipelines.load.extract_all import extract_all, unread
from pipelines.load.partitions import ListedReport, partition_of, remove_damaged, write_year_lists
from pipelines.numbers import number
from pipelines.progress import Progress


@asset(partitions_def=report_years, backfill_policy=one_run, deps=[raw_reports], group_name="reports")
def extracted_reports(
    context: AssetExecutionContext,
    settings: ResourceParam[Settings],
    progress: ResourceParam[Progress],
    run_lock: HeldLock,  # noqa: ARG001 - held while the run lasts
) -> None:
    """Readings of every report. New files of any year are read, because only reading shows their year."""
    keys = report_years.get_partition_keys()
    years = context.partition_keys
    by_year: dict[str, list[ListedReport]] = defaultdict(list)
    aside: dict[str, int] = defaultdict(int)
    with plain_errors(settings):
        found = read_inbox(settings.inbox)
        cache = cache_of(settings)
        forget_lists(settings.year_lists)
        to_read = unread(found, cache)
        progress.begin(told(lambda: _("Reading reports")), len(to_read))
        inbox, summaries = extract_all(
            found, cache, to_read, settings, done=lambda file: progress.advance(file.source_file)
        )
        if inbox != found:  # files have changed meanwhile
            record_inbox_files(inbox, Ledger(settings.ledger))
        for file, reports in summaries.items():
            extraction = str(cache.path(file).relative_to(cache.root))
            for report in reports:
                year = partition_of(report.report_year, keys)
                by_year[year].append(ListedReport(file, extraction, report))
                aside[year] += report.reason is not None
        remove_damaged(settings.year_lists, years)
        seen_at = datetime.now(UTC).replace(tzinfo=None)
        write_year_lists(settings.year_lists, {year: by_year[year] for year in years}, seen_at)
        if set(keys) <= set(years) and not unread(inbox, cache):
            # Otherwise the lists do not cover every year, or some files must be read again.
            note_lists(settings.year_lists, reports_inputs(settings, inbox))
    add_by_year(
        context,
        {
            year: {
                "files": len({one.file for one in by_year[year]}),
                "reports": len(by_year[year]),
                "quarantined": aside[year],
            }
            for year in years
        },
    )
    others = sum(map(len, by_year.values())) - sum(len(by_year[year]) for year in years)

    seconds = progress.seconds

    def result() -> str:
        said = _("{read} read, {unchanged} unchanged, {aside} put aside").format(
            read=len(to_read), unchanged=len(inbox.files) - len(to_read), aside=sum(aside.values())
        )
        if to_read:
            rate = _("{count} documents a second")
            said += "; " + rate.format(count=number(len(to_read) / seconds, spoken(), 1))
        left = _("{count} of other years not refreshed").format(count=others)
        return f"{said}; {left}" if others else said

    progress.end(told(result))
