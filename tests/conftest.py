"""Fixtures that several rooms share."""

import atexit
import os
import shutil
from pathlib import Path

import pytest

from tests.corpus.archive import random_archive
from tests.corpus.archive_files import draw_archive
from tests.corpus.archive_model import Archive
from tests.warehouse import PROJECT, run_refresh


@pytest.fixture(scope="session", autouse=True)
def dagster_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The history of the runs that tests start: not the one of whoever works here."""
    home = tmp_path_factory.mktemp("dagster")
    shutil.copy(PROJECT / "dagster.yaml", home)
    os.environ["DAGSTER_HOME"] = str(home)
    return home


@pytest.fixture(scope="session")
def sample_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published warehouse of the sample reports, built once by a real refresh."""
    return run_refresh(PROJECT / "data" / "raw" / "sample", tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def small_archive() -> Archive:
    """An archive with every fault and nearly every life of a programme in it."""
    return random_archive(seed=1, programmes=13, years=4)


@pytest.fixture(scope="session")
def archive_warehouse(small_archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published warehouse of ``small_archive``, built once by a real refresh."""
    folder = tmp_path_factory.mktemp("archive")
    draw_archive(small_archive, folder / "raw")
    return run_refresh(folder / "raw", folder)


@atexit.register
def _leave_the_last_line_to_pytest() -> None:
    """Drop what DuckDB's binding prints while the interpreter ends.

    It lists its own types as leaked whenever any library still holds one then: forty lines that say
    nothing about the tests. pytest has long printed its result and chosen the exit code.
    """
    with Path(os.devnull).open("w") as nothing:
        os.dup2(nothing.fileno(), 2)
