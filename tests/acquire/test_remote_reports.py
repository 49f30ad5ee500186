"""Reports and extractions in a bucket give what they give in folders, and are copied once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest

from pipelines.acquire.folder_fingerprint import store_fingerprint
from pipelines.acquire.inbox import SAMPLE_MARKER, NoReportsError, find_reports
from pipelines.acquire.remote_reports import find_all
from pipelines.acquire.settings import SyncSettings
from pipelines.acquire.sync import sync
from pipelines.config import Settings
from pipelines.load.cache import Cache, cache_of
from pipelines.load.extract_all import read_missing, unread
from pipelines.progress import Progress
from pipelines.store import Store, StoreError
from tests.assets.dumps import put_dump
from tests.s3_server import BUCKET, s3_server

RAW, EXTRACTED = f"s3://{BUCKET}/raw", f"s3://{BUCKET}/extracted"


@pytest.fixture(scope="module")
def server() -> Iterator[dict[str, str]]:
    with s3_server() as env:
        yield env


@pytest.fixture
def bucket(server: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The file system of a server of S3, whose bucket is empty."""
    for name, value in server.items():
        monkeypatch.setenv(name, value)
    files = fsspec.filesystem("s3", skip_instance_cache=True)
    yield files
    files.invalidate_cache()
    for name in files.find(BUCKET):
        files.rm_file(name)
    fsspec.filesystem("s3").clear_instance_cache()


def _settings(folder: Path, raw: str = RAW) -> Settings:
    given: dict[str, Any] = {"raw": raw, "extracted": EXTRACTED}  # Settings takes addresses for folders
    return Settings(**given, warehouse=folder / "warehouse", workers=1)


def _put(bucket: Any, folder: Path, *names: str) -> None:
    """Reports of one year each, in the bucket and in the folder."""
    for number, name in enumerate(names):
        put_dump(folder, name, 2019 + number)
    bucket.put(str(folder) + "/", f"{BUCKET}/raw/", recursive=True)


def test_a_bucket_holds_what_a_folder_holds(bucket: Any, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    _put(bucket, folder, "a.txt", "2019/b ñ.txt", "2019/c.txt", "real/d.txt")
    for name in ("2019/" + SAMPLE_MARKER, "notes.md"):
        (folder / name).touch()
        bucket.put(str(folder / name), f"{BUCKET}/raw/{name}")
    settings = _settings(tmp_path)

    def seen() -> list[tuple[str, str, int, bool]]:
        inbox, local = find_all(settings), find_reports(folder)
        assert (inbox.ignored, inbox.sample_left_out) == (local.ignored, local.sample_left_out)
        parts = [
            [(file.source_file, file.file_sha256, file.byte_count, file.is_sample) for file in one.files]
            for one in (inbox, local)
        ]
        assert parts[0] == parts[1]
        return parts[0]

    assert [name for name, *_ in seen()] == ["a.txt", "real/d.txt"]
    mark, copied = store_fingerprint(RAW), (settings.raw / "a.txt").stat().st_ino
    (folder / "real" / "d.txt").write_text("other")
    bucket.put(str(folder / "real" / "d.txt"), f"{BUCKET}/raw/real/d.txt")
    assert seen()[1][2] == len("other")
    assert store_fingerprint(RAW) != mark
    assert (settings.raw / "a.txt").stat().st_ino == copied  # it was not copied again
    (folder / "real" / "d.txt").unlink()
    bucket.rm(f"{BUCKET}/raw/real/d.txt")
    assert [name for name, *_ in seen()] == ["a.txt"]


def test_a_name_that_is_none_on_this_machine_is_listed_with_the_reason(bucket: Any, tmp_path: Path) -> None:
    _put(bucket, tmp_path / "folder", "a.txt")
    odd = ["../out.txt", "a.txt/below.txt", "b//c.txt", "d" * 300 + ".txt"]
    for name in odd:
        bucket.pipe_file(f"{BUCKET}/raw/{name}", b"words")
    inbox = find_all(_settings(tmp_path))
    assert [file.source_file for file in inbox.files] == ["a.txt"]
    assert inbox.unopened == tuple(
        sorted((n, "Its name cannot be that of a file on this machine") for n in odd)
    )
    assert not list(tmp_path.rglob("out.txt"))


def test_without_reports_or_a_server_a_sentence_says_so(bucket: Any, tmp_path: Path) -> None:
    settings = _settings(tmp_path)
    with pytest.raises(NoReportsError, match=f"There is no report in {RAW}"):
        find_all(settings)
    with pytest.raises(StoreError, match="into folders only, not into s3://"):
        sync(settings, SyncSettings(), [2019], Progress())
    with pytest.raises(StoreError, match=r"s3://nowhere/raw could not be read or written \(.*bucket"):
        find_all(_settings(tmp_path, raw="s3://nowhere/raw"))
    with pytest.raises(StoreError, match=r"none://x needs more packages|could not be read"):
        Store("none://x")


def test_what_one_machine_has_read_another_one_finds(bucket: Any, tmp_path: Path) -> None:
    _put(bucket, tmp_path / "folder", "a.txt", "b.txt")
    first, second = _settings(tmp_path / "first"), _settings(tmp_path / "second")
    inbox = find_all(first)
    read_missing(inbox, first)
    assert len(bucket.find(f"{BUCKET}/extracted")) == 2
    cache = cache_of(second)
    assert cache.summaries(find_all(second).files).keys() == {cache.path(file) for file in inbox.files}
    kept = {path.name: path.read_bytes() for path in cache.folder.glob("*.parquet")}
    assert kept == {path.name: path.read_bytes() for path in Cache(first.extracted).folder.glob("*.parquet")}
    # One more report is one more to read.
    put_dump(tmp_path / "folder", "c.txt", 2021)
    bucket.put(str(tmp_path / "folder" / "c.txt"), f"{BUCKET}/raw/c.txt")
    found = find_all(second)
    assert [file.source_file for file in unread(found, cache_of(second))] == ["c.txt"]
    # What is damaged in the bucket is read again, and then good there too.
    damaged = f"{BUCKET}/extracted/{cache.folder.name}/{cache.path(found.files[0]).name}"
    bucket.pipe_file(damaged, b"no Parquet")
    third = _settings(tmp_path / "third")
    assert [file.source_file for file in unread(find_all(third), cache_of(third))] == ["a.txt", "c.txt"]
    read_missing(find_all(third), third)
    bucket.invalidate_cache()
    assert bucket.cat_file(damaged).startswith(b"PAR1")
