"""The schedule asks for one run on every day of Santiago, also where the clocks change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dagster import DefaultScheduleStatus, RunRequest, build_schedule_context

from pipelines.watch.daily import DAILY, TIMEZONE, daily_refresh

SANTIAGO = ZoneInfo(TIMEZONE)
# On 6 September 2026 midnight becomes one o'clock; on 4 April 2027 midnight becomes eleven of the day before.
CHANGES = [date(2026, 9, 6), date(2027, 4, 4)]


def _request(at: datetime) -> RunRequest:
    answer = daily_refresh(build_schedule_context(scheduled_execution_time=at))
    assert isinstance(answer, RunRequest)
    return answer


def test_the_schedule_is_off_until_somebody_turns_it_on() -> None:
    assert daily_refresh.default_status is DefaultScheduleStatus.STOPPED


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_its_hour_comes_once_on_every_day_over_a_change_of_the_clocks(change: date) -> None:
    minute, hour, *_ = DAILY.split()
    keys = set()
    for days in range(-2, 3):
        day = change + timedelta(days=days)
        local = datetime(day.year, day.month, day.day, int(hour), int(minute), tzinfo=SANTIAGO)
        assert local.astimezone(UTC).astimezone(SANTIAGO) == local, "the clocks jump over it"
        assert local.utcoffset() == local.replace(fold=1).utcoffset(), "the clocks show it twice"
        keys.add(_request(local).run_key)
    assert len(keys) == 5


def test_a_run_covers_every_year_that_a_report_can_close() -> None:
    # The code server was started in this year; years later it asks for the years until then.
    tags = _request(datetime(2031, 5, 5, 5, 30, tzinfo=SANTIAGO)).tags
    assert tags["dagster/asset_partition_range_start"] == "undated"
    assert tags["dagster/asset_partition_range_end"] == "2031"
