"""Sensor: a refresh when files have been put into the raw folder."""

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

from pipelines.acquire.folder_fingerprint import fingerprint
from pipelines.config import Settings
from pipelines.watch.run_tags import all_years

SECONDS_BETWEEN_LOOKS = 60


class Looked(BaseModel):
    """What the sensor remembers: the folder as it was seen last, and as it was when a run was asked for.

    ``requests`` counts the runs, so that a folder which becomes what it once was is refreshed again.
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
    """One refresh once the raw folder has changed and has then stayed as it is between two looks."""
    before = _remembered(context.cursor)
    now = fingerprint(settings.raw)
    if now is None:
        return SkipReason(f"There is no report in {settings.raw}.")
    if now == before.requested:
        return SkipReason("Nothing has changed since the last refresh that was asked for.")
    if now != before.seen:
        context.update_cursor(before.model_copy(update={"seen": now}).model_dump_json())
        return SkipReason("The folder has changed: files may still be arriving, the next look will tell.")
    looked = Looked(seen=now, requested=now, requests=before.requests + 1)
    context.update_cursor(looked.model_dump_json())
    return RunRequest(run_key=f"{now}-{looked.requests}", tags=all_years(date.today()))


def _remembered(cursor: str | None) -> Looked:
    try:
        return Looked.model_validate_json(cursor) if cursor else Looked()
    except ValidationError:  # a person may write anything into the cursor in the web interface
        return Looked()
