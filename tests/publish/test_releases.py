"""What is kept, what is current, and the way back."""

import shutil
from pathlib import Path

import duckdb
import pytest

from pipelines.publish.checksums import faults_of
from pipelines.publish.release import publish
from pipelines.publish.release_inputs import write_inputs
from pipelines.publish.releases import (
    NoReleaseError,
    current_release,
    end_hold,
    is_held,
    list_releases,
    mend_link,
    roll_back,
    undamaged_release,
)
from tests.publish.test_lock import held_elsewhere
from tests.warehouse import panelsocial


def publish_reports(folder: Path, count: int, keep: int = 3, ledger: str = "") -> str:
    """The name of a new release of ``count`` reports in ``folder``."""

    def complete(database: Path) -> None:
        write_inputs(database.parent, {"report files": str(count), "ledger or index": ledger})

    database = folder / "build" / "panel_social.duckdb"
    database.parent.mkdir(exist_ok=True)
    with duckdb.connect(str(database)) as con:
        con.execute("create or replace table dim_report as select range as report_id from range(?)", [count])
    return publish(database, folder, complete=complete, keep=keep).parent.name


def _current_reports(warehouse: Path) -> object:
    with duckdb.connect(str(warehouse / "current" / "panel_social.duckdb"), read_only=True) as con:
        return con.execute("select count(*) from dim_report").fetchall()[0][0]


def test_a_release_after_the_clock_was_set_back_is_the_newest(tmp_path: Path) -> None:
    first = publish_reports(tmp_path, 1)
    future = (tmp_path / "releases" / first).rename(tmp_path / "releases" / "29990101T000000.000000Z")
    latest = publish_reports(tmp_path, 2)
    assert [one.name for one in list_releases(tmp_path)] == [latest, future.name]


def test_releases_are_listed_newest_first_with_what_they_hold(tmp_path: Path) -> None:
    names = [publish_reports(tmp_path, count) for count in (1, 2)]
    found = list_releases(tmp_path)
    assert [(one.name, one.reports, one.is_current) for one in found] == [
        (names[1], 2, True),
        (names[0], 1, False),
    ]
    assert found[0].bytes == sum(path.stat().st_size for path in (tmp_path / "current").iterdir())
    assert found[0].published_at is not None
    assert found[0].published_at.strftime("%Y%m%dT%H%M%S.%fZ") == names[1]


def test_back_to_the_one_before_and_to_a_named_one(tmp_path: Path) -> None:
    names = [publish_reports(tmp_path, count) for count in (1, 2, 3)]
    assert roll_back(tmp_path).name == names[1]
    assert _current_reports(tmp_path) == 2
    assert roll_back(tmp_path).name == names[0]
    with pytest.raises(NoReleaseError, match="no release before"):
        roll_back(tmp_path)
    assert roll_back(tmp_path, names[2]).name == names[2]
    assert _current_reports(tmp_path) == 3
    with pytest.raises(NoReleaseError, match=f"no release 'yesterday'. Kept: {names[2]}, "):
        roll_back(tmp_path, "yesterday")


def test_a_release_that_does_not_open_is_no_way_back(tmp_path: Path) -> None:
    first = publish_reports(tmp_path, 1)
    publish_reports(tmp_path, 2)
    damaged = tmp_path / "releases" / first / "panel_social.duckdb"
    damaged.chmod(0o644)
    damaged.write_bytes(b"half a file")
    assert list_releases(tmp_path)[1].reports is None
    with pytest.raises(NoReleaseError, match="cannot be opened"):
        roll_back(tmp_path)
    assert _current_reports(tmp_path) == 2


def test_after_going_back_the_next_release_is_published_and_current(tmp_path: Path) -> None:
    for count in (1, 2):
        publish_reports(tmp_path, count)
    roll_back(tmp_path)
    publish_reports(tmp_path, 3)
    assert _current_reports(tmp_path) == 3
    assert [one.reports for one in list_releases(tmp_path)] == [3, 2, 1]


@pytest.mark.parametrize("keep", [1, 2, 4])
def test_so_many_are_kept(tmp_path: Path, keep: int) -> None:
    for count in range(1, 6):
        publish_reports(tmp_path, count, keep)
    assert [one.reports for one in list_releases(tmp_path)] == list(range(5, 5 - keep, -1))


def test_releases_that_differ_only_in_the_ledger_count_once(tmp_path: Path) -> None:
    """Quiet days on which the source was asked must not evict the release before the last change."""
    for count in (1, 2):
        publish_reports(tmp_path, count)
    for day in range(4):
        publish_reports(tmp_path, 3, ledger=f"day {day}")
    assert [one.reports for one in list_releases(tmp_path)] == [3, 2, 1]


