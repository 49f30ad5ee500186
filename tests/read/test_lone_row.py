"""A single box at the head of a page, which may go on with a table of one column."""

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.read.drawing import canvas_page, filled

pytestmark = pytest.mark.usefixtures("reader")


def test_a_low_box_at_the_top_of_a_page_may_be_a_row(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(60, 760, 200, 20)
        canvas.drawString(64, 766, "Municipalidad")
        canvas.rect(60, 600, 200, 20)
        canvas.drawString(64, 606, "recuadro")

    page = canvas_page(tmp_path / "box.pdf", draw)
    assert [filled(grid) for grid in page.grids] == [[["Municipalidad"]]]


def test_a_frame_around_a_page_is_no_row(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(40, 40, 500, 760)
        canvas.drawString(64, 606, "texto")

    assert canvas_page(tmp_path / "frame.pdf", draw).grids == ()


def test_boxes_below_each_other_are_left_to_their_blank_space(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for y, text in ((760, "Municipalidad"), (737, "Otros")):
            canvas.rect(60, y, 200, 20)
            canvas.drawString(64, y + 6, text)

    assert canvas_page(tmp_path / "boxes.pdf", draw).grids == ()
