"""Two runs at once: the second waits or says whom it would have to wait for; the dead hold nothing."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipelines.progress import Progress
from pipelines.publish.lock import LockedError, run_lock
from tests.warehouse import panelsocial

HOLD = """
import sys
from pathlib import Path
from pipelines.progress import Progress
from pipelines.publish.lock import run_lock
with run_lock(Path(sys.argv[1]), 0, Progress()):
    print("held", flush=True)
    sys.stdin.read()
"""


class Told(Progress):
    """Remembers the stages; tells ``holder`` to end once somebody waits for it."""

    def __init__(self, holder: subprocess.Popen[str] | None = None) -> None:
        self.stages: list[str] = []
        self._holder = holder

    def begin(self, stage: str, total: int | None = None) -> None:
        self.stages.append(stage)
        if self._holder and self._holder.stdin:
            self._holder.stdin.close()


@contextmanager
def held_elsewhere(warehouse: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock of ``warehouse`` until its standard input ends."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(warehouse)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_the_second_leaves_and_says_who_holds_it(tmp_path: Path) -> None:
    with (
        held_elsewhere(tmp_path) as other,
        pytest.raises(LockedError, match=rf"process {other.pid} on .*, since 2\d{{3}}-.* UTC"),
        run_lock(tmp_path, 0, Progress()),
    ):
        pytest.fail("two hold the lock")


def test_the_second_waits_and_says_for_whom(tmp_path: Path) -> None:
    with held_elsewhere(tmp_path) as other:
        told = Told(other)
        with run_lock(tmp_path, 60, told):
            assert other.wait() == 0
    assert [stage.split(" on ")[0] for stage in told.stages] == [f"Waiting for process {other.pid}"]


def test_what_the_dead_held_is_free(tmp_path: Path) -> None:
    with held_elsewhere(tmp_path) as other:
        os.kill(other.pid, signal.SIGKILL)
        other.wait()
        with run_lock(tmp_path, 0, Told()):
            pass
    assert [path.name for path in tmp_path.iterdir()] == ["refresh.lock"]


@pytest.mark.slow
def test_a_refresh_beside_another_ends_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    with held_elsewhere(tmp_path / "warehouse") as other:
        run = panelsocial(
            "refresh",
            env={f"PANELSOCIAL_{name.upper()}": str(tmp_path / name) for name in ("raw", "warehouse")}
            | {"PANELSOCIAL_LOCK_WAIT": "0"},
        )
    assert run.returncode == 1
    assert f"Another run is writing to {tmp_path / 'warehouse'}: process {other.pid}" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be warned of writing as root")
def test_root_leaves_no_files_in_a_folder_of_another_user(tmp_path: Path) -> None:
    os.chown(tmp_path, 12345, -1)
    with pytest.raises(LockedError, match="belongs to user 12345"), run_lock(tmp_path, 0, Progress()):
        pass
    assert list(tmp_path.iterdir()) == []