def test_a_held_rollback_stays_until_it_is_ended(tmp_path: Path) -> None:
    first, _ = (publish_reports(tmp_path, count) for count in (1, 2))
    assert roll_back(tmp_path, hold=True).name == first
    newest = [publish_reports(tmp_path, count) for count in range(3, 8)][-1]
    assert _current_reports(tmp_path) == 1
    assert [one.reports for one in list_releases(tmp_path)] == [7, 6, 5, 1]
    assert end_hold(tmp_path).name == newest
    assert not is_held(tmp_path)
    with pytest.raises(NoReleaseError, match="No rollback is held"):
        end_hold(tmp_path)
    publish_reports(tmp_path, 8)
    assert _current_reports(tmp_path) == 8


def test_a_lost_link_leads_to_the_newest_release_that_opens(tmp_path: Path) -> None:
    names = [publish_reports(tmp_path, count) for count in (1, 2, 3)]
    assert mend_link(tmp_path) is None
    (tmp_path / "current").unlink()
    database = tmp_path / "releases" / names[2] / "panel_social.duckdb"
    database.chmod(0o644)
    database.write_bytes(b"half a file")
    mended = mend_link(tmp_path)
    assert mended and mended.name == names[1]
    assert _current_reports(tmp_path) == 2


def test_a_build_is_measured_against_the_newest_undamaged_release(tmp_path: Path) -> None:
    """Neither a lost link nor a damaged release switches the regression guards off."""
    names = [publish_reports(tmp_path, count) for count in (1, 2)]
    database = tmp_path / "releases" / names[1] / "panel_social.duckdb"
    content = bytearray(database.read_bytes())
    content[-100:] = b"x" * 100
    database.chmod(0o644)
    database.write_bytes(content)
    assert faults_of(database.parent) == ["panel_social.duckdb is not what was published."]
    assert undamaged_release(tmp_path) == tmp_path / "releases" / names[0]
    (tmp_path / "current").unlink()
    assert undamaged_release(tmp_path) == tmp_path / "releases" / names[0]


def test_a_release_that_was_finished_but_never_switched_to_is_not_current(tmp_path: Path) -> None:
    first = publish_reports(tmp_path, 1)
    shutil.copytree(tmp_path / "releases" / first, tmp_path / "releases" / "20990101T000000.000000Z")
    (tmp_path / ".current-1").symlink_to("releases/20990101T000000.000000Z")
    assert current_release(tmp_path) == tmp_path / "releases" / first
    newer = publish_reports(tmp_path, 2, keep=1)
    assert [one.name for one in list_releases(tmp_path)] == [newer]
    assert _current_reports(tmp_path) == 2
    assert not (tmp_path / ".current-1").is_symlink()


def test_the_commands_list_and_go_back(tmp_path: Path) -> None:
    names = [publish_reports(tmp_path, count) for count in (1, 2)]
    back = panelsocial("rollback", "--warehouse", str(tmp_path))
    assert back.returncode == 0, back.stderr
    assert names[0] in back.stdout
    listed = panelsocial("releases", "--warehouse", str(tmp_path))
    lines = [line.split() for line in listed.stdout.splitlines()[1:]]
    assert [(line[0], line[3], "current" in line) for line in lines] == [
        (names[1], "2", False),
        (names[0], "1", True),
    ]
    again = panelsocial("rollback", "--warehouse", str(tmp_path))
    assert again.returncode == 1
    assert "There is no release before the current one" in again.stderr


def test_the_commands_hold_a_rollback_and_verify_releases(tmp_path: Path) -> None:
    names = [publish_reports(tmp_path, count) for count in (1, 2)]
    options = ("--warehouse", str(tmp_path))
    assert "--end-hold" in panelsocial("rollback", "--hold", *options).stdout
    assert panelsocial("rollback", "--end-hold", "--hold", *options).returncode == 2
    publish_reports(tmp_path, 3)
    assert _current_reports(tmp_path) == 1
    assert panelsocial("rollback", "--end-hold", *options).returncode == 0
    assert _current_reports(tmp_path) == 3
    whole = panelsocial("verify", *options)
    assert whole.returncode == 0
    assert f"{names[0]}: every file is as it was published." in whole.stdout
    (tmp_path / "releases" / names[0] / "inputs.json").unlink()
    damaged = panelsocial("verify", *options)
    assert damaged.returncode == 1
    assert f"{names[0]}: inputs.json is missing." in damaged.stdout


def test_nobody_goes_back_while_a_refresh_runs(tmp_path: Path) -> None:
    for count in (1, 2):
        publish_reports(tmp_path, count)
    with held_elsewhere(tmp_path) as other:
        run = panelsocial("rollback", "--warehouse", str(tmp_path), env={"PANELSOCIAL_LOCK_WAIT": "0"})
    assert run.returncode == 1
    assert f"process {other.pid}" in run.stderr
    assert _current_reports(tmp_path) == 2


def test_without_releases_both_commands_say_so(tmp_path: Path) -> None:
    for command in ("releases", "rollback"):
        run = panelsocial(command, "--warehouse", str(tmp_path))
        assert run.returncode == 1
        assert "Nothing is published" in run.stderr
