"""What a report lacks that every report prints is said, and nothing is said of a whole one."""

from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from pipelines.form import Gap, find_gaps, match
from pipelines.read import Document, read_document
from tests.corpus.sample import SAMPLE
from tests.form.drawn_pages import bound

REPORT = SAMPLE / "faros_de_papel_2021.pdf"
SCAN_SIZE = (200, 280)


def _gaps(document: Document) -> list[Gap]:
    return find_gaps(document, match(document))


def _scan(path: Path, *, blank: bool = False) -> Path:
    """A page that is one picture: lines of dots, or nothing."""
    from PIL import Image  # noqa: PLC0415 - reportlab brings it

    picture = Image.new("L", SCAN_SIZE, 255)
    for line in range(20, 260, 12) if not blank else ():
        for dot in range(20, 180, 3):
            picture.putpixel((dot, line), 0)
    picture.save(path.with_suffix(".png"))
    canvas = Canvas(str(path), pagesize=A4)
    canvas.drawImage(str(path.with_suffix(".png")), 0, 0, *A4)
    canvas.save()
    return path


def _outlines(path: Path) -> Path:
    """A page of curved shapes, as letters are that were made outlines."""
    canvas = Canvas(str(path), pagesize=A4)
    for line in range(20):
        for shape in range(30):
            canvas.circle(60 + 12 * shape, 100 + 30 * line, 4, stroke=0, fill=1)
    canvas.save()
    return path


@pytest.mark.parametrize("path", sorted(SAMPLE.glob("*_202?.*")), ids=lambda path: path.name)
def test_a_whole_report_lacks_nothing(path: Path) -> None:
    assert _gaps(read_document(path)) == []


@pytest.mark.parametrize("draw", [_scan, _outlines], ids=["scan", "outlines"])
def test_a_page_without_words_and_its_sections_are_named(tmp_path: Path, draw: object) -> None:
    assert callable(draw)
    last = len(read_document(REPORT).pages)
    without = bound(
        tmp_path / "scanned.pdf",
        (REPORT, range(1, 4)),
        (draw(tmp_path / "page.pdf"), [1]),
        (REPORT, range(5, last + 1)),
    )
    gaps = _gaps(read_document(without))
    assert gaps[0] == Gap("page_without_text", page=4)
    assert any(gap.kind == "section_missing" and gap.item is None for gap in gaps)


def test_an_empty_page_or_picture_is_nothing(tmp_path: Path) -> None:
    last = len(read_document(REPORT).pages)
    blank = _scan(tmp_path / "blank.pdf", blank=True)
    path = bound(tmp_path / "more.pdf", (REPORT, [1]), (blank, [1]), (REPORT, range(2, last + 1)))
    assert _gaps(read_document(path)) == []


def test_a_scan_behind_the_report_is_an_annex(tmp_path: Path) -> None:
    last = len(read_document(REPORT).pages)
    path = bound(tmp_path / "annexed.pdf", (REPORT, range(1, last + 1)), (_scan(tmp_path / "scan.pdf"), [1]))
    assert _gaps(read_document(path)) == []


def test_a_dump_that_is_cut_off_lacks_what_follows(tmp_path: Path) -> None:
    whole = (SAMPLE / "senda_de_los_condores_2020.txt").read_text("utf-8")
    path = tmp_path / "cut.txt"
    path.write_text(whole[: len(whole) // 2], "utf-8")
    missing = {gap.section for gap in _gaps(read_document(path)) if gap.kind == "section_missing"}
    assert {"7", "8"} <= missing
    assert "1" not in missing
