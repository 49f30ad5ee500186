"""The whole Dagster wiring."""

from datetime import date

from dagster import Definitions, define_asset_job, in_process_executor

from pipelines.assets.acquired_reports import acquired_reports
from pipelines.assets.dbt_models import dbt_models
from pipelines.assets.extracted_reports import extracted_reports
from pipelines.assets.published_warehouse import published_warehouse
from pipelines.assets.raw_reports import raw_reports
from pipelines.assets.raw_tables import raw_tables
from pipelines.assets.run_lock import run_lock
from pipelines.build.dbt import dbt_resource
from pipelines.config import Settings
from pipelines.progress import Progress
from pipelines.watch.alerts import alerts
from pipelines.watch.daily import daily_refresh
from pipelines.watch.inbox import inbox
from pipelines.watch.run_tags import RETRIES, all_years
from pipelines.watch.vanished import end_vanished_runs

# From raw reports to the published release; the command, the schedule and the UI run this job.
# A run that is launched without a partition is of all years: Dagster does not run an asset without a
# partition after another that has partitions.
refresh = define_asset_job(
    "refresh", description="Reports to published warehouse.", tags=RETRIES | all_years(date.today())
)


def wire(settings: Settings, progress: Progress) -> Definitions:
    """All assets, jobs, schedules and sensors, with these ``settings``, reporting to ``progress``."""
    return Definitions(
        assets=[
            acquired_reports,
            raw_reports,
            extracted_reports,
            raw_tables,
            dbt_models,
            published_warehouse,
        ],
        jobs=[refresh],
        schedules=[daily_refresh],
        sensors=[inbox, alerts, end_vanished_runs],
        resources={
            "settings": settings,
            "progress": progress,
            "dbt": dbt_resource(settings),
            "run_lock": run_lock,
        },
        # In one process: starting one for each step takes longer than the steps.
        executor=in_process_executor,
    )


defs = wire(Settings(), Progress())
