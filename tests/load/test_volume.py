"""A bound volume: several reports in one file become what each of them is alone."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from pipelines.form import match
from pipelines.form.readings.reading import Reading
from pipelines.load import extraction as extraction_module
from pipelines.load.extraction import Extraction, extract
from pipelines.read.document import Document, PdfReader
from pipelines.read.packed import LONG, Packed
from tests.corpus.hostile import draw_hostile
from tests.corpus.sample import SAMPLE
from tests.sandbox import extract_many

REPORTS = ("faros_de_papel_2021.pdf", "oficios_lunares_2020.pdf")
HOSTILE, _ = draw_hostile()


def bind(target: Path, sources: Iterable[Path | bytes], times: int = 1) -> Path:
    """One PDF of all pages of ``sources``, one after the other, the whole ``times`` over."""
    volume = pypdfium2.PdfDocument.new()
    for source in [*sources] * times:
        with pypdfium2.PdfDocument(source) as report:
            volume.import_pages(report)
    volume.save(target)
    volume.close()
    return target


def _shifted(extraction: Extraction, by: int) -> list[Reading]:
    return [replace(one, page=one.page + by) for one in extraction.readings]


@pytest.fixture
def volume(tmp_path: Path) -> Path:
    return bind(tmp_path / "volume.pdf", [SAMPLE / name for name in REPORTS])


@pytest.mark.parametrize("reader", ["pdfium", pytest.param("pdfplumber", marks=pytest.mark.slow)])
def test_each_report_of_a_volume_has_the_readings_that_it_has_alone(volume: Path, reader: PdfReader) -> None:
    bound = extract(volume, reader=reader)
    alone = [extract(SAMPLE / name, reader=reader)[0] for name in REPORTS]
    before = 0
    for one, other in zip(bound, alone, strict=True):
        assert list(one.readings) == _shifted(other, before)
        assert (one.title, one.report_year, one.reason) == (other.title, other.report_year, None)
        assert (one.page_count, one.word_count) == (other.page_count, other.word_count)
        assert (one.first_page, one.last_page) == (before + 1, before + (other.page_count or 0))
        assert one.witness == tuple(replace(page, page=page.page + before) for page in other.witness)
        before += other.page_count or 0


def test_a_report_of_another_form_is_kept_aside_and_its_neighbours_are_read(tmp_path: Path) -> None:
    good = SAMPLE / REPORTS[0]
    path = bind(tmp_path / "mixed.pdf", [good, HOSTILE["seguimiento_2017.pdf"], good])
    first, aside, last = extract(path)
    assert [first.reason, aside.reason, last.reason] == [None, "unsupported_form", None]
    assert aside.detail == (
        f"Only page {aside.first_page} of the file: The form “Informe de Seguimiento de Programas Sociales"
        " (cierre al 31 - diciembre - 2017)” is recognised but not supported yet. It is about “Muelles de"
        " Espuma (programa ficticio)” (Ministerio de Obras Públicas; Dirección General de Obras Públicas)."
    )
    assert (aside.report_year, aside.first_page) == (2017, (first.last_page or 0) + 1)
    assert aside.readings
    assert aside.witness == ()
    assert [page.page for page in last.witness] == list(
        range((aside.last_page or 0) + 1, 1 + (last.last_page or 0))
    )
    assert not any(page.differences for page in last.witness)


def test_what_is_not_certain_to_be_split_is_one_extraction_of_all_pages(tmp_path: Path) -> None:
    path = bind(
        tmp_path / "covered.pdf", [HOSTILE["otro_documento.pdf"], *(SAMPLE / name for name in REPORTS)]
    )
    (done,) = extract(path)
    assert done.reason == "several_reports"
    assert "page 1 stands before the first title. Split it into one file each." in (done.detail or "")
    assert (done.first_page, done.last_page, done.readings) == (1, done.page_count, ())
    assert done.is_final


@pytest.mark.parametrize("stage", ["report_pages", "match"])
def test_memory_that_runs_out_on_one_report_is_that_of_the_file(
    volume: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    def greedy(_: Document) -> None:
        raise MemoryError

    monkeypatch.setattr(extraction_module, stage, greedy)
    (done,) = extract(volume)
    assert (done.reason, done.fault) == ("out_of_memory", None)


def test_a_fault_of_our_own_on_one_report_costs_that_report(
    volume: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(document: Document) -> list[Reading]:
        if document.pages[0].number == 1:
            raise ZeroDivisionError
        return match(document)

    monkeypatch.setattr(extraction_module, "match", broken)
    first, second = extract(volume)
    assert (first.reason, first.is_final, first.report_year) == ("unsupported_form", False, 2021)
    assert (second.reason, second.is_final) == (None, True)
    assert (first.detail or "").startswith(f"Only pages 1 to {first.last_page} of the file: The extractor")


def test_a_fault_of_our_own_in_splitting_costs_one_file(
    volume: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Document) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(extraction_module, "report_pages", broken)
    (done,) = extract(volume)
    assert (done.reason, done.is_final) == ("unsupported_form", False)
    assert "The extractor itself failed" in (done.detail or "")


@pytest.mark.slow
def test_a_long_volume_is_kept_small_and_comes_whole_out_of_its_process(tmp_path: Path) -> None:
    page = HOSTILE["seguimiento_2017.pdf"], HOSTILE["ex_ante.pdf"]
    path = bind(tmp_path / "long.pdf", page, times=LONG // 2 + 1)
    ((_, reports),) = extract_many([path], 1)
    assert isinstance(reports, Packed)
    assert len(reports) == LONG + 2
    assert [(one.first_page, one.last_page) for one in reports] == [
        (number, number) for number in range(1, LONG + 3)
    ]
