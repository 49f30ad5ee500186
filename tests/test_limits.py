"""A test that hangs fails, and the others go on: the limits of pyproject.toml, with fewer seconds."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.warehouse import PROJECT

HANGS = """
import ctypes, signal, subprocess, sys, time

def test_before():
    pass

def test_in_python():
    while True:
        pass

def test_waits_for_a_process():
    subprocess.run([sys.executable, "-c", "import time; time.sleep(600)  # {mark}"])

def test_in_native_code():
    # Stands for a library that never returns: no signal reaches the interpreter, and no thread gets the lock.
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
    ctypes.PyDLL(None).sleep(600)

def test_after():
    pass
"""


@pytest.mark.slow
def test_a_test_that_hangs_anywhere_fails_alone_and_leaves_no_process(tmp_path: Path) -> None:
    (tmp_path / "test_hangs.py").write_text(HANGS.replace("{mark}", str(tmp_path)), "utf-8")
    settings = ["-c", str(PROJECT / "pyproject.toml"), f"--rootdir={tmp_path}", "-p", "no:cacheprovider"]
    limits = ["--timeout=1", "-o", "faulthandler_timeout=4"]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *settings, *limits, "-n", "1", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert "3 failed, 2 passed" in run.stdout, run.stdout + run.stderr
    assert "crashed while running" in run.stdout
    assert "test_hangs.py::test_in_native_code" in run.stdout
    assert run.returncode == 1
    commands = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()]
    assert not any(f"# {tmp_path}".encode() in command for command in commands)
