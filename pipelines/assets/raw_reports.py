"""Asset: the report files of the raw folder."""

from collections import Counter
from collections.abc import Iterator

from dagster import AssetExecutionContext, MaterializeResult, ResourceParam, asset

from pipelines.acquire.inbox_file import write_inbox
from pipelines.acquire.inbox_ledger import record_inbox_files
from pipelines.acquire.ledger import Ledger
from pipelines.acquire.remote_reports import find_all
from pipelines.assets.acquired_reports import acquired_reports
from pipelines.assets.force import ForceConfig
from pipelines.assets.partitions import add_by_year, one_run, report_years
from pipelines.assets.run_lock import HeldLock
from pipelines.config import Settings
from pipelines.errors import plain_errors
from pipelines.language import N_, _, told
from pipelines.load.cache import cache_of
from pipelines.load.partitions import partition_of
from pipelines.progress import Progress
from pipelines.publish.since import since_last_release


@asset(
    partitions_def=report_years,
    backfill_policy=one_run,
    deps=[acquired_reports],
    group_name="reports",
    output_required=False,
)
def raw_reports(
    context: AssetExecutionContext,
    config: ForceConfig,
    settings: ResourceParam[Settings],
    progress: ResourceParam[Progress],
    run_lock: HeldLock,  # noqa: ARG001 - held while the run lasts
) -> Iterator[MaterializeResult[None]]:
    """The report files as published. The year of a file is known after its title has been read.

    If nothing has changed since the last release, nothing is materialized and Dagster skips the later
    stages.
    """
    progress.begin(told(lambda: _("Looking for reports")))
    with plain_errors(settings):
        inbox = find_all(settings)
        noted = record_inbox_files(inbox, Ledger(settings.ledger))
        since = None if config.force else since_last_release(settings, inbox)
        if since and since.changed == ():
            context.log.info(f"nothing has changed since release {since.release}")
            name = since.release
            unchanged = N_("{found}; nothing has changed since release {release}")
            progress.end(told(lambda: _(unchanged).format(found=inbox, release=name)))
            return
        write_inbox(settings.inbox, inbox)
        cache = cache_of(settings)
        known = cache.summaries(inbox.files)
    files: Counter[str | None] = Counter()
    keys = report_years.get_partition_keys()
    for file in inbox.files:
        reports = known.get(cache.path(file))
        # A file with reports of several years counts in each of them.
        files.update({partition_of(one.report_year, keys) for one in reports} if reports else [None])
    add_by_year(
        context,
        {year: {"files": files[year], "not_read_yet": files[None]} for year in context.partition_keys},
    )
    new = N_("{found}, {count} of them new in the ledger")
    progress.end(told(lambda: _(new).format(found=inbox, count=noted) if noted else str(inbox)))
    yield MaterializeResult()
