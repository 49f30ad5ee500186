"""Asset: the report files of the raw folder."""

from collections import Counter

from dagster import AssetExecutionContext, ResourceParam, asset

from pipelines.acquire.inbox import find_reports
from pipelines.acquire.inbox_ledger import record_inbox_files
from pipelines.acquire.ledger import Ledger
from pipelines.assets.acquired_reports import acquired_reports
from pipelines.assets.partitions import one_run, report_years
from pipelines.config import Settings
from pipelines.load.cache import Cache
from pipelines.load.partitions import partition_of
from pipelines.progress import Progress


@asset(partitions_def=report_years, backfill_policy=one_run, deps=[acquired_reports], group_name="reports")
def raw_reports(
    context: AssetExecutionContext, settings: ResourceParam[Settings], progress: ResourceParam[Progress]
) -> None:
    """The report files as published. A file's year is known once its title has been read."""
    progress.begin("Looking for reports")
    inbox = find_reports(settings.raw, settings.hashes)
    noted = record_inbox_files(inbox, Ledger(settings.ledger))
    cache = Cache(settings.extracted, settings.limits, settings.reader)
    known = cache.summaries(inbox.files)
    files: Counter[str | None] = Counter()
    keys = report_years.get_partition_keys()
    for file in inbox.files:
        reports = known.get(cache.path(file))
        # A file counts in each year that it has a report of.
        files.update({partition_of(one.report_year, keys) for one in reports} if reports else [None])
    for key in context.partition_keys:
        context.add_asset_metadata({"files": files[key], "not_read_yet": files[None]}, partition_key=key)
    progress.end(f"{inbox}, {noted} of them new in the ledger" if noted else str(inbox))
