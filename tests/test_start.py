"""A program begins and ends at once, and says nothing of it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.assets.dumps import put_dump
from tests.warehouse import panelsocial

PROGRAM = """
import atexit, sys
from pipelines.start import end_at_once, start_up

atexit.register(lambda: print("put away"))
with end_at_once():
    with start_up():
        import duckdb
    print(duckdb.sql("select 6 * 7").fetchall()[0][0])
    {end}
"""


def _run(end: str) -> tuple[int, str, str]:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(end=end)], capture_output=True, text=True, check=False
    )
    return run.returncode, run.stdout, run.stderr


@pytest.mark.parametrize(("end", "code"), [("sys.exit(0)", 0), ("sys.exit()", 0), ("sys.exit(3)", 3)])
def test_a_program_ends_with_its_code_and_has_printed_and_put_away_all(end: str, code: int) -> None:
    assert _run(end) == (code, "42\nput away\n", "")


def test_a_program_that_ends_with_a_message_prints_it() -> None:
    code, printed, said = _run("sys.exit('no such file')")
    assert (code, printed) == (1, "42\nput away\n")
    assert said.startswith("no such file\n")


def test_a_fault_of_the_program_is_shown() -> None:
    code, printed, said = _run("raise ValueError('seven')")
    assert (code, printed) == (1, "42\nput away\n")
    assert "ValueError: seven" in said


def test_a_refresh_that_went_well_says_nothing_on_the_error_output(tmp_path: Path) -> None:
    put_dump(tmp_path / "raw", "2019.txt", 2019)
    run = panelsocial(
        "refresh", *(f"--{name}={tmp_path / name}" for name in ("raw", "warehouse", "extracted"))
    )
    assert (run.returncode, run.stderr) == (0, "")
