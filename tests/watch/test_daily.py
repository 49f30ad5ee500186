"""The schedule ticks once on every day of Santiago, also where the clocks change."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from dagster import DagsterInstance
from dagster._core.remote_representation.external import RemoteSchedule
from dagster._core.storage.tags import (
    ASSET_PARTITION_RANGE_END_TAG,
    ASSET_PARTITION_RANGE_START_TAG,
    SCHEDULED_EXECUTION_TIME_TAG,
)
from dagster._core.workspace.context import WorkspaceProcessContext
from dagster._daemon import get_default_daemon_logger
from dagster._scheduler.scheduler import launch_scheduled_runs

SANTIAGO = ZoneInfo("America/Santiago")
LOGGER = get_default_daemon_logger("SchedulerDaemon")

# On 6 September 2026 midnight becomes one o'clock; on 4 April 2027 midnight becomes eleven of the day before.
CHANGES = {date(2026, 9, 6): timedelta(hours=1), date(2027, 4, 4): timedelta(hours=-1)}


def _schedule(workspace: WorkspaceProcessContext) -> RemoteSchedule:
    (location,) = workspace.create_request_context().code_locations
    (repository,) = location.get_repositories().values()
    return repository.get_schedule("daily_refresh")


def _hours(first: date, days: int) -> Iterator[datetime]:
    """Every hour of ``days`` days of Santiago, a little after it has struck."""
    hour = datetime(first.year, first.month, first.day, tzinfo=SANTIAGO).astimezone(UTC)
    end = (datetime(first.year, first.month, first.day, tzinfo=SANTIAGO) + timedelta(days=days)).astimezone(
        UTC
    )
    while hour < end:
        yield hour + timedelta(seconds=20)
        hour += timedelta(hours=1)


def _tick(workspace: WorkspaceProcessContext, now: datetime) -> None:
    with time_machine.travel(now, tick=False):
        errors = [error for error in launch_scheduled_runs(workspace, LOGGER, now, {}) if error]
    assert errors == []


def _scheduled(instance: DagsterInstance) -> list[datetime]:
    tags = [run.tags[SCHEDULED_EXECUTION_TIME_TAG] for run in instance.get_runs()]
    return sorted(datetime.fromisoformat(tag).astimezone(SANTIAGO) for tag in tags)


def test_the_schedule_is_off_until_somebody_turns_it_on(
    instance: DagsterInstance, workspace: WorkspaceProcessContext
) -> None:
    for now in _hours(date(2026, 9, 4), 2):
        _tick(workspace, now)
    assert instance.get_runs() == []


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_one_run_a_local_day_over_a_change_of_the_clocks(
    instance: DagsterInstance, workspace: WorkspaceProcessContext, change: date
) -> None:
    first, days = change - timedelta(days=2), 5
    noon = datetime(change.year, change.month, change.day, 12, tzinfo=SANTIAGO)
    before, after = (noon + timedelta(days=day) for day in (-1, 1))
    assert after.utcoffset() - before.utcoffset() == CHANGES[change]  # type: ignore[operator]
    with time_machine.travel(next(_hours(first, days)), tick=False):
        instance.start_schedule(_schedule(workspace))

    for now in _hours(first, days):
        _tick(workspace, now)

    assert [(at.date(), at.hour, at.minute) for at in _scheduled(instance)] == [
        (first + timedelta(days=day), 5, 30) for day in range(days)
    ]


def test_a_run_covers_every_year_that_a_report_can_close(
    instance: DagsterInstance, workspace: WorkspaceProcessContext
) -> None:
    # The code server was started in this year; years later it asks for the years until then.
    first = date(2031, 5, 5)
    with time_machine.travel(next(_hours(first, 1)), tick=False):
        instance.start_schedule(_schedule(workspace))
    for now in _hours(first, 1):
        _tick(workspace, now)
    (run,) = instance.get_runs()
    covered = run.tags[ASSET_PARTITION_RANGE_START_TAG], run.tags[ASSET_PARTITION_RANGE_END_TAG]
    assert covered == ("undated", "2031")
