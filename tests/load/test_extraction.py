"""One file into rows: whatever is in it, the run goes on."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from pipelines.limits import Limits
from pipelines.load import extraction as extraction_module
from pipelines.load.extraction import extract
from pipelines.read import read_document
from pipelines.read.document import Document
from tests.assets.dumps import put_dump
from tests.corpus.hostile import draw_hostile
from tests.sandbox import sandboxed
from tests.warehouse import PROJECT

SAMPLE = PROJECT / "data" / "raw" / "sample"
HOSTILE, _ = draw_hostile()


def test_a_report_becomes_readings_that_account_for_every_word(tmp_path: Path) -> None:
    (done,) = extract(put_dump(tmp_path, "a.txt", 2021))
    assert (done.form, done.report_year, done.medium, done.reason) == ("informe_detalle", 2021, "text", None)
    assert sum(reading.words for reading in done.readings) == done.word_count
    assert done.is_final


def test_a_file_that_is_no_report_says_why(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"")
    (done,) = extract(tmp_path / "a.pdf")
    assert done.reason == "empty_file"
    assert done.detail
    assert done.is_final


def test_a_file_above_the_limits_is_too_large(tmp_path: Path) -> None:
    path = put_dump(tmp_path, "a.txt", 2021)
    for limits in (Limits(max_bytes=path.stat().st_size - 1), Limits(max_pages=1)):
        (done,) = extract(path, limits)
        assert done.reason == "too_large"


@pytest.mark.parametrize(
    ("stated", "known"),
    [
        ("2022-01-31T09:30:05-03:00", datetime(2022, 1, 31, 12, 30, 5)),
        ("0001-01-01T00:00:00+14:00", None),
        ("9999-12-31T23:59:59-03:00", None),
        ("9999-12-31T23:59:59", None),
        (None, None),
    ],
)
def test_a_creation_date_that_cannot_be_is_unknown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stated: str | None, known: datetime | None
) -> None:
    path = put_dump(tmp_path, "a.txt", 2021)
    dated = replace(read_document(path), created_at=stated)
    monkeypatch.setattr(extraction_module, "read_document", lambda *_, **__: dated)
    (done,) = extract(path)
    assert (done.reason, done.document_created_at) == (None, known)


@pytest.mark.parametrize("stage", ["read_document", "match"])
def test_memory_that_runs_out_is_no_fault_of_our_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    def greedy(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(extraction_module, stage, greedy)
    (done,) = extract(put_dump(tmp_path, "a.txt", 2021))
    assert (done.reason, done.fault) == ("out_of_memory", None)


def test_a_file_that_has_gone_since_it_was_found_is_tried_again_next_time(tmp_path: Path) -> None:
    (done,) = extract(tmp_path / "gone.pdf")
    assert done.reason == "damaged_pdf"
    assert "could not be opened (No such file or directory)" in (done.detail or "")
    assert not done.is_final


def test_a_fault_of_our_own_costs_one_document_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(document: Document) -> None:
        raise ZeroDivisionError(document.medium)

    monkeypatch.setattr(extraction_module, "match", broken)
    (done,) = extract(put_dump(tmp_path, "a.txt", 2021))
    assert (done.reason, done.report_year) == ("unsupported_form", 2021)
    assert "The extractor itself failed on this file (ZeroDivisionError: text)" in (done.detail or "")
    assert "in broken" in (done.fault or "")
    assert not done.is_final


def test_a_pdf_is_compared_with_its_plain_text_and_a_text_dump_cannot_be(tmp_path: Path) -> None:
    (pdf,) = extract(SAMPLE / "faros_de_papel_2021.pdf")
    assert len(pdf.witness) == pdf.page_count
    assert not any(page.differences for page in pdf.witness)
    (dump,) = extract(put_dump(tmp_path, "a.txt", 2021))
    assert dump.witness == ()


@pytest.mark.parametrize("name", ["ex_ante.pdf", "seguimiento_2017.pdf", "otro_documento.pdf"])
def test_a_document_kept_aside_is_not_witnessed(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(HOSTILE[name])
    (done,) = sandboxed(extract, tmp_path / name)
    assert done.reason is not None
    assert done.witness == ()
