"""However a run is started, it does what the command does: the same releases, the same skips."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from dagster import RunRequest, build_schedule_context

from pipelines.assets.raw_tables import RAW_TABLES
from pipelines.load.partitions import partition_keys
from pipelines.watch.daily import daily_refresh
from pipelines.watch.run_tags import all_years
from tests.deploy.dagster_services import BACKFILL, LOCATION, START_SENSOR, Services, services, wait_until

pytestmark = pytest.mark.slow

TODAY = date.today()
EVERY_YEAR = all_years(TODAY)
REPOSITORY = {"repositoryLocationName": LOCATION, "repositoryName": "__repository__"}


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Services]:
    """The services, with one report that has been published by a click."""
    with services(tmp_path) as started:
        started.place.put_report(2019)
        assert started.wait(started.launch(EVERY_YEAR)) == ["SUCCESS"]
        assert len(started.releases()) == 1
        yield started


def test_every_start_publishes_what_is_new_once(running: Services) -> None:
    def publishes(*run_ids: str) -> int:
        before = set(running.releases())
        assert running.wait(*run_ids) == ["SUCCESS"] * len(run_ids)
        return len(set(running.releases()) - before)

    scheduled = daily_refresh(build_schedule_context(scheduled_execution_time=datetime.now().astimezone()))
    assert isinstance(scheduled, RunRequest)
    # Nothing is new: by a click on all, on one asset, by the schedule, without a partition, by the command.
    assert publishes(running.launch(EVERY_YEAR)) == 0
    assert publishes(running.launch({}, [("published_warehouse",)])) == 0
    assert publishes(running.launch(scheduled.tags)) == 0
    assert publishes(running.launch({})) == 0
    assert "Nothing has changed" in running.place.refresh().stdout

    running.place.put_report(2018)
    assert publishes(running.launch({})) == 1
    running.place.put_report(2017)
    assert publishes(running.launch(EVERY_YEAR), running.launch(EVERY_YEAR)) == 1
    running.place.put_report(2016)
    assert running.place.refresh().returncode == 0
    assert publishes(running.launch(EVERY_YEAR)) == 0


def test_a_backfill_of_all_assets_publishes_what_is_new(running: Services) -> None:
    running.place.put_report(2018)
    known = running.runs()
    assets = ("raw_reports", "extracted_reports")
    params = {
        "assetSelection": [{"path": [name]} for name in assets],
        "partitionNames": list(partition_keys(TODAY)),
    }
    answer = running.ask(BACKFILL, params=params)["launchPartitionBackfill"]
    assert answer["__typename"] == "LaunchBackfillSuccess", answer
    wait_until(lambda: running.runs() - known)
    (run_id,) = running.runs() - known
    assert running.wait(run_id) == ["SUCCESS"]
    assert running.wait(running.launch({}, [("raw", table) for table in RAW_TABLES])) == ["SUCCESS"]
    assert running.wait(running.launch({}, [("published_warehouse",)])) == ["FAILURE"]
    assert len(running.releases()) == 1, "a build without its checks was published"
    assert running.wait(running.launch(EVERY_YEAR)) == ["SUCCESS"]
    assert len(running.releases()) == 2


def test_the_inbox_sensor_publishes_what_arrives(running: Services) -> None:
    selector = REPOSITORY | {"sensorName": "inbox"}
    started = running.ask(START_SENSOR, selector=selector)["startSensor"]
    assert started["__typename"] == "Sensor", started
    running.place.put_report(2018)
    wait_until(lambda: len(running.releases()) == 2)


def test_a_damaged_build_database_is_rebuilt(running: Services) -> None:
    database = running.place.folder / "warehouse" / "build" / "panel_social.duckdb"
    with database.open("r+b") as stream:
        stream.seek(database.stat().st_size // 2)
        stream.write(b"\xff" * 4096)
    running.place.put_report(2018)
    assert running.wait(running.launch(EVERY_YEAR)) == ["SUCCESS"]
    assert len(running.releases()) == 2
