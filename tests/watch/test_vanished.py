"""A run whose process was killed is ended by the sensor, and one that lives is not."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from dagster import DagsterInstance, DagsterRunStatus, RunsFilter, build_sensor_context

from pipelines.config import Settings
from pipelines.watch.vanished import end_vanished_runs

RUN = """
import sys, time
from pathlib import Path
from dagster import DagsterInstance, asset, materialize
from pipelines.assets.run_lock import HeldLock, run_lock
from pipelines.config import Settings
from pipelines.progress import Progress

@asset
def endless(run_lock: HeldLock) -> None:
    print("running", flush=True)
    time.sleep(600)

resources = {"settings": Settings(warehouse=Path(sys.argv[1])), "progress": Progress(), "run_lock": run_lock}
with DagsterInstance.get() as instance:
    materialize([endless], instance=instance, resources=resources)
"""


def test_a_run_whose_process_was_killed_is_failed_and_a_living_one_is_not(
    instance: DagsterInstance, tmp_path: Path
) -> None:
    settings = Settings(warehouse=tmp_path / "warehouse")
    cursor: str | None = None

    def status_after_looks(looks: int) -> DagsterRunStatus:
        nonlocal cursor
        for _ in range(looks):
            context = build_sensor_context(instance, cursor=cursor, resources={"settings": settings})
            end_vanished_runs(context)
            cursor = context.cursor
        (record,) = instance.get_run_records(RunsFilter())
        return record.dagster_run.status

    with subprocess.Popen(
        [sys.executable, "-c", RUN, str(settings.warehouse)],
        env=os.environ | {"DAGSTER_HOME": str(tmp_path / "dagster")},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout
        assert "running" in iter(process.stdout.readline, "").__next__()
        assert status_after_looks(3) == DagsterRunStatus.STARTED
        process.send_signal(signal.SIGKILL)
    assert status_after_looks(1) == DagsterRunStatus.STARTED
    assert status_after_looks(1) == DagsterRunStatus.FAILURE
