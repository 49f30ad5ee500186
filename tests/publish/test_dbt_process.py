"""dbt in a process of its own, as a refresh runs it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipelines.config import Settings
from pipelines.publish.dbt_process import DbtProcess
from pipelines.publish.dbt_results import DbtError
from tests.publish.dbt_builds import build_copy, project_copy

SELECT = ("dim_sdg", "dim_region")


OTHERS = set[int]()
"""Processes that other tests have started and go on to use."""


@pytest.fixture
def dbt(tmp_path: Path) -> DbtProcess:
    OTHERS.update(_workers(os.getpid()))
    return DbtProcess(Settings(dbt_project=project_copy(tmp_path)))


def _workers(parent: int) -> list[int]:
    """The processes of dbt that ``parent`` has started."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                state, started_by = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
                is_dbt = b"dbt_worker" in (folder / "cmdline").read_bytes()
            except OSError:
                continue
            if is_dbt and state != "Z" and int(started_by) == parent:
                found.append(int(folder.name))
    return found


def _children() -> list[int]:
    return [pid for pid in _workers(os.getpid()) if pid not in OTHERS]


def test_events_come_as_tables_are_done_and_then_the_results(
    dbt: DbtProcess, sample_warehouse: Path, tmp_path: Path
) -> None:
    dbt.start()
    dbt.parse()
    assert (tmp_path / "dbt_project" / "target" / "manifest.json").exists()
    building = dbt.build(build_copy(sample_warehouse, tmp_path), SELECT)
    assert not hasattr(building, "build")
    events = list(building)
    assert sorted(event["data"]["node_info"]["node_name"] for event in events) == sorted(SELECT)
    assert sorted((result.name, result.status) for result in building.build.results) == sorted(
        (name, "success") for name in SELECT
    )
    assert building.build.count("success") == len(SELECT)
    dbt.stop()
    assert _children() == []


def test_one_process_builds_more_than_once(dbt: DbtProcess, sample_warehouse: Path, tmp_path: Path) -> None:
    database = build_copy(sample_warehouse, tmp_path)
    assert len(list(dbt.build(database, SELECT))) == len(SELECT)
    (first,) = _children()
    assert len(list(dbt.build(database, SELECT[:1]))) == 1
    assert _children() == [first]
    dbt.stop()


def test_a_project_that_does_not_parse_is_an_error_and_once_mended_is_parsed(
    dbt: DbtProcess, tmp_path: Path
) -> None:
    broken = tmp_path / "dbt_project" / "models" / "broken.sql"
    broken.write_text("select {{ ")
    with pytest.raises(DbtError, match=r"dbt parse of .*broken"):
        dbt.parse()
    assert _children() == []
    broken.unlink()
    dbt.parse()
    dbt.stop()


def test_a_process_that_is_killed_is_an_error_that_says_so(
    dbt: DbtProcess, sample_warehouse: Path, tmp_path: Path
) -> None:
    database = build_copy(sample_warehouse, tmp_path)
    building = iter(dbt.build(database, ()))
    next(building)
    os.kill(_children()[0], signal.SIGKILL)
    with pytest.raises(DbtError, match=r"process of dbt ended by SIGKILL\. .*run the refresh again"):
        list(building)
    assert _children() == []
    assert len(list(dbt.build(database, SELECT))) == len(SELECT)  # in another one
    dbt.stop()


def test_who_leaves_a_build_ends_it(dbt: DbtProcess, sample_warehouse: Path, tmp_path: Path) -> None:
    for _ in dbt.build(build_copy(sample_warehouse, tmp_path), ()):
        break
    assert _children() == []


START_AND_WAIT = """
import sys
from pipelines.config import Settings
from pipelines.publish.dbt_process import DbtProcess
dbt = DbtProcess(Settings(dbt_project=sys.argv[1]))
dbt.build(sys.argv[2], ())
print("begun", flush=True)
sys.stdin.read()
"""


def _is_there(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


def test_it_ends_with_the_process_that_started_it(sample_warehouse: Path, tmp_path: Path) -> None:
    arguments = [project_copy(tmp_path), build_copy(sample_warehouse, tmp_path)]
    with subprocess.Popen(
        [sys.executable, "-c", START_AND_WAIT, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as parent:
        assert parent.stdout
        assert parent.stdout.readline() == b"begun\n"
        (worker,) = _workers(parent.pid)
        parent.kill()
        parent.wait()
    deadline = time.monotonic() + 60
    while _is_there(worker):
        assert time.monotonic() < deadline
        time.sleep(0.01)
