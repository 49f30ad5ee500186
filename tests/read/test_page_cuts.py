"""Tables whose last row on a page, or first one on the next, a page break left open."""

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.read.drawing import canvas_page, filled

pytestmark = pytest.mark.usefixtures("reader")

COLUMNS = (60, 150, 210)


def _table(
    canvas: Canvas, tops: list[int], bottom: int, *, top: int | None = None, filled_rules: bool = False
) -> None:
    """Rules at ``tops`` and columns from ``top`` (or the first rule) to ``bottom``; a text in each cell."""
    for y in tops:
        canvas.line(COLUMNS[0], y, COLUMNS[-1], y)
    for x in COLUMNS:
        start = top or tops[0]
        if filled_rules:
            canvas.rect(x, bottom, 0.75, start - bottom, stroke=0, fill=1)
        else:
            canvas.line(x, start, x, bottom)
    edges = [*([top] if top else []), *tops, *([] if tops[-1] == bottom else [bottom])]
    for number, y in enumerate(edges[:-1], start=1):
        canvas.drawString(64, y - 12, f"fila {number}")
        canvas.drawString(154, y - 12, str(number))


@pytest.mark.parametrize("filled_rules", [False, True], ids=["lines", "thin filled rectangles"])
def test_the_last_row_of_a_page_is_open_below(tmp_path: Path, filled_rules: bool) -> None:
    page = canvas_page(
        tmp_path / "cut.pdf",
        lambda canvas: _table(canvas, [200, 180, 160], 120, filled_rules=filled_rules),
    )
    assert [filled(grid) for grid in page.grids] == [[["fila 1", "1"], ["fila 2", "2"], ["fila 3", "3"]]]


def test_the_first_row_of_a_page_is_open_above(tmp_path: Path) -> None:
    page = canvas_page(tmp_path / "cut.pdf", lambda canvas: _table(canvas, [760, 740], 740, top=800))
    assert [filled(grid) for grid in page.grids] == [[["fila 1", "1"], ["fila 2", "2"]]]


def test_the_rest_of_a_row_is_all_of_a_table_on_its_page(tmp_path: Path) -> None:
    page = canvas_page(tmp_path / "cut.pdf", lambda canvas: _table(canvas, [760], 760, top=800))
    assert [filled(grid) for grid in page.grids] == [[["fila 1", "1"]]]


def test_columns_below_a_header_are_not_one_row(tmp_path: Path) -> None:
    page = canvas_page(tmp_path / "columns.pdf", lambda canvas: _table(canvas, [200, 180], 60))
    assert [filled(grid) for grid in page.grids] == [[["fila 1", "1"]]]


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
