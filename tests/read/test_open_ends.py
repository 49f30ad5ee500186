"""Rows that a page break cut: the rules between columns go on to the cut, and no rule runs along it."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.read.drawing import canvas_page, filled

COLUMNS = (60, 200, 300)


def _tables(
    path: Path,
    levels: Sequence[int],
    verticals: tuple[int, int],
    texts: Sequence[tuple[int, str, str]],
    filled_rules: bool = False,
) -> list[list[list[str | None]]]:
    """Tables found where rules run at ``levels`` and the rules between columns from end to end."""

    def draw(canvas: Canvas) -> None:
        for y in levels:
            canvas.line(COLUMNS[0], y, COLUMNS[-1], y)
        for x in COLUMNS:
            if filled_rules:
                canvas.rect(x - 0.4, verticals[0], 0.8, verticals[1] - verticals[0], stroke=0, fill=1)
            else:
                canvas.line(x, verticals[0], x, verticals[1])
        for y, left, right in texts:
            canvas.drawString(64, y, left)
            canvas.drawString(204, y, right)

    return [filled(grid) for grid in canvas_page(path / "cut.pdf", draw).grids]


@pytest.mark.usefixtures("reader")
def test_the_rest_of_a_row_at_the_head_of_a_page(tmp_path: Path) -> None:
    texts = [(706, "Magallanes", "950"), (686, "Ñuble", "16")]
    assert _tables(tmp_path, (700, 680), (680, 720), texts) == [[["Magallanes", "950"], ["Ñuble", "16"]]]


@pytest.mark.usefixtures("reader")
def test_the_begin_of_a_row_at_the_foot_of_a_page(tmp_path: Path) -> None:
    texts = [(686, "Maule", "7"), (666, "Libertador", "8")]
    assert _tables(tmp_path, (700, 680), (660, 700), texts) == [[["Maule", "7"], ["Libertador", "8"]]]


@pytest.mark.usefixtures("reader")
def test_an_open_end_without_a_word_is_no_row(tmp_path: Path) -> None:
    assert _tables(tmp_path, (700, 680), (680, 720), [(686, "Ñuble", "16")]) == [[["Ñuble", "16"]]]


@pytest.mark.usefixtures("reader")
def test_rules_that_reach_only_a_little_beyond_are_no_row(tmp_path: Path) -> None:
    texts = [(706, "Gasto", "total"), (686, "Ñuble", "16")]
    assert _tables(tmp_path, (700, 680), (680, 703), texts) == [[["Ñuble", "16"]]]


@pytest.mark.usefixtures("reader")
def test_the_ends_of_filled_rules_are_no_rules_along_the_cut(tmp_path: Path) -> None:
    texts = [(706, "Región", "Total"), (686, "Maule", "7"), (666, "Libertador", "8")]
    found = _tables(tmp_path, (720, 700, 680), (660, 720), texts, filled_rules=True)
    assert found == [[["Región", "Total"], ["Maule", "7"], ["Libertador", "8"]]]


@pytest.mark.usefixtures("reader")
def test_columns_below_a_header_are_not_one_row(tmp_path: Path) -> None:
    texts = [(686, "Región", "Total"), (666, "Maule", "7"), (646, "Ñuble", "8")]
    assert _tables(tmp_path, (700, 680), (640, 700), texts) == [[["Región", "Total"]]]


@pytest.mark.usefixtures("reader")
def test_lines_below_a_header_that_leave_the_first_column_empty_are_one_row(tmp_path: Path) -> None:
    texts = [(686, "Indicador", "Fórmula"), (666, "", "Faros de"), (646, "", "papel")]
    found = _tables(tmp_path, (700, 680), (640, 700), texts)
    assert found == [[["Indicador", "Fórmula"], ["", "Faros de papel"]]]
