"""The real schedule over a job of one step: putting a hundred tables into a queue takes seconds a run."""

from dagster import Definitions, job, op

from pipelines.watch.daily import daily_refresh


@op
def nothing() -> None:
    """Does nothing."""


@job
def refresh() -> None:
    """Has the name of the real job."""
    nothing()


defs = Definitions(jobs=[refresh], schedules=[daily_refresh])
