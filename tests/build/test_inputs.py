"""The inputs of a release: whatever could change it changes them, and nothing else does."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as limited
from hypothesis import strategies as st

from pipelines.acquire.inbox import SAMPLE_MARKER, find_reports
from pipelines.build.inputs import (
    NotCheckedError,
    begin_build,
    begin_load,
    folder_checksum,
    forget_lists,
    inputs_of,
    note_lists,
    note_loaded,
    note_passed,
    passed_inputs,
)
from pipelines.config import Settings

RAW = {"a.pdf": b"one", "2021/b.txt": b"two", "2021/copy.pdf": b"one"}
PROJECT = {"dbt_project.yml": b"name: x", "models/m.sql": b"select 1", "seeds/s.csv": b"a\n1\n"}


def _put(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _settings(folder: Path) -> Settings:
    return Settings(raw=folder / "raw", dbt_project=folder / "dbt_project", warehouse=folder / "warehouse")


def _make(folder: Path) -> Settings:
    _put(folder / "raw", RAW)
    _put(folder / "dbt_project", PROJECT)
    return _settings(folder)


def _inputs(settings: Settings) -> dict[str, str]:
    return inputs_of(settings, find_reports(settings.raw))


def _changed(before: dict[str, str], settings: Settings) -> set[str]:
    after = _inputs(settings)
    assert before.keys() == after.keys()
    return {name for name in after if before[name] != after[name]}


Change = Callable[[Path], object]
FILES: dict[str, Change] = {
    "a file is new": lambda raw: (raw / "c.pdf").write_bytes(b"three"),
    "a copy is new": lambda raw: (raw / "c.pdf").write_bytes(b"one"),
    "a file is gone": lambda raw: (raw / "a.pdf").unlink(),
    "a copy is gone": lambda raw: (raw / "2021" / "copy.pdf").unlink(),
    "a byte is other": lambda raw: (raw / "a.pdf").write_bytes(b"onE"),
    "a name is other": lambda raw: (raw / "a.pdf").rename(raw / "z.pdf"),
    "a suffix is other": lambda raw: (raw / "a.pdf").rename(raw / "a.txt"),
    "a folder is other": lambda raw: (raw / "2021").rename(raw / "2022"),
    "two files change places": lambda raw: _put(raw, {"a.pdf": b"two", "2021/b.txt": b"one"}),
    "all are sample": lambda raw: (raw / SAMPLE_MARKER).touch(),
    "one does not open": lambda raw: (raw / "gone.pdf").symlink_to(raw / "nowhere"),
}
TABLES: dict[str, Change] = {
    "a model is other": lambda project: (project / "models" / "m.sql").write_bytes(b"select 2"),
    "a model is new": lambda project: (project / "models" / "n.sql").write_bytes(b""),
    "a seed is other": lambda project: (project / "seeds" / "s.csv").write_bytes(b"a\n2\n"),
    "a file is gone": lambda project: (project / "seeds" / "s.csv").unlink(),
    "a variable is other": lambda project: (project / "dbt_project.yml").write_bytes(b"name: y"),
    "a folder has the name of dbt's own": lambda project: _put(project, {"models/target/m.sql": b""}),
}


@pytest.mark.parametrize("change", FILES.values(), ids=FILES)
def test_another_raw_folder_is_other_report_files(tmp_path: Path, change: Change) -> None:
    settings = _make(tmp_path)
    before = _inputs(settings)
    change(settings.raw)
    assert _changed(before, settings) == {"report files"}


@pytest.mark.parametrize("change", TABLES.values(), ids=TABLES)
def test_another_project_is_another_project(tmp_path: Path, change: Change) -> None:
    settings = _make(tmp_path)
    before = _inputs(settings)
    change(settings.dbt_project)
    assert _changed(before, settings) == {"dbt project"}


@pytest.mark.parametrize(
    ("name", "value", "part"),
    [
        ("reader", "pdfplumber", "reader or limits"),
        ("max_bytes", 10, "reader or limits"),
        ("max_pages", 10, "reader or limits"),
        ("max_seconds", 10.5, "reader or limits"),
        ("max_memory", 1 << 29, "reader or limits"),
        ("keep_officials", True, "officials"),
        ("base_year", 2024, "base year"),
        ("deflator", "uf", "deflator"),
    ],
)
def test_every_setting_that_decides_content_counts(
    tmp_path: Path, name: str, value: object, part: str
) -> None:
    settings = _make(tmp_path)
    assert _changed(_inputs(settings), settings.model_copy(update={name: value})) == {part}


def test_what_decides_nothing_changes_nothing(tmp_path: Path) -> None:
    settings = _make(tmp_path)
    before = _inputs(settings)
    os.utime(settings.raw / "a.pdf", (1, 1))
    (settings.raw / "README.md").write_text("no report")
    _put(settings.dbt_project, {"target/manifest.json": b"{}", "logs/dbt.log": b"", ".user.yml": b"id: 1"})
    _put(settings.dbt_project, {"models/__pycache__/m.pyc": b""})
    others = settings.model_copy(update={"workers": 3, "warehouse": tmp_path / "other"})
    assert _changed(before, others) == set()


names = st.text("ab/.", min_size=1, max_size=4).filter(
    lambda name: all(part.strip(".") for part in name.split("/"))
)
trees = st.dictionaries(names, st.binary(max_size=3), max_size=4).filter(
    lambda tree: not any(f"{one}/" in f"{other}/" for one in tree for other in tree if one != other)
)


@limited(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=trees, other=trees)
def test_two_folders_have_one_checksum_only_if_they_are_equal(
    one: dict[str, bytes], other: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folders = [tmp_path_factory.mktemp("tree") for _ in range(2)]
    _put(folders[0], one)
    _put(folders[1], dict(reversed(other.items())))
    checksums = [folder_checksum(folder) for folder in folders]
    assert (checksums[0] == checksums[1]) == (one == other)


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """The lists of every year, made of one report."""
    note_lists(tmp_path / "lists", {"report files": "1"})
    return tmp_path / "lists"


def _build(database: Path, lists: Path, basis: str = "basis") -> bool:
    """A build that passes; whether it could go on with the tables of the one before."""
    begin_load(database)
    note_loaded(database, lists)
    grows = begin_build(database, basis)
    note_passed(database, {"dbt project": "2"}, basis)
    return grows


def test_a_checked_build_is_made_of_the_inputs_of_every_stage(tmp_path: Path, lists: Path) -> None:
    _build(tmp_path / "build.duckdb", lists)
    assert passed_inputs(tmp_path / "build.duckdb") == {"report files": "1", "dbt project": "2"}


def test_a_checked_build_of_chosen_years_may_be_published_and_has_no_inputs(
    tmp_path: Path, lists: Path
) -> None:
    forget_lists(lists)
    _build(tmp_path / "build.duckdb", lists)
    assert passed_inputs(tmp_path / "build.duckdb") == {}


@pytest.mark.parametrize(
    "stopped",
    [
        begin_load,
        lambda database: note_loaded(database, database.parent / "lists"),
        lambda database: begin_build(database, "basis"),
        lambda database: database.unlink(),
    ],
    ids=["while it is loaded", "before it is built", "while it is built", "and lost"],
)
def test_a_build_that_was_stopped_is_not_published(
    tmp_path: Path, lists: Path, stopped: Callable[[Path], object]
) -> None:
    _build(tmp_path / "build.duckdb", lists)
    stopped(tmp_path / "build.duckdb")
    with pytest.raises(NotCheckedError, match="panelsocial refresh"):
        passed_inputs(tmp_path / "build.duckdb")


def test_a_database_with_a_damaged_note_is_removed(tmp_path: Path, lists: Path) -> None:
    database = tmp_path / "build.duckdb"
    _build(database, lists)
    content = database.read_bytes()
    headers = 3 * 4096  # the database still opens
    database.write_bytes(content[:headers].ljust(len(content), b"\0"))
    assert begin_load(database)
    assert not database.exists()


def test_tables_grow_only_after_a_build_of_the_same_basis_that_passed(tmp_path: Path, lists: Path) -> None:
    database = tmp_path / "build.duckdb"
    assert not _build(database, lists)
    assert _build(database, lists)
    assert not _build(database, lists, "another")
    assert _build(database, lists, "another")
    begin_build(database, "another")  # and a check stops it
    assert not _build(database, lists, "another")
