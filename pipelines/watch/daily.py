"""Schedule: a refresh a day."""

from dagster import DefaultScheduleStatus, RunRequest, ScheduleEvaluationContext, schedule

from pipelines.watch.run_tags import all_years

# Chile's clocks change at midnight, so half past five comes once on every day of the year.
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
    """Every report of every year, at half past five in Santiago. Off until somebody turns it on."""
    day = context.scheduled_execution_time.date()
    return RunRequest(run_key=day.isoformat(), tags=all_years(day))
