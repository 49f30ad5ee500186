"""The cache: a document is read once for each version of the extractor."""

import hashlib
from pathlib import Path

import duckdb
import pytest

from pipelines import file_memo
from pipelines.acquire.inbox import ReportFile, find_reports
from pipelines.kept_rows import read_rows
from pipelines.limits import Limits
from pipelines.load import cache as cache_module
from pipelines.load.cache import Cache
from pipelines.load.extraction import Extraction, quarantine
from pipelines.load.summaries import INDEX_NAME, Summary
from pipelines.read.errors import Reason
from tests.load.reports import extraction, parts, report_file


def test_an_extraction_is_found_again(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "extracted")
    file = report_file(tmp_path, "a.pdf", "a")
    assert cache.summaries([file]) == {}
    done = extraction(2021, "1")
    cache.write(file, [done])
    summary = Summary(file.file_sha256, 2021, None, None, done.extracted_at)
    assert cache.summaries([file]) == {cache.path(file): (summary,)}
    assert cache.summaries([file]) == {cache.path(file): (summary,)}  # now from the index


def test_each_report_of_a_file_has_an_id_of_its_own(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "extracted")
    file = report_file(tmp_path, "a.pdf", "a")
    one, two = extraction(2021, "1"), quarantine("unsupported_form", "other")
    written = cache.write(file, parts(one, two))
    ids = [
        hashlib.sha256(f"{file.file_sha256}#pages={pages}".encode()).hexdigest() for pages in ("1-2", "3-4")
    ]
    assert written == (
        Summary(ids[0], 2021, None, None, one.extracted_at),
        Summary(ids[1], None, "unsupported_form", "other", two.extracted_at),
    )
    assert cache.summaries([file]) == {cache.path(file): written}


def test_a_file_is_read_again_when_one_of_its_reports_met_a_fault_of_ours(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "extracted")
    file = report_file(tmp_path, "a.pdf", "a")
    cache.write(
        file, parts(extraction(2021, "1"), quarantine("unsupported_form", "ours", fault="Traceback …"))
    )
    assert cache.summaries([file]) == {}


def test_each_reader_has_its_own_entries(tmp_path: Path) -> None:
    file = report_file(tmp_path, "a.pdf", "a")
    Cache(tmp_path, reader="pdfplumber").write(file, [extraction(2021, "1")])
    assert Cache(tmp_path, reader="pdfium").summaries([file]) == {}
    assert len(Cache(tmp_path, reader="pdfplumber").summaries([file])) == 1


def test_other_bytes_and_other_versions_are_other_entries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path / "extracted")
    file = report_file(tmp_path, "a.pdf", "a")
    cache.write(file, [extraction(2021, "1")])
    assert cache.summaries([report_file(tmp_path, "a.pdf", "changed")]) == {}
    monkeypatch.setattr(cache_module, "EXTRACTOR_VERSION", "another")
    assert Cache(tmp_path / "extracted").summaries([file]) == {}


@pytest.mark.parametrize(
    ("kept_aside", "is_read_again"),
    [
        (quarantine("not_a_pdf", "an HTML page"), False),
        (quarantine("timed_out", "a limit of ours"), False),
        (quarantine("damaged_pdf", "our own fault", fault="Traceback …"), True),
    ],
    ids=["the file's fault", "a limit", "our fault"],
)
def test_only_what_the_file_itself_causes_is_final(
    tmp_path: Path, kept_aside: Extraction, is_read_again: bool
) -> None:
    cache = Cache(tmp_path / "extracted")
    file = report_file(tmp_path, "a.pdf", "a")
    cache.write(file, [kept_aside])
    assert (cache.summaries([file]) == {}) is is_read_again


@pytest.mark.parametrize("reason", ["too_large", "timed_out", "out_of_memory"])
def test_a_document_that_met_a_limit_is_read_again_when_the_limits_change(
    tmp_path: Path, reason: Reason
) -> None:
    usual, others = Cache(tmp_path, Limits()), Cache(tmp_path, Limits(max_seconds=600))
    limited, good = (report_file(tmp_path / "raw", name, name) for name in ("a.pdf", "b.pdf"))
    usual.write(limited, [quarantine(reason, "too much")])
    usual.write(good, [extraction(2021, "1")])
    assert usual.summaries([limited, good]).keys() == {usual.path(limited), usual.path(good)}
    assert others.summaries([limited, good]).keys() == {usual.path(good)}


def test_a_damaged_entry_is_removed_and_the_others_are_used(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "extracted")
    good, bad = report_file(tmp_path, "a.pdf", "a"), report_file(tmp_path, "b.pdf", "b")
    for file in (good, bad):
        cache.write(file, [extraction(2021, "1")])
    cache.path(bad).write_bytes(b"no parquet")
    assert list(cache.summaries([good, bad])) == [cache.path(good)]
    assert not cache.path(bad).exists()


def _two_known(tmp_path: Path) -> tuple[Cache, list[ReportFile]]:
    """A cache of two documents that has been looked into."""
    cache = Cache(tmp_path / "extracted")
    files = [report_file(tmp_path, name, name) for name in ("a.pdf", "b.pdf")]
    for file in files:
        cache.write(file, [extraction(2021, "1")])
    assert len(cache.summaries(files)) == 2
    return cache, files


def test_a_document_that_was_read_anew_is_known_anew(tmp_path: Path) -> None:
    cache, (file, _) = _two_known(tmp_path)
    cache.write(file, [extraction(2019, "1")])
    ((summary,),) = cache.summaries([file]).values()
    assert summary.report_year == 2019


def test_a_document_that_is_gone_from_the_cache_is_not_known(tmp_path: Path) -> None:
    cache, files = _two_known(tmp_path)
    cache.path(files[0]).unlink()
    assert cache.summaries(files).keys() == {cache.path(files[1])}


@pytest.mark.parametrize("content", [None, b"", b'{"a": '])
def test_an_index_that_is_damaged_or_gone_is_made_again(
    tmp_path: Path, content: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_memo, "STEP_NS", -(10**15))  # every file counts as untouched for long enough
    cache, files = _two_known(tmp_path)
    index = cache.path(files[0]).with_name(INDEX_NAME)
    before = read_rows(index)
    assert len(before) == 2
    index.unlink() if content is None else index.write_bytes(content)
    assert len(cache.summaries(files)) == 2
    assert read_rows(index) == before


def test_an_entry_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "extracted")
    file = report_file(tmp_path, "a.pdf", "a")
    with pytest.raises(duckdb.InvalidInputException):
        cache.write(file, [extraction(2021, "a lone surrogate: \ud800")])
    assert [path for path in cache.root.rglob("*") if path.is_file()] == []


def test_a_quote_in_the_folder_does_not_matter(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "l'hôte")
    report_file(tmp_path / "raw", "a.pdf", "a")
    (file,) = find_reports(tmp_path / "raw").files
    cache.write(file, [extraction(2021, "1")])
    assert cache.summaries([file])
