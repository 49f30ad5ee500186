"""The corpus's sample and the kept PDFs of other producers: every printed value as its truth says,
and nothing else.
"""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipelines.form import match
from pipelines.form.readings.reading import Reading
from pipelines.read import PdfReader, read_document
from tests.matrix import few_quick

PROJECT = Path(__file__).parents[2]
SAMPLE = PROJECT / "data" / "raw" / "sample"
CORPUS = PROJECT / "tests" / "corpus"
FIXTURES = CORPUS / "fixtures"


def _reports(truth: Path) -> list[dict[str, Any]]:
    reports: list[dict[str, Any]] = json.loads(truth.read_text(encoding="utf-8"))["reports"]
    return reports


TRUTH = _reports(CORPUS / "sample_truth.json")
KEPT = _reports(FIXTURES / "truth.json")
PDFS = [report for report in TRUTH if report["medium"] == "pdf"]

Printed = tuple[str, str, int | None, str, str, str]


def _printed(readings: list[Reading]) -> Counter[Printed]:
    return Counter((one.section, one.item, one.row_no, one.column, one.text, one.status) for one in readings)


def _truth(report: dict[str, Any]) -> Counter[Printed]:
    names = ("section", "item", "row_no", "column", "text", "status")
    return Counter(tuple(one[name] for name in names) for one in report["printed"])


@pytest.mark.parametrize("report", TRUTH, ids=lambda report: report["file"])
def test_every_printed_value_is_read_and_no_other(report: dict[str, Any]) -> None:
    document = read_document(SAMPLE / report["file"])
    readings = match(document)
    assert _printed(readings) == _truth(report)
    assert sum(one.words for one in readings) == sum(len(page.words) for page in document.pages)
    in_pdf = report["medium"] == "pdf"
    assert all((one.x0 is not None) == in_pdf and (one.line_no is None) == in_pdf for one in readings)


@pytest.mark.parametrize("reader", ["pdfium", pytest.param("pdfplumber", marks=pytest.mark.slow)])
@pytest.mark.parametrize("report", few_quick(KEPT, 3), ids=lambda report: report["file"])
def test_reports_of_other_producers_are_read_whole(report: dict[str, Any], reader: PdfReader) -> None:
    document = read_document(FIXTURES / report["file"], reader=reader)
    readings = match(document)
    assert _printed(readings) == _truth(report)
    assert sum(one.words for one in readings) == sum(len(page.words) for page in document.pages)


@pytest.mark.parametrize("report", few_quick(PDFS, 3), ids=lambda report: report["file"])
def test_without_ruling_lines_nothing_wrong_is_read(report: dict[str, Any]) -> None:
    document = read_document(SAMPLE / report["file"])
    bare = replace(document, pages=[replace(page, grids=()) for page in document.pages])
    found = _printed([one for one in match(bare) if one.status != "unmapped"])
    truth = _truth(report)
    assert found <= truth
    assert found.total() > 0.7 * truth.total()
