"""What stands on the drawn pages, read without the pipeline: every word of the truth and no other."""

import io
from collections import Counter
from itertools import pairwise

import pdfplumber
import pytest

from tests.corpus.blocks import Block, Drawing, Field, TableBlock
from tests.corpus.model import Report
from tests.corpus.printed import printed_pieces
from tests.corpus.programmes import sample_reports
from tests.corpus.sample import draw_report

REPORTS = {report.file: report for report in sample_reports()}


def _pages(report: Report, drawing: Drawing) -> list[str]:
    if report.producer == "text":
        return [drawing.content.decode()]
    with pdfplumber.open(io.BytesIO(drawing.content)) as pdf:
        return [page.extract_text(x_tolerance=1.5) for page in pdf.pages]


def expected_words(blocks: list[Block], drawing: Drawing, report: Report) -> list[str]:
    """Words of every value, and of the labels, which are no readings of their own."""
    words = [
        word for piece in printed_pieces(blocks, drawing, report.producer) for word in piece.text.split()
    ]
    for block in blocks:
        if isinstance(block, Field):
            words += block.label.split()
        elif isinstance(block, TableBlock) and block.name.endswith("_indicators"):
            words += _methodology_labels(block)
    return words


def _methodology_labels(block: TableBlock) -> list[str]:
    """Words of the label in the formula's cell, once for each indicator; alone it is a reading itself."""
    end = "información:"
    lines = [cell.lines[-1] for row in block.rows for cell in row if len(cell.pieces) > 1]
    return [word for line in lines for word in line[: line.index(end) + len(end)].split()]


@pytest.mark.parametrize("file", REPORTS)
def test_the_pages_hold_the_words_of_the_truth_and_no_others(file: str) -> None:
    report = REPORTS[file]
    blocks, drawing = draw_report(report)
    printed = " ".join(_pages(report, drawing))
    found, expected = Counter(printed.split()), Counter(expected_words(blocks, drawing, report))
    if any(fault["fault"] == "number_broken_in_cell" for fault in report.faults):
        # Two words on the page, with other cells of the row between them.
        assert found["72.917."] == found["334"] == 1
        found.update({"72.917.": -1, "334": -1, "72.917.334": 1})
    assert +found == expected


@pytest.mark.parametrize("file", ["redes_de_oportunidades_de_negocios_2021.pdf", "oficios_lunares_2019.pdf"])
def test_every_page_ends_with_its_footer(file: str) -> None:
    report = REPORTS[file]
    _, drawing = draw_report(report)
    last_lines = tuple(page.splitlines()[-1] for page in _pages(report, drawing))
    assert last_lines == drawing.footers
    assert len(set(last_lines)) == drawing.page_count


def test_a_table_over_two_pages_repeats_its_header_with_one_producer() -> None:
    blocks, drawing = draw_report(REPORTS["nandues_que_leen_2020.pdf"])
    tables = [block.name for block in blocks if isinstance(block, TableBlock)]
    repeated = [table for table, prints in zip(tables, drawing.header_prints, strict=True) if prints > 1]
    assert repeated == ["regional_spending"]


def test_a_table_over_two_pages_has_one_header_with_the_other_producer() -> None:
    report = REPORTS["nandues_que_leen_2021.pdf"]
    _, drawing = draw_report(report)
    amounts = [answer.text for answer in report.budget.regional.values()]
    pages = [page for page in _pages(report, drawing) if any(amount in page.split() for amount in amounts)]
    assert len(pages) == 2
    assert ["Total ejecutado" in page for page in pages] == [True, False]


def test_a_page_of_the_text_dump_starts_with_a_space() -> None:
    _, drawing = draw_report(REPORTS["senda_de_los_condores_2020.txt"])
    lines = drawing.content.decode().split("\n")
    after_a_footer = [line for footer, line in pairwise(lines) if footer in drawing.footers]
    assert len(after_a_footer) == drawing.page_count
    assert all(line.startswith(" ") for line in after_a_footer)


def test_blank_cells_vanish_from_the_text_dump_and_leave_their_row_ambiguous() -> None:
    report = REPORTS["senda_de_los_condores_2020.txt"]
    blocks, drawing = draw_report(report)
    found = {
        (piece.text, piece.column)
        for piece in printed_pieces(blocks, drawing, report.producer)
        if piece.status == "ambiguous"
    }
    assert found == {
        ("233", "year_minus_2|year_minus_1"),
        ("227", "year_minus_1|year"),
        ("N/A", "effective_previous|estimated_current|effective_current"),
        ("48%", "estimated_current|effective_current|estimated_next"),
    }
