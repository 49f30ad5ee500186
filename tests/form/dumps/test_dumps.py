"""Text dumps by producers that print every cell in a box of its own, or keep the gaps of the page.

pdfminer's dumps are made here. Those of poppler's pdftotext 22.12 are kept in ``tests/corpus/dumps``,
plain and with ``-layout``, and two dumps of a PDF that Chromium drew with values beside their labels.
"""

import re
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdfminer.high_level import extract_text

from pipelines.form import match
from pipelines.form.readings.reading import Reading
from pipelines.read import read_document
from tests.corpus import draw_text_pdfminer
from tests.corpus.layout import lay_out
from tests.corpus.model import Report
from tests.corpus.programmes import sample_reports
from tests.corpus.sample import SAMPLE
from tests.form.printed_values import pieces_of, said_rightly, said_wrongly
from tests.matrix import few_quick

DUMPS = sorted((Path(__file__).parents[2] / "corpus" / "dumps").glob("*.txt"))
REPORTS = {Path(report.file).stem: report for report in sample_reports()}
PDFS = [report for report in REPORTS.values() if report.file.endswith(".pdf")]


def _read(path: Path, text: str) -> list[Reading]:
    """The readings of a dump; every word is in exactly one of them."""
    path.write_text(text, encoding="utf-8")
    document = read_document(path)
    readings = match(document)
    assert sum(one.words for one in readings) == sum(len(page.words) for page in document.pages)
    return readings


def _report_of(dump: Path) -> Report:
    return REPORTS[dump.name.partition(".")[0]]


def _share_read(readings: list[Reading], report: Report) -> float:
    pieces = pieces_of(report)
    return len(said_rightly(readings, pieces)) / sum(bool(piece.text) for piece in pieces)


@pytest.mark.parametrize("report", few_quick(REPORTS.values(), 4), ids=lambda report: Path(report.file).stem)
def test_nothing_wrong_is_read_in_the_text_of_pdfminer(tmp_path: Path, report: Report) -> None:
    drawing = draw_text_pdfminer.draw(report, lay_out(report))
    readings = _read(tmp_path / "dump.txt", drawing.content.decode())
    assert said_wrongly(readings, pieces_of(report)) == []
    assert _share_read(readings, report) > 0.4


@pytest.mark.parametrize("dump", few_quick(DUMPS, 3), ids=lambda dump: dump.name)
def test_nothing_wrong_is_read_in_the_text_of_pdftotext(tmp_path: Path, dump: Path) -> None:
    readings = _read(tmp_path / "dump.txt", dump.read_text(encoding="utf-8"))
    assert said_wrongly(readings, pieces_of(_report_of(dump))) == []
    least = 0.1 if "beside" in dump.name else 0.7
    assert _share_read(readings, _report_of(dump)) > least


def _with_other_blank_lines(text: str, random: Random) -> str:
    return re.sub(r"\n\n+", lambda _: random.choice(["\n", "\n\n", "\n\n\n"]), text)


def _with_other_blanks(text: str, random: Random) -> str:
    return re.sub(r"(?<=\S) (?=\S)", lambda _: random.choice([" ", "\t", "\N{NO-BREAK SPACE}"]), text)


@cache
def _dumps() -> list[tuple[str, str]]:
    """Every dump at hand: the report it is of, and its text."""
    found = [(dump.name.partition(".")[0], dump.read_text(encoding="utf-8")) for dump in DUMPS]
    found += [(Path(report.file).stem, extract_text(SAMPLE / report.file)) for report in PDFS[::3]]
    by_lines = next(report for report in REPORTS.values() if report.producer == "text")
    return [*found, (Path(by_lines.file).stem, (SAMPLE / by_lines.file).read_text(encoding="utf-8"))]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(which=st.integers(0, 1000), seed=st.integers(0, 2**32))
def test_nothing_wrong_is_read_whatever_blanks_and_blank_lines_a_dump_has(
    tmp_path: Path, which: int, seed: int
) -> None:
    name, text = _dumps()[which % len(_dumps())]
    random = Random(seed)
    changed = _with_other_blanks(_with_other_blank_lines(text, random), random)
    readings = _read(tmp_path / "dump.txt", changed)
    assert said_wrongly(readings, pieces_of(REPORTS[name])) == []
