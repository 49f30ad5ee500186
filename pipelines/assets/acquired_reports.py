"""Asset: new reports, fetched from the BIPS index."""

from datetime import timedelta

from dagster import FreshnessPolicy, MaterializeResult, ResourceParam, asset

from pipelines.acquire.settings import SyncSettings
from pipelines.assets.run_lock import HeldLock
from pipelines.config import Settings
from pipelines.language import _, told
from pipelines.progress import Progress

# A day between two refreshes, plus some hours for a long one or the retry of a failed one. The later stages
# are skipped on days without news, so their age says nothing.
FRESH = FreshnessPolicy.time_window(warn_window=timedelta(hours=26), fail_window=timedelta(hours=50))


@asset(group_name="reports", freshness_policy=FRESH)
def acquired_reports(
    settings: ResourceParam[Settings],
    progress: ResourceParam[Progress],
    run_lock: HeldLock,  # noqa: ARG001 - held while the run lasts
) -> MaterializeResult[None]:
    """Fetches new reports of the years in PANELSOCIAL_SYNC_YEARS; off if that is empty.

    If the source is down or another sync is running, the refresh continues with the stored reports.
    """
    source = SyncSettings()
    if not source.years:
        progress.begin(told(lambda: _("Fetching reports")))
        progress.end(told(lambda: _("sync off: set PANELSOCIAL_SYNC_YEARS")))
        return MaterializeResult(metadata={"is_on": False})
    # The HTTP libraries are imported only when needed.
    from pipelines.acquire.sync import SyncRunningError, sync  # noqa: PLC0415

    try:
        synced = sync(settings, source, source.years, progress)
    except SyncRunningError as error:
        progress.begin(told(lambda: _("Fetching reports")))
        progress.end(str(error))
        return MaterializeResult(metadata={"is_on": True, "stopped": str(error)})
    counts = {f"{kind}_{status}": number for (kind, status), number in sorted(synced.statuses.items())}
    metadata = {"is_on": True, "current": synced.current, "left": synced.left, **counts}
    return MaterializeResult(metadata=metadata | ({"stopped": synced.stopped} if synced.stopped else {}))
