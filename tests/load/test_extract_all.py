"""What was read is what was hashed, and what cannot be opened is a row."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipelines.acquire.inbox import Inbox, ReportFile, find_reports, look_again
from pipelines.config import Settings
from pipelines.load import extract_all as extract_all_module
from pipelines.load.cache import Cache
from pipelines.load.extract_all import extract_all, unread
from pipelines.load.summaries import Summary
from tests.assets.dumps import put_dump


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        raw=tmp_path / "raw", warehouse=tmp_path / "warehouse", extracted=tmp_path / "extracted", workers=1
    )


def _extract(
    settings: Settings, inbox: Inbox, done: Callable[[ReportFile], object] = lambda _: None
) -> dict[str, tuple[ReportFile, Summary]]:
    """The report in each file by the file's name; no extraction is cached under another file's checksum."""
    cache = Cache(settings.extracted)
    before = set(settings.extracted.glob("*/*.parquet"))
    found, summaries = extract_all(inbox, cache, unread(inbox, cache), settings, done=done)
    assert [file for file in summaries if file.byte_count] == list(found.files)
    assert set(settings.extracted.glob("*/*.parquet")) - before <= set(map(cache.path, summaries))
    return {file.source_file: (file, one) for file, (one,) in summaries.items()}


def test_a_file_replaced_after_it_was_hashed_is_read_under_its_new_checksum(settings: Settings) -> None:
    put_dump(settings.raw, "a.txt", 2019)
    put_dump(settings.raw, "copy.txt", 2019)
    inbox = find_reports(settings.raw)
    put_dump(settings.raw, "a.txt", 2021)
    found = _extract(settings, inbox)
    assert {name: report.report_year for name, (_, report) in found.items()} == {
        "a.txt": 2021,
        "copy.txt": 2019,
    }
    assert all(file.file_sha256 == _sha256(file.path) for file, _ in found.values())


def test_a_file_replaced_while_it_is_read_counts_as_it_was_and_next_time_as_it_is(settings: Settings) -> None:
    put_dump(settings.raw, "a.txt", 2019)
    path = put_dump(settings.raw, "b.txt", 2020)
    before = _sha256(path)
    # When the first is done, the second is being read.
    found = _extract(settings, find_reports(settings.raw), lambda _: put_dump(settings.raw, "b.txt", 2021))
    assert (found["b.txt"][1].report_year, found["b.txt"][0].file_sha256) == (2020, before)
    assert _extract(settings, find_reports(settings.raw))["b.txt"][1].report_year == 2021


def test_where_nothing_is_to_be_read_no_scheduler_is_asked(settings: Settings) -> None:
    put_dump(settings.raw, "a.txt", 2019)
    found = _extract(settings, find_reports(settings.raw))
    nobody = settings.model_copy(update={"scheduler": "tcp://127.0.0.1:1"})
    assert _extract(nobody, find_reports(settings.raw)) == found


def test_a_file_over_the_limit_is_a_row_that_says_so(settings: Settings) -> None:
    path = put_dump(settings.raw, "a.txt", 2019)
    with path.open("ab") as stream:
        stream.truncate(settings.max_bytes + 1)
    found = _extract(settings, find_reports(settings.raw))
    assert (found["a.txt"][1].reason, found["a.txt"][0].file_sha256) == ("too_large", _sha256(path))
    assert "bytes; the limit is" in str(found["a.txt"][1].detail)


def test_a_file_that_keeps_changing_is_put_aside_alone(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_dump(settings.raw, "a.txt", 2019)
    path = put_dump(settings.raw, "b.txt", 2020)
    inbox = find_reports(settings.raw)

    def write_on() -> None:
        with path.open("a") as stream:  # as a program does that is still writing
            stream.write("\n")

    def look_again_and_write_on(*looked_at: Any) -> Inbox:
        found = look_again(*looked_at)
        write_on()
        return found

    monkeypatch.setattr(extract_all_module, "look_again", look_again_and_write_on)
    write_on()
    found = _extract(settings, inbox)
    assert found["a.txt"][1].report_year == 2019
    assert (found["b.txt"][1].reason, found["b.txt"][1].report_year) == ("unavailable", None)
    assert "while it was read, 3 times" in str(found["b.txt"][1].detail)
    assert _extract(settings, find_reports(settings.raw))["b.txt"][1].report_year == 2020


def _link_outside(path: Path) -> None:
    path.replace(path.parent.parent / "elsewhere.txt")
    path.symlink_to(path.parent.parent / "elsewhere.txt")


@pytest.mark.parametrize(
    ("change", "why"),
    [(Path.unlink, "No such file or directory."), (_link_outside, "leads out of the folder of reports.")],
)
@pytest.mark.parametrize("is_found_first", [True, False])
def test_what_cannot_be_opened_is_a_row_with_a_reason(
    settings: Settings, change: Callable[[Path], None], why: str, is_found_first: bool
) -> None:
    put_dump(settings.raw, "a.txt", 2019)
    path = put_dump(settings.raw, "b.txt", 2020)
    inbox = find_reports(settings.raw)
    change(path)
    if not is_found_first:
        path.symlink_to("nowhere") if change is Path.unlink else None
        inbox = find_reports(settings.raw)
    found = _extract(settings, inbox)
    assert found["a.txt"][1].report_year == 2019
    assert (found["b.txt"][1].reason, found["b.txt"][0].byte_count) == ("unavailable", 0)
    assert str(found["b.txt"][1].detail).endswith(why)
    assert _extract(settings, find_reports(settings.raw))["a.txt"] == found["a.txt"]


def test_a_file_that_cannot_be_opened_does_not_hide_the_sample(settings: Settings) -> None:
    path = put_dump(settings.raw, "a.txt", 2019)
    (settings.raw / ".panel-social-sample").touch()
    (settings.raw / "gone.txt").symlink_to(path.parent / "nowhere.txt")
    assert all(file.is_sample for file, _ in _extract(settings, find_reports(settings.raw)).values())
