"""However a run ends, its processes end with it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.config import PROJECT_ROOT

# What a shell in the background starts ignores Ctrl-C, and hands that down.
PROGRAM = """
import signal
import sys
from pathlib import Path
from pipelines.limits import Limits
from tests.load.deadly import read_or_die
from tests.sandbox import extract_many

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    list(extract_many([Path(name) for name in sys.argv[1:]], 2, Limits(max_seconds=600), read_or_die))
"""

Run = subprocess.Popen[bytes]


@pytest.fixture
def endless(tmp_path: Path) -> list[str]:
    """Two files whose reading is never done."""
    files = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path in files:
        path.write_text("endless")
    return [str(path) for path in files]


def _start(folder: Path, files: list[str]) -> Run:
    program = folder / "program.py"
    program.write_text(PROGRAM)
    run = subprocess.Popen(
        [sys.executable, str(program), *files],
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env=os.environ | {"PYTHONPATH": str(PROJECT_ROOT)},
    )
    _wait_for(lambda: len(_busy(run.pid)) == 2, 30)
    return run


def _wait_for(condition: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.05)


def _stats(session: int) -> dict[int, list[str]]:
    """The fields of /proc/<pid>/stat from the state on, of every process of a session."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == session and fields[0] != "Z":  # whoever is to bury it may take its time
                found[int(folder.name)] = fields
    return found


def _busy(session: int) -> list[int]:
    """The processes that read: children of the run that have used a second of processor time."""
    ticks = os.sysconf("SC_CLK_TCK")
    return [
        pid
        for pid, fields in _stats(session).items()
        if int(fields[1]) == session and int(fields[11]) > ticks
    ]


def test_ctrl_c_ends_everything_at_once(tmp_path: Path, endless: list[str]) -> None:
    run = _start(tmp_path, endless)
    os.killpg(run.pid, signal.SIGINT)
    assert run.wait(10) != 0
    _wait_for(lambda: not _stats(run.pid), 5)


def test_readers_whose_run_was_killed_end_by_themselves(tmp_path: Path, endless: list[str]) -> None:
    run = _start(tmp_path, endless)
    run.kill()
    run.wait(10)
    _wait_for(lambda: not _stats(run.pid), 5)
