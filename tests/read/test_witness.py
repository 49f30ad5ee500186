"""Numbers of the reader against an independent plain text: a lost one is seen, a broken one is not lost."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from pipelines.read import Document, read_document
from pipelines.read.witness import Difference, Witness, WitnessedPage, compare
from tests.matrix import few_quick
from tests.read.drawing import canvas_page, raw_pdf, reportlab_tables, stream, texts
from tests.read.pages import content, draw, turn
from tests.read.test_pdf import FONT
from tests.sandbox import sandboxed
from tests.warehouse import PROJECT

SAMPLE = PROJECT / "data" / "raw" / "sample"
LINED = ("GRID", (0, 0), (-1, -1), 0.5, "black")


def witnessed(document: Document, path: Path) -> tuple[WitnessedPage, ...]:
    """Every page of ``document``, which was read from ``path``."""
    return Witness(path, document.reader).of(document.pages)


@pytest.mark.parametrize("path", few_quick(sorted(SAMPLE.glob("*.pdf")), 4), ids=lambda path: path.stem)
@pytest.mark.parametrize("reader", ["pdfplumber", "pdfium"])
def test_every_number_of_the_sample_is_found_by_either_witness(path: Path, reader: str) -> None:
    document = replace(read_document(path), reader=reader)
    pages = witnessed(document, path)
    assert [page.page for page in pages] == [page.number for page in document.pages]
    assert [page.differences for page in pages if page.differences] == []
    assert sum(page.read_count for page in pages) > 100


def test_a_number_that_the_reader_lost_is_named_with_its_page() -> None:
    path = SAMPLE / "faros_de_papel_2021.pdf"
    document = read_document(path)
    page = document.pages[3]
    lost = next(word for word in page.words if word.text.replace(".", "").isdigit())
    cut = replace(page, words=tuple(word for word in page.words if word is not lost))
    pages = (*document.pages[:3], cut, *document.pages[4:])
    found = witnessed(replace(document, pages=pages), path)
    assert [one.page for one in found if one.differences] == [4]
    (difference,) = found[3].differences
    assert difference.number == lost.text.rstrip(".")
    assert difference.witnessed_count == difference.read_count + 1
    assert found[3].witnessed_count == found[3].read_count + 1


def test_a_page_that_the_reader_lost_is_a_difference_of_all_its_numbers() -> None:
    path = SAMPLE / "faros_de_papel_2021.pdf"
    document = read_document(path)
    *_, last = witnessed(replace(document, pages=document.pages[:-1]), path)
    assert last.page == len(document.pages)
    assert last.read_count == 0
    assert last.witnessed_count == sum(one.witnessed_count for one in last.differences) > 0


@pytest.mark.parametrize("reader", ["pdfplumber", "pdfium"])
def test_reports_of_one_file_are_witnessed_one_after_the_other(reader: str) -> None:
    path = SAMPLE / "faros_de_papel_2021.pdf"
    document = replace(read_document(path), reader=reader)
    witness = Witness(path, reader)
    # Nobody asks for the second page: its report was kept aside.
    parts = [document.pages[:1], document.pages[2:4], document.pages[4:-1]]
    found = [witness.of(part, to_the_end=part is parts[-1]) for part in parts]
    assert [[one.page for one in pages] for pages in found[:2]] == [[1], [3, 4]]
    assert [one for pages in found for one in pages if one.differences] == [found[-1][-1]]
    assert found[-1][-1].page == len(document.pages)


def test_two_numbers_over_one_another_are_two_for_both(tmp_path: Path) -> None:
    path = tmp_path / "over.pdf"

    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "Gasto 262.482")
        canvas.drawString(100, 680, "Total 1.234")
        canvas.drawString(100.1, 680, "Total 9.876")

    canvas_page(path, draw)
    document = read_document(path)
    assert sorted(texts(document.pages[0])) == ["1.234", "262.482", "9.876", "Gasto", "Total"]
    (page,) = witnessed(document, path)
    assert page.differences == ()


@pytest.mark.parametrize(
    ("move", "size"), [(turn(1.7), "600 800"), ("0.1 0 0 0.1 0 0 cm", "60 80")], ids=["askew", "tiny"]
)
def test_a_page_that_stands_otherwise_is_witnessed_all_the_same(tmp_path: Path, move: str, size: str) -> None:
    shaded = f"{move} {content()} 0.9 g 100 671 400 5 re f"
    path = draw(tmp_path / "moved.pdf", shaded, f"/MediaBox [0 0 {size}]")
    (page,) = witnessed(read_document(path), path)
    assert page.differences == ()


def test_print_outside_the_visible_page_is_no_difference(tmp_path: Path) -> None:
    content = "BT /F1 10 Tf 100 700 Td (Total 262.482) Tj ET BT /F1 10 Tf 700 700 Td (99.999) Tj ET"
    path = raw_pdf(
        tmp_path / "outside.pdf",
        "<</Type /Catalog /Pages 2 0 R>>",
        "<</Type /Pages /Kids [3 0 R] /Count 1>>",
        "<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>"
        " /MediaBox [0 0 800 800] /CropBox [0 0 600 800]>>",
        stream(content),
        FONT,
    )
    for reader in ("pdfplumber", "pdfium"):
        (page,) = witnessed(replace(read_document(path), reader=reader), path)
        assert (page.read_count, page.witnessed_count, page.differences) == (1, 1, ()), reader


def test_a_number_broken_in_a_narrow_cell_is_found(tmp_path: Path) -> None:
    path = tmp_path / "narrow.pdf"
    rows = [["Beneficiarios", "Gasto"], ["72.917. 334", "73 %"]]
    document = reportlab_tables(path, rows, LINED, colWidths=[45, 60])
    (page,) = witnessed(document, path)
    assert page.differences == ()
    assert page.read_count == 4


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("72.917. 334", "72.917.334"),
        ("72.917.334", "72.917.\r\n334"),
        ("1. 234. 567 1", "1.234.567 1"),
        ("73%", "73 %"),
        ("2021. m2 (2020)", "m 2 2021 2020"),
    ],
)
def test_the_same_numbers_cut_another_way_are_the_same(words: str, text: str) -> None:
    assert compare(1, words.split(), text).differences == ()


@pytest.mark.parametrize(
    ("words", "text", "differences"),
    [
        ("12", "1 2", [("1", 0, 1), ("12", 1, 0), ("2", 0, 1)]),
        ("251 251", "251", [("251", 2, 1)]),
        ("3.525", "3525", [("3.525", 1, 0), ("3525", 0, 1)]),
        ("73", "73%", [("%", 0, 1)]),
        ("16 233", "16 238", [("233", 1, 0), ("238", 0, 1)]),
    ],
)
def test_other_numbers_are_differences(
    words: str, text: str, differences: list[tuple[str, int, int]]
) -> None:
    assert compare(1, words.split(), text).differences == tuple(Difference(*one) for one in differences)


@given(st.lists(st.sampled_from(["1", "1.1", "1,1.1", "1.1.1.1", "1.1.1.1.1.1.1", "%", "x"]), max_size=30))
def test_however_a_page_is_cut_the_counts_agree_with_the_differences(words: list[str]) -> None:
    page = compare(1, words, "".join(f"{word}\n" for word in reversed(words)))
    assert (page.differences, page.read_count) == ((), page.witnessed_count)
    lost = compare(1, words[1:], " ".join(words))
    more = sum(one.read_count - one.witnessed_count for one in lost.differences)
    assert lost.read_count - lost.witnessed_count == more


def test_a_text_dump_has_no_witness() -> None:
    path = SAMPLE / "senda_de_los_condores_2020.txt"
    assert witnessed(read_document(path), path) == ()


def test_a_witness_that_cannot_read_the_file_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 but no more")
    assert sandboxed(partial(witnessed, Document("pdf", "pdfplumber")), tmp_path / "a.pdf") == ()
