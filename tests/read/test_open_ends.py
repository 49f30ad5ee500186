"""Rows that a page break cut: the rules between columns go on to the cut, and no rule runs along it."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.read.drawing import canvas_page, filled

COLUMNS = (60, 200, 300)


def _tables(
    path: Path, levels: Sequence[int], verticals: tuple[int, int], texts: Sequence[tuple[int, str, str]]
) -> list[list[list[str | None]]]:
    """Tables found where rules run at ``levels`` and the rules between columns from end to end."""

    def draw(canvas: Canvas) -> None:
        for y in levels:
            canvas.line(COLUMNS[0], y, COLUMNS[-1], y)
        for x in COLUMNS:
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
