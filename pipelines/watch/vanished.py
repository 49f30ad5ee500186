"""Sensor: end runs whose process has vanished, for which Dagster's own launcher has no way to tell."""

import json

from dagster import (
    DagsterRunStatus,
    DefaultSensorStatus,
    ResourceParam,
    RunsFilter,
    SensorEvaluationContext,
    SkipReason,
    sensor,
)

from pipelines.config import Settings
from pipelines.publish.lock import is_free

SECONDS_BETWEEN_LOOKS = 60


@sensor(
    name="end_vanished_runs",
    minimum_interval_seconds=SECONDS_BETWEEN_LOOKS,
    default_status=DefaultSensorStatus.RUNNING,
)
def end_vanished_runs(context: SensorEvaluationContext, settings: ResourceParam[Settings]) -> SkipReason:
    """Mark a run as failed that goes on at two evaluations in a row while nobody holds the warehouse's lock.

    A living run holds the lock or waits for it. Dagster then begins the run again and the queue goes on.
    """
    before: list[str] = json.loads(context.cursor or "[]")
    seen = []
    if is_free(settings.warehouse):
        going_on = RunsFilter(statuses=[DagsterRunStatus.STARTED])
        seen = [record.dagster_run for record in context.instance.get_run_records(going_on)]
    vanished = [run for run in seen if run.run_id in before]
    for run in vanished:
        context.instance.report_run_failed(run, "The process of the run has vanished.")
    context.update_cursor(json.dumps([run.run_id for run in seen if run not in vanished]))
    return SkipReason(f"Runs ended because their process has vanished: {len(vanished)}.")
