"""Commands that read a release answer a damaged one with a sentence."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipelines.cli import main
from tests.publish.test_releases import publish_reports
from tests.warehouse import as_owner

EXPLAIN = ["explain", "Senda Ficticia", "2019", "executed_clp"]


def _truncated(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def _zeroed(file: Path) -> None:
    size = file.stat().st_size
    os.truncate(file, 0)
    os.truncate(file, size)


def _random_bytes_inside(file: Path) -> None:
    content = bytearray(file.read_bytes())
    for begin in range(0, len(content), 100_000):
        content[begin : begin + 200] = random.Random(begin).randbytes(200)
    file.write_bytes(content)


def _a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


DAMAGES = [_truncated, _zeroed, _random_bytes_inside, _a_folder]


@pytest.fixture
def warehouse(sample_warehouse: Path, tmp_path: Path) -> Path:
    """A warehouse with a small release, and then the sample's without its exports, which is current."""
    publish_reports(tmp_path, 1)
    name = "29990101T000000.000000Z"
    without = shutil.ignore_patterns("exports")
    shutil.copytree(sample_warehouse.parent, tmp_path / "releases" / name, ignore=without)
    (tmp_path / "current").unlink()
    (tmp_path / "current").symlink_to(f"releases/{name}")
    (tmp_path / "current" / "panel_social.duckdb").chmod(0o644)
    return tmp_path


def _sentence(*arguments: str) -> str:
    """What a command that ends with status 1 says, in one sentence."""
    run = CliRunner().invoke(main, arguments)
    assert run.exit_code == 1, run.output
    assert isinstance(run.exception, SystemExit), repr(run.exception)
    assert len(run.stderr.splitlines()) == 1
    return run.stderr


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_database_is_a_sentence(warehouse: Path, damage: Callable[[Path], None]) -> None:
    database = warehouse / "current" / "panel_social.duckdb"
    damage(database)
    where = ["--warehouse", str(warehouse)]
    for arguments in (["status"], EXPLAIN, ["match"]):
        assert f"{database} cannot be queried" in _sentence(*arguments, *where)
    assert "cannot be opened: 29990101T000000.000000Z" in _sentence("releases", *where)
    assert "29990101T000000.000000Z cannot be opened" in _sentence(
        "rollback", database.resolve().parent.name, *where
    )


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_files_beside_the_database_do_not_matter(
    warehouse: Path, damage: Callable[[Path], None]
) -> None:
    for name in ("changes.json", "inputs.json"):
        (warehouse / "current" / name).chmod(0o644)
        damage(warehouse / "current" / name)
    for arguments in (["status"], ["releases"], EXPLAIN):
        run = CliRunner().invoke(main, [*arguments, "--warehouse", str(warehouse)])
        assert run.exit_code == 0, run.output


@pytest.mark.parametrize("closed", ["current/panel_social.duckdb", "current", "releases"])
def test_a_missing_permission_is_a_sentence(warehouse: Path, closed: str) -> None:
    (warehouse / closed).resolve().chmod(0)
    try:
        for arguments in (["status"], ["releases"], EXPLAIN):
            run = as_owner(*arguments, "--warehouse", str(warehouse))
            assert run.returncode == 1
            assert "Traceback" not in run.stderr
            assert "ermission denied" in run.stderr or "cannot be opened" in run.stderr
    finally:
        (warehouse / closed).resolve().chmod(0o755)


def test_a_link_to_itself_is_no_release(warehouse: Path) -> None:
    (warehouse / "current").unlink()
    (warehouse / "current").symlink_to("current")
    for arguments in (["status"], EXPLAIN, ["rollback"]):
        _sentence(*arguments, "--warehouse", str(warehouse))
    listed = CliRunner().invoke(main, ["releases", "--warehouse", str(warehouse)])
    assert (listed.exit_code, " current" in listed.output) == (0, False), repr(listed.exception)
