"""Schedule: one refresh a day."""

from dagster import DefaultScheduleStatus, RunRequest, ScheduleEvaluationContext, schedule

from pipelines.watch.run_tags import all_years

# Chile's clocks change at midnight, so 05:30 exists exactly once on every day.
DAILY = "30 5 * * *"
TIMEZONE = "America/Santiago"


@schedule(
    name="daily_refresh",
    job_name="refresh",
    cron_schedule=DAILY,
    execution_timezone=TIMEZONE,
    default_status=DefaultScheduleStatus.STOPPED,
)
def daily_refresh(context: ScheduleEvaluationContext) -> RunRequest:
    """Refresh all years at 05:30 in Santiago. Off until it is turned on."""
    day = context.scheduled_execution_time.date()
    return RunRequest(run_key=day.isoformat(), tags=all_years(day))
