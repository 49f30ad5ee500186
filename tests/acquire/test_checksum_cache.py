"""Cached checksums: an unchanged file is hashed once, a changed one always again."""

import hashlib
import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pipelines import file_memo, kept_rows
from pipelines.acquire.checksum_cache import ChecksumCache
from pipelines.kept_rows import read_rows, replace_rows

KEPT = "what was kept"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "extracted" / "hashes.sqlite"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "raw" / "a.pdf"
    path.parent.mkdir()
    path.write_bytes(b"report")
    return path


@pytest.fixture
def long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file counts as untouched for long enough."""
    monkeypatch.setattr(file_memo, "STEP_NS", -(10**15))


def _digest(place: Path, report: Path) -> str:
    hashes = ChecksumCache(place)
    digest, size = hashes.of(report)
    hashes.keep()
    assert size == report.stat().st_size
    return digest


def _files(place: Path) -> list[str]:
    return [os.fsdecode(path) for path in read_rows(place)]


def _mark(place: Path) -> None:
    """Replace every kept checksum, so that one that is used shows."""
    content = {path: json.loads(row) for path, row in read_rows(place).items()}
    replace_rows(place, {path: json.dumps([signs, KEPT]) for path, (signs, _) in content.items()})


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.mark.usefixtures("long_ago")
def test_an_untouched_file_is_hashed_once(place: Path, report: Path) -> None:
    assert _digest(place, report) == _sha256(b"report")
    _mark(place)
    assert _digest(place, report) == KEPT


def test_a_file_that_may_change_within_the_same_step_of_the_clock_is_hashed_again(
    place: Path, report: Path
) -> None:
    assert _digest(place, report) == _sha256(b"report")
    assert _files(place) == []


@pytest.mark.usefixtures("long_ago")
def test_other_bytes_of_the_same_size_and_date_are_hashed_again(place: Path, report: Path) -> None:
    _digest(place, report)
    _mark(place)
    before = report.stat()
    while report.stat().st_ctime_ns == before.st_ctime_ns:
        report.write_bytes(b"REPORT")
        os.utime(report, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert report.stat().st_mtime_ns == before.st_mtime_ns
    assert _digest(place, report) == _sha256(b"REPORT")


@pytest.mark.usefixtures("long_ago")
def test_another_file_moved_to_the_path_is_hashed_again(place: Path, report: Path) -> None:
    _digest(place, report)
    _mark(place)
    other = report.with_name("b.pdf")
    other.write_bytes(b"other!")
    other.replace(report)
    assert _digest(place, report) == _sha256(b"other!")


@pytest.mark.usefixtures("long_ago")
def test_checksums_of_removed_files_are_dropped(place: Path, report: Path) -> None:
    _digest(place, report)
    other = report.with_name("b.pdf")
    report.rename(other)
    _digest(place, other)
    assert _files(place) == [str(other)]


@pytest.mark.usefixtures("long_ago")
@pytest.mark.parametrize("content", [b"", b'{"files": {', b"[]", b"\xff"])
def test_a_damaged_cache_is_ignored(place: Path, report: Path, content: bytes) -> None:
    place.parent.mkdir()
    place.write_bytes(content)
    assert _digest(place, report) == _sha256(b"report")
    assert len(_files(place)) == 1


@pytest.mark.usefixtures("long_ago")
def test_where_nothing_has_changed_nothing_is_written(place: Path, report: Path) -> None:
    _digest(place, report)
    before = place.stat()
    _digest(place, report)
    assert place.stat() == before


@pytest.mark.usefixtures("long_ago")
def test_while_another_process_writes_every_file_is_hashed(
    place: Path, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_rows, "WAIT", 0.01)
    _digest(place, report)
    _mark(place)
    with closing(sqlite3.connect(place, isolation_level=None)) as con:
        con.execute("begin exclusive")
        assert _digest(place, report) == _sha256(b"report")
    assert _digest(place, report) == KEPT


@pytest.mark.usefixtures("long_ago")
def test_the_file_of_an_earlier_version_is_removed(place: Path, report: Path) -> None:
    place.parent.mkdir()
    place.with_suffix(".json").write_text("{}")
    _digest(place, report)
    assert [path.name for path in place.parent.iterdir()] == [place.name]


@pytest.mark.usefixtures("long_ago")
def test_a_name_that_is_not_utf8_is_cached(place: Path, tmp_path: Path) -> None:
    report = Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xf1o.pdf"))
    report.write_bytes(b"report")
    _digest(place, report)
    _mark(place)
    assert _digest(place, report) == KEPT
