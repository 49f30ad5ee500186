"""Sensor: post messages about runs that ended or do not end.

What has been told is the sensor's cursor, which Dagster keeps on disk. It moves on only when a message has
been accepted, so one that is not accepted is posted again at each evaluation, for ``webhook_days``.
"""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from dagster import (
    DagsterEventType,
    DagsterInstance,
    DagsterRunStatus,
    DefaultSensorStatus,
    EventLogEntry,
    ResourceParam,
    RunsFilter,
    SensorEvaluationContext,
    SkipReason,
    sensor,
)
from pydantic import BaseModel, SecretStr, ValidationError

from pipelines.config import Settings
from pipelines.errors import FailedStage
from pipelines.publish.releases import current_release
from pipelines.watch.daily import TIMEZONE
from pipelines.watch.message import checks_failed, run_failed, run_is_late, run_succeeded
from pipelines.watch.run_tags import WILL_RETRY
from pipelines.watch.webhook import post

logger = logging.getLogger(__name__)

NO_WEBHOOK = "Messages off: set PANELSOCIAL_WEBHOOK_URL or PANELSOCIAL_HEARTBEAT_URL."
MESSAGES_PER_LOOK = 20
_UNFINISHED = (
    DagsterRunStatus.QUEUED,
    DagsterRunStatus.NOT_STARTED,
    DagsterRunStatus.STARTING,
    DagsterRunStatus.STARTED,
    DagsterRunStatus.CANCELING,
)

Message = dict[str, Any]


class Told(BaseModel):
    """The sensor's cursor: for each stream the last event told, and the late runs told."""

    cursors: dict[str, str] = {}
    late: list[str] = []
    succeeded_on: str = ""


@dataclass(frozen=True, slots=True)
class Stream:
    """Ends of runs of one kind; ``message`` is what is told of one, None if it is nothing."""

    name: str
    end: DagsterEventType
    url: SecretStr | None
    message: Callable[[EventLogEntry], Message | None]


@sensor(name="alerts", default_status=DefaultSensorStatus.RUNNING, minimum_interval_seconds=30)
def alerts(context: SensorEvaluationContext, settings: ResourceParam[Settings]) -> SkipReason:
    """Messages about failed runs, failed checks, late runs, and once a day about success.

    Runs that ended before the first evaluation cause no message.
    """
    told = _told(context.cursor)
    sent = 0
    for stream in _streams(context.instance, settings, told):
        sent += _tell(stream, context.instance, told, settings.webhook_days)
    if settings.webhook_url:
        sent += _tell_late(settings.webhook_url, context.instance, told, settings.late_hours)
    context.update_cursor(told.model_dump_json())
    is_on = settings.webhook_url or settings.heartbeat_url
    return SkipReason(f"Messages sent: {sent}." if is_on else NO_WEBHOOK)


def _streams(instance: DagsterInstance, settings: Settings, told: Told) -> tuple[Stream, ...]:
    def failure(entry: EventLogEntry) -> Message:
        return _failure(instance, entry)

    def checks(entry: EventLogEntry) -> Message | None:
        return _checks(instance, entry)

    def success(entry: EventLogEntry) -> Message | None:
        day = datetime.fromtimestamp(entry.timestamp, ZoneInfo(TIMEZONE)).date().isoformat()
        if day == told.succeeded_on:
            return None
        told.succeeded_on = day
        release = current_release(settings.warehouse)
        return run_succeeded(entry.run_id, release.name if release else None)

    ends = DagsterEventType
    return (
        Stream("failed runs", ends.RUN_FAILURE, settings.webhook_url, failure),
        Stream("failed checks of failed runs", ends.RUN_FAILURE, settings.webhook_url, checks),
        Stream("failed checks of good runs", ends.RUN_SUCCESS, settings.webhook_url, checks),
        Stream("good runs", ends.RUN_SUCCESS, settings.heartbeat_url, success),
    )


def _tell(stream: Stream, instance: DagsterInstance, told: Told, days: int) -> int:
    """Post the messages of ``stream`` until one is not accepted; return how many were."""
    sent = 0
    while sent < MESSAGES_PER_LOOK:
        known = told.cursors.get(stream.name)
        ended = instance.fetch_run_status_changes(stream.end, limit=1, cursor=known, ascending=bool(known))
        if not ended.records:
            told.cursors[stream.name] = ended.cursor
            return sent
        entry = ended.records[0].event_log_entry
        before = told.succeeded_on
        message = stream.message(entry) if known and stream.url else None
        if message and stream.url:
            if post(stream.url, message):
                sent += 1
            elif entry.timestamp > time.time() - days * 86_400:
                told.succeeded_on = before
                return sent
            else:
                logger.error("a message was given up after %s days: %s", days, message["text"])
        told.cursors[stream.name] = ended.cursor
    return sent


def _tell_late(url: SecretStr, instance: DagsterInstance, told: Told, hours: float) -> int:
    records = instance.get_run_records(RunsFilter(statuses=list(_UNFINISHED)))
    latest = datetime.now(UTC).timestamp() - hours * 3600
    late = {each.dagster_run.run_id: each for each in records if each.create_timestamp.timestamp() < latest}
    told.late = [run_id for run_id in told.late if run_id in late]
    new = [record for run_id, record in late.items() if run_id not in told.late]
    accepted = [
        record.dagster_run.run_id
        for record in new
        if post(url, run_is_late(record.dagster_run.run_id, record.dagster_run.status.value, hours))
    ]
    told.late += accepted
    return len(accepted)


def _failure(instance: DagsterInstance, entry: EventLogEntry) -> Message:
    records = instance.get_records_for_run(entry.run_id, of_type=DagsterEventType.STEP_FAILURE).records
    events = [record.event_log_entry.dagster_event for record in records]
    stages = [stage for event in events if event and (stage := FailedStage.of(event))]
    run = instance.get_run_by_id(entry.run_id)
    tags: Mapping[str, str] = run.tags if run else {}
    what = (entry.dagster_event.message if entry.dagster_event else None) or "no error message"
    return run_failed(entry.run_id, entry.job_name or "", stages, what, tags.get(WILL_RETRY) == "true")


def _checks(instance: DagsterInstance, entry: EventLogEntry) -> Message | None:
    of_type = DagsterEventType.ASSET_CHECK_EVALUATION
    records = instance.get_records_for_run(entry.run_id, of_type=of_type).records
    events = [record.event_log_entry.dagster_event for record in records]
    checks = [event.asset_check_evaluation_data for event in events if event is not None]
    found = [check for check in checks if not check.passed]
    return checks_failed(entry.run_id, entry.job_name or "", found) if found else None


def _told(cursor: str | None) -> Told:
    try:
        return Told.model_validate_json(cursor) if cursor else Told()
    except ValidationError:  # the web interface lets anybody edit the cursor
        return Told()
