"""Cached checksums: an unchanged file is hashed once, a changed one always again."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from pipelines import file_memo
from pipelines.acquire.checksum_cache import ChecksumCache

KEPT = "what was kept"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "extracted" / "hashes.json"


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


def _files(place: Path) -> dict[str, list[Any]]:
    files: dict[str, list[Any]] = json.loads(place.read_text())
    return files


def _mark(place: Path) -> None:
    """Replace every kept checksum, so that one that is used shows."""
    content = json.loads(place.read_text())
    for remembered in content.values():
        remembered[-1] = KEPT
    place.write_text(json.dumps(content))


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
    assert not place.exists() or _files(place) == {}


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
    assert list(_files(place)) == [str(other)]


@pytest.mark.usefixtures("long_ago")
@pytest.mark.parametrize("content", [b"", b'{"files": {', b"[]", b"\xff"])
def test_a_damaged_cache_is_ignored(place: Path, report: Path, content: bytes) -> None:
    place.parent.mkdir()
    place.write_bytes(content)
    assert _digest(place, report) == _sha256(b"report")
    assert len(_files(place)) == 1


@pytest.mark.usefixtures("long_ago")
def test_a_name_that_is_not_utf8_is_cached(place: Path, tmp_path: Path) -> None:
    report = Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xf1o.pdf"))
    report.write_bytes(b"report")
    _digest(place, report)
    _mark(place)
    assert _digest(place, report) == KEPT
