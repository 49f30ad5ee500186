"""Asset: what the source has that is not held yet."""

from dagster import MaterializeResult, ResourceParam, asset

from pipelines.acquire.settings import SyncSettings
from pipelines.config import Settings
from pipelines.progress import Progress


@asset(group_name="reports")
def acquired_reports(
    settings: ResourceParam[Settings], progress: ResourceParam[Progress]
) -> MaterializeResult[None]:
    """Fetches the reports of the years in PANELSOCIAL_SYNC_YEARS; none where it is empty.

    Neither a source that does not answer nor another sync stops the refresh: it goes on with what is held.
    """
    source = SyncSettings()
    if not source.years:
        progress.begin("Asking for reports")
        progress.end("nobody: PANELSOCIAL_SYNC_YEARS names no years")
        return MaterializeResult(metadata={"is_on": False})
    # What speaks HTTP is loaded only by a run that does.
    from pipelines.acquire.sync import SyncRunningError, sync  # noqa: PLC0415

    try:
        synced = sync(settings, source, source.years, progress)
    except SyncRunningError as error:
        progress.begin("Asking for reports")
        progress.end(str(error))
        return MaterializeResult(metadata={"is_on": True, "stopped": str(error)})
    counts = {f"{kind}_{status}": number for (kind, status), number in sorted(synced.statuses.items())}
    metadata = {"is_on": True, "current": synced.current, "left": synced.left, **counts}
    return MaterializeResult(metadata=metadata | ({"stopped": synced.stopped} if synced.stopped else {}))
