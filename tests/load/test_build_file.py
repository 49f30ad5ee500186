"""A build database that a crash has left behind: used if undamaged, else rebuilt."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from pipelines.load.build_file import discard_damaged

WRITER = """
import sys
import duckdb
con = duckdb.connect(sys.argv[1])
con.execute("set checkpoint_threshold = '1GB'")
con.execute("create schema raw")
con.execute("create table raw.readings as select range as n, 'text ' || range as text from range(50000)")
con.execute("begin; insert into raw.readings select range, 'more' from range(1000)")
print("written", flush=True)
sys.stdin.read()
"""


@contextmanager
def _writer(database: Path) -> Iterator[None]:
    """A process in a transaction, which is killed at the end: what it committed is in the log only."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == b"written\n"
        try:
            yield
        finally:
            os.kill(process.pid, signal.SIGKILL)


@pytest.fixture
def killed(tmp_path: Path) -> Path:
    """A database whose writer was killed in a transaction."""
    database = tmp_path / "panel_social.duckdb"
    with _writer(database):
        assert _log(database).stat().st_size
    return database


def _log(database: Path) -> Path:
    return database.with_name(f"{database.name}.wal")


def _rows(database: Path) -> object:
    with duckdb.connect(str(database)) as con:
        return con.execute("select count(*) from raw.readings").fetchall()[0][0]


def test_what_was_committed_before_a_kill_is_there(killed: Path) -> None:
    assert not discard_damaged(killed)
    assert _rows(killed) == 50_000


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, None])
def test_a_log_that_ends_anywhere_or_is_none_never_stops_the_next_run(
    killed: Path, share: float | None
) -> None:
    log = _log(killed)
    if share is None:
        log.write_bytes(b"half a log" * 5000)
    else:
        os.truncate(log, int(log.stat().st_size * share))
    discard_damaged(killed)
    duckdb.connect(str(killed)).close()


@pytest.mark.parametrize("damage", ["half", "tail", "empty"])
def test_what_is_damaged_is_made_anew(killed: Path, damage: str) -> None:
    discard_damaged(killed)
    content = killed.read_bytes()
    killed.write_bytes(
        {"half": content[: len(content) // 2], "tail": content[:12_288] + b"x" * len(content), "empty": b""}[
            damage
        ]
    )
    assert discard_damaged(killed)
    assert list(killed.parent.iterdir()) == []


def test_a_log_without_its_database_is_nobodys(killed: Path) -> None:
    killed.unlink()
    assert not discard_damaged(killed)
    assert not _log(killed).exists()


def test_a_database_that_somebody_has_open_is_left_alone(tmp_path: Path) -> None:
    database = tmp_path / "panel_social.duckdb"
    with _writer(database), pytest.raises(duckdb.IOException, match="lock"):
        discard_damaged(database)
    assert database.exists()


def test_a_database_with_a_damaged_block_is_rebuilt_before_it_is_used(tmp_path: Path) -> None:
    """Its catalog opens; the next query that reads the block would fail, in every run."""
    database = tmp_path / "panel_social.duckdb"
    with duckdb.connect(str(database)) as con:
        con.execute("create schema raw")
        con.execute(
            "create table raw.readings as select range as n, md5(range::varchar) as t from range(50000)"
        )
    assert not discard_damaged(database)
    with database.open("r+b") as stream:
        stream.seek(database.stat().st_size // 2)
        stream.write(bytes(200))
    assert discard_damaged(database)
    assert not database.exists()
