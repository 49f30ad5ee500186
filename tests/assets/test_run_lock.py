"""A run that Dagster starts holds the lock of the warehouse too."""

from pathlib import Path

import pytest
from dagster import ExecuteInProcessResult, materialize

from pipelines.assets.raw_tables import raw_tables
from pipelines.assets.run_lock import run_lock
from pipelines.config import Settings
from pipelines.load.warehouse import MissingExtractionsError
from pipelines.progress import Progress
from tests.publish.test_lock import held_elsewhere


class StopsAtTheStage(Progress):
    """Sees whether another process gets the lock while a stage runs, and ends the run there."""

    def __init__(self, warehouse: Path) -> None:
        self.warehouse = warehouse
        self.other_got_it = False

    def begin(self, stage: str, total: int | None = None) -> None:
        with held_elsewhere(self.warehouse) as other:
            self.other_got_it = other.poll() is None
        raise MissingExtractionsError


def _run(settings: Settings, progress: Progress) -> ExecuteInProcessResult:
    resources = {"settings": settings, "progress": progress, "run_lock": run_lock}
    return materialize([raw_tables], resources=resources, raise_on_error=False)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(warehouse=tmp_path, lock_wait=0)


def test_a_run_fails_while_another_process_holds_the_lock(settings: Settings) -> None:
    with held_elsewhere(settings.warehouse) as other:
        result = _run(settings, Progress())
    assert not result.success
    (failure,) = (event for event in result.all_events if event.is_failure and event.message)
    assert f"process {other.pid}" in str(failure)


def test_the_lock_is_held_while_a_stage_runs_and_free_afterwards(settings: Settings) -> None:
    told = StopsAtTheStage(settings.warehouse)
    assert not _run(settings, told).success
    assert not told.other_got_it
    with held_elsewhere(settings.warehouse):
        pass
