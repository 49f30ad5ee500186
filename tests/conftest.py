"""Fixtures that several rooms share."""

import atexit
import os
from pathlib import Path

import pytest

from tests.warehouse import PROJECT, run_refresh


@pytest.fixture(scope="session")
def sample_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published warehouse of the sample reports, built once by a real refresh."""
    return run_refresh(PROJECT / "data" / "raw" / "sample", tmp_path_factory.mktemp("sample"))


@atexit.register
def _leave_the_last_line_to_pytest() -> None:
    """Drop what DuckDB's binding prints while the interpreter ends.

    It lists its own types as leaked whenever any library still holds one then: forty lines that say
    nothing about the tests. pytest has long printed its result and chosen the exit code.
    """
    with Path(os.devnull).open("w") as nothing:
        os.dup2(nothing.fileno(), 2)
