"""Fixtures that several rooms share, and how hypothesis draws."""

import atexit
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from dagster import DagsterInstance
from filelock import FileLock

from pipelines.match.reviewed_file import append_row
from tests.corpus.archive import random_archive
from tests.corpus.archive_files import draw_archive
from tests.corpus.archive_model import Archive
from tests.corpus.archive_reviews import reviews
from tests.warehouse import PROJECT, published, run_refresh

# The same examples in every run: what is drawn at random is for ``benchmarks.fuzz``, which ends in time.
hypothesis.settings.register_profile("same", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("same")

# Tests read messages in English, whatever the language of whoever works here; see tests/test_language.py.
os.environ |= {"LANGUAGE": "", "LC_ALL": "C.UTF-8"}

Made = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(scope="session", autouse=True)
def dagster_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The history of the runs that tests start: not the one of whoever works here."""
    home = tmp_path_factory.mktemp("dagster")
    shutil.copy(PROJECT / "dagster.yaml", home)
    os.environ["DAGSTER_HOME"] = str(home)
    return home


@pytest.fixture
def instance(tmp_path: Path) -> Iterator[DagsterInstance]:
    """A Dagster instance of its own in ``tmp_path / "dagster"``, with the repository's dagster.yaml."""
    home = tmp_path / "dagster"
    home.mkdir()
    shutil.copy(PROJECT / "dagster.yaml", home)
    with DagsterInstance.from_config(str(home)) as opened:
        yield opened


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """``made_once(name, make)``: a folder that ``make`` has filled, in one of the processes that test.

    The others wait meanwhile, and fail as it did.
    """
    ours = tmp_path_factory.getbasetemp()
    common = ours.parent if "PYTEST_XDIST_WORKER" in os.environ else ours

    def made(name: str, make: Callable[[Path], object]) -> Path:
        folder = common / f"shared_{name}"
        with FileLock(folder.with_suffix(".lock")):
            if not folder.exists():
                folder.mkdir()
                make(folder)
                (folder / "made").touch()
        assert (folder / "made").exists(), f"{name} could not be made; the test that tried first says why"
        return folder

    return made


@pytest.fixture(scope="session")
def sample_warehouse(made_once: Made) -> Path:
    """The published warehouse of the sample reports, built once by a real refresh. Nobody changes it."""
    folder = made_once("sample", lambda folder: run_refresh(PROJECT / "data" / "raw" / "sample", folder))
    return published(folder)


@pytest.fixture(scope="session")
def small_archive() -> Archive:
    """An archive with every fault and nearly every life of a programme in it."""
    return random_archive(seed=1, programmes=13, years=4)


@pytest.fixture(scope="session")
def archive_warehouse(small_archive: Archive, made_once: Made) -> Path:
    """The published warehouse of ``small_archive``, built once by a real refresh. Nobody changes it."""

    def make(folder: Path) -> None:
        draw_archive(small_archive, folder / "raw")
        run_refresh(folder / "raw", folder)

    return published(made_once("archive", make))


@pytest.fixture(scope="session")
def reviewed_archive_warehouse(small_archive: Archive, archive_warehouse: Path, made_once: Made) -> Path:
    """``small_archive`` published once more, with the decisions of a reviewer who knows the truth."""
    drawn = archive_warehouse.parents[2]

    def make(folder: Path) -> None:
        # Nothing is read again: the cache is there.
        shutil.copytree(drawn / "extracted", folder / "extracted")
        leave = shutil.ignore_patterns("target", "logs")
        project = shutil.copytree(PROJECT / "dbt_project", folder / "dbt_project", ignore=leave)
        for seed, rows in reviews(small_archive).items():
            for row in rows:
                append_row(project / "seeds" / f"{seed}.csv", row)
        run_refresh(drawn / "raw", folder, {"PANELSOCIAL_DBT_PROJECT": str(project)})

    return published(made_once("reviewed_archive", make))


@atexit.register
def _leave_the_last_line_to_pytest() -> None:
    """Drop what DuckDB's binding prints while the interpreter ends.

    It lists its own types as leaked whenever any library still holds one then: forty lines that say
    nothing about the tests. pytest has long printed its result and chosen the exit code.
    """
    with Path(os.devnull).open("w") as nothing:
        os.dup2(nothing.fileno(), 2)
