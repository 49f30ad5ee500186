"""Sensors: post a message to the webhook when a run fails and when checks of a run fail."""

import json

from dagster import (
    AssetCheckEvaluation,
    DagsterEventType,
    DagsterInstance,
    DefaultSensorStatus,
    ResourceParam,
    RunFailureSensorContext,
    SensorEvaluationContext,
    SkipReason,
    run_failure_sensor,
    sensor,
)

from pipelines.config import Settings
from pipelines.errors import FailedStage
from pipelines.watch.message import checks_failed, run_failed
from pipelines.watch.run_tags import WILL_RETRY
from pipelines.watch.webhook import post

NO_WEBHOOK = "Messages off: set PANELSOCIAL_WEBHOOK_URL."
ENDS = (DagsterEventType.RUN_SUCCESS, DagsterEventType.RUN_FAILURE)
RUNS_PER_LOOK = 20


@run_failure_sensor(name="tell_failed_runs", default_status=DefaultSensorStatus.RUNNING)
def tell_failed_runs(
    context: RunFailureSensorContext, settings: ResourceParam[Settings]
) -> SkipReason | None:
    """One message for each failed run: the failed stages, their errors, and what to do next."""
    if settings.webhook_url is None:
        return SkipReason(NO_WEBHOOK)
    run = context.dagster_run
    stages = [stage for event in context.get_step_failure_events() if (stage := FailedStage.of(event))]
    event = context.failure_event.message or "no error message"
    begins_again = run.tags.get(WILL_RETRY) == "true"
    post(settings.webhook_url, run_failed(run.run_id, run.job_name, stages, event, begins_again))
    return None


@sensor(name="tell_failed_checks", default_status=DefaultSensorStatus.RUNNING, minimum_interval_seconds=30)
def tell_failed_checks(context: SensorEvaluationContext, settings: ResourceParam[Settings]) -> SkipReason:
    """One message for each run with failed checks, whether or not they stopped the release."""
    cursors: dict[str, str] = json.loads(context.cursor) if context.cursor else {}
    told = 0
    for end in ENDS:
        # The first evaluation only takes note of the last run: earlier runs cause no message.
        known = cursors.get(end.value)
        ended = context.instance.fetch_run_status_changes(
            end, limit=RUNS_PER_LOOK if known else 1, cursor=known, ascending=bool(known)
        )
        cursors[end.value] = ended.cursor
        for record in ended.records if known else ():
            run_id = record.event_log_entry.run_id
            found = _found(context.instance, run_id)
            if found and settings.webhook_url is not None:
                post(
                    settings.webhook_url, checks_failed(run_id, record.event_log_entry.job_name or "", found)
                )
                told += 1
    context.update_cursor(json.dumps(cursors))
    return SkipReason(f"Messages sent: {told}." if settings.webhook_url else NO_WEBHOOK)


def _found(instance: DagsterInstance, run_id: str) -> list[AssetCheckEvaluation]:
    """The failed checks of a run."""
    records = instance.get_records_for_run(run_id, of_type=DagsterEventType.ASSET_CHECK_EVALUATION).records
    events = [record.event_log_entry.dagster_event for record in records]
    checks = [event.asset_check_evaluation_data for event in events if event is not None]
    return [check for check in checks if not check.passed]
