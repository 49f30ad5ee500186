"""Sensor: start a refresh when files in the raw folder have changed."""

from datetime import date

from dagster import (
    DefaultSensorStatus,
    ResourceParam,
    RunRequest,
    SensorEvaluationContext,
    SkipReason,
    sensor,
)
from pydantic import BaseModel, ValidationError

from pipelines.acquire.folder_fingerprint import fingerprint, store_fingerprint
from pipelines.config import Settings
from pipelines.watch.run_tags import all_years

SECONDS_BETWEEN_LOOKS = 60


class Looked(BaseModel):
    """The sensor's cursor: the folder's fingerprint at the last evaluation and at the last run request.

    ``requests`` counts the requested runs; it makes run keys unique when a folder returns to an old state.
    """

    seen: str | None = None
    requested: str | None = None
    requests: int = 0


@sensor(
    name="inbox",
    job_name="refresh",
    minimum_interval_seconds=SECONDS_BETWEEN_LOOKS,
    default_status=DefaultSensorStatus.STOPPED,
)
def inbox(context: SensorEvaluationContext, settings: ResourceParam[Settings]) -> RunRequest | SkipReason:
    """Request a refresh once the raw folder has changed and is the same at two evaluations in a row."""
    before = _remembered(context.cursor)
    now = store_fingerprint(settings.raw_store) if settings.raw_store else fingerprint(settings.raw)
    if now is None:
        return SkipReason(f"There is no report in {settings.raw_store or settings.raw}.")
    if now == before.requested:
        return SkipReason("No file has changed since the last requested refresh.")
    if now != before.seen:
        context.update_cursor(before.model_copy(update={"seen": now}).model_dump_json())
        return SkipReason("Files have changed and may still be arriving: waiting for the next evaluation.")
    looked = Looked(seen=now, requested=now, requests=before.requests + 1)
    context.update_cursor(looked.model_dump_json())
    return RunRequest(run_key=f"{now}-{looked.requests}", tags=all_years(date.today()))


def _remembered(cursor: str | None) -> Looked:
    try:
        return Looked.model_validate_json(cursor) if cursor else Looked()
    except ValidationError:  # the web interface lets anybody edit the cursor
        return Looked()
