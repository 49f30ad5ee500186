from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipelines.read import Page, Word
from tests.read.drawing import Rows, canvas_page, filled, fpdf_tables, reportlab_tables, texts

pytestmark = pytest.mark.usefixtures("reader")

ROWS = [["Región", "Gasto (M$)", "Detalle"], ["Ñuble", "", "a b"], ["Total", "249.075", ""]]
WIDTHS = (90, 60, 80)
HEIGHT = 18
BLACK_GRID = ("GRID", (0, 0), (-1, -1), 0.5, "black")


def draw_cells(
    canvas: Canvas, rows: Rows, gap: float = 0, inset: float = 0, thin_fills: bool = False
) -> None:
    """Cells that draw their own borders, ``gap`` points apart; ``inset`` adds a second border inside."""
    canvas.setLineWidth(0.5)
    for row_no, row in enumerate(rows):
        y = 700 - row_no * (HEIGHT + gap)
        for column_no, text in enumerate(row):
            x, width = 60 + sum(WIDTHS[:column_no]) + gap * column_no, WIDTHS[column_no]
            if thin_fills:
                for side in (y, y + HEIGHT - 0.75):
                    canvas.rect(x, side, width, 0.75, stroke=0, fill=1)
                for side in (x, x + width - 0.75):
                    canvas.rect(side, y, 0.75, HEIGHT, stroke=0, fill=1)
            else:
                canvas.rect(x, y, width, HEIGHT)
            if inset:
                canvas.rect(x + inset, y + inset, width - 2 * inset, HEIGHT - 2 * inset)
            canvas.drawString(x + 7, y + 6, text)


def assert_words_are_shared_out(page: Page) -> None:
    """No word in two cells, and none in a cell that is not on the page."""
    in_cells = [
        word for grid in page.grids for row in grid.rows for cell in row if cell for word in cell.words
    ]
    assert len(in_cells) == len(set(in_cells))
    assert set(in_cells) <= set(page.words)


@pytest.mark.parametrize(
    "style",
    [
        BLACK_GRID,
        ("GRID", (0, 0), (-1, -1), 0.5, "lightgrey"),
        ("GRID", (0, 0), (-1, -1), 0, "black"),
        ("GRID", (0, 0), (-1, -1), 2.5, "black"),
        ("GRID", (0, 0), (-1, -1), 0.5, "black", "butt", (1, 2)),
        ("GRID", (0, 0), (-1, -1), 0.5, "black", "butt", None, "bevel", 2, 2),
    ],
    ids=["black", "grey", "hairline", "thick", "dotted", "double"],
)
def test_a_full_grid_whatever_its_rules(tmp_path: Path, style: tuple[object, ...]) -> None:
    (page,) = reportlab_tables(tmp_path / "grid.pdf", ROWS, style, colWidths=WIDTHS).pages
    (grid,) = page.grids
    assert filled(grid) == ROWS
    assert_words_are_shared_out(page)


def test_a_full_grid_of_another_producer(tmp_path: Path) -> None:
    (page,) = fpdf_tables(tmp_path / "fpdf.pdf", ROWS).pages
    assert [filled(grid) for grid in page.grids] == [ROWS]


@pytest.mark.parametrize("gap", [0, 0.75, 1.5, 2.25, 3, 4, 5])
@pytest.mark.parametrize("thin_fills", [False, True], ids=["rectangles", "thin filled rectangles"])
@pytest.mark.parametrize("outer", [False, True], ids=["alone", "in a frame"])
def test_cells_that_draw_their_own_borders_give_no_blank_columns(
    tmp_path: Path, gap: float, thin_fills: bool, outer: bool
) -> None:
    def draw(canvas: Canvas) -> None:
        draw_cells(canvas, ROWS, gap=gap, thin_fills=thin_fills)
        if outer:
            height = len(ROWS) * (HEIGHT + gap)
            canvas.rect(60 - gap, 700 + HEIGHT + gap - height - gap, sum(WIDTHS) + 4 * gap, height + gap)

    page = canvas_page(tmp_path / "cells.pdf", draw)
    assert [filled(grid) for grid in page.grids] == [ROWS]


@pytest.mark.parametrize("inset", [1, 2, 3])
def test_nested_borders_are_one_border(tmp_path: Path, inset: float) -> None:
    page = canvas_page(tmp_path / "nested.pdf", lambda canvas: draw_cells(canvas, ROWS, gap=1.5, inset=inset))
    assert [filled(grid) for grid in page.grids] == [ROWS]


def test_rows_of_small_print_stay_apart(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Vera", 6)
        for row in range(30):
            canvas.rect(60, 700 - 8 * row, 40, 8)
            canvas.rect(100, 700 - 8 * row, 12, 8)
            canvas.drawString(62, 702 - 8 * row, f"fila {row}")
            canvas.drawString(102, 702 - 8 * row, "7")

    (grid,) = canvas_page(tmp_path / "small.pdf", draw).grids
    assert filled(grid) == [[f"fila {row}", "7"] for row in range(30)]


def test_merged_cells_are_none(tmp_path: Path) -> None:
    rows = [["Partida", "Item", "Gasto"], ["07", "1", "13.407"], ["Gasto Total por Subtítulo", "", "13.407"]]
    style = [BLACK_GRID, ("SPAN", (0, 2), (1, 2))]
    (page,) = reportlab_tables(tmp_path / "merged.pdf", rows, *style, colWidths=WIDTHS).pages
    assert [filled(grid) for grid in page.grids] == [
        [["Partida", "Item", "Gasto"], ["07", "1", "13.407"], ["Gasto Total por Subtítulo", None, "13.407"]]
    ]


def test_a_cell_over_two_rows_belongs_to_the_first(tmp_path: Path) -> None:
    rows = [["Indicador", "2020"], ["", "73%"]]
    (page,) = reportlab_tables(
        tmp_path / "tall.pdf", rows, BLACK_GRID, ("SPAN", (0, 0), (0, 1)), colWidths=[90, 60]
    ).pages
    assert [filled(grid) for grid in page.grids] == [[["Indicador", "2020"], [None, "73%"]]]


def test_a_table_over_two_pages_gives_two_grids(tmp_path: Path) -> None:
    rows = [["Región", "Total"], *([f"Región {number}", str(number)] for number in range(60))]
    document = reportlab_tables(tmp_path / "long.pdf", rows, BLACK_GRID, colWidths=[90, 60])
    assert [len(page.grids) for page in document.pages] == [1, 1]
    assert [page.grids[0].page for page in document.pages] == [1, 2]
    assert [row for page in document.pages for row in filled(page.grids[0])] == rows


def test_two_tables_on_a_page_keep_their_own_columns(tmp_path: Path) -> None:
    """Columns of one that nearly meet columns of the other must not move them."""

    def draw(canvas: Canvas) -> None:
        for y, offset in ((700, 0), (600, 4), (500, 8), (400, 12)):
            for column in range(3):
                canvas.rect(60 + offset + 40 * column, y, 40, HEIGHT)
                canvas.drawString(64 + offset + 40 * column, y + 6, f"{y}-{column}")

    page = canvas_page(tmp_path / "tables.pdf", draw)
    assert [filled(grid) for grid in page.grids] == [
        [[f"{y}-{column}" for column in range(3)]] for y in (700, 600, 500, 400)
    ]
    assert [round(grid.box.x0) for grid in page.grids] == [60, 64, 68, 72]


def test_wrapped_cells_are_read_line_by_line(tmp_path: Path) -> None:
    rows = [["El programa no presenta información.", "Otros (desertores, fallecidos, etc.)"], ["287", "40"]]
    (page,) = reportlab_tables(tmp_path / "wrapped.pdf", rows, BLACK_GRID, colWidths=[75, 75]).pages
    assert filled(page.grids[0]) == rows
    assert len({word.box.top for word in page.words if word.box}) > 3


def test_a_number_broken_in_a_narrow_cell_is_two_words(tmp_path: Path) -> None:
    """Joining them again takes knowledge of numbers, which this room does not have."""
    rows = [["72.917.<br/>334", "x"]]
    document = reportlab_tables(tmp_path / "broken.pdf", rows, BLACK_GRID, colWidths=[60, 60])
    (grid,) = document.pages[0].grids
    cell = grid.rows[0][0]
    assert cell is not None
    first, second = cell.words
    assert (first.text, second.text) == ("72.917.", "334")
    assert lower(first) < lower(second)


def lower(word: Word) -> float:
    assert word.box is not None
    return word.box.bottom


def test_rules_a_hair_out_of_true_are_rules_and_slanted_lines_are_not(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for x in (60, 120, 180):
            canvas.line(x, 700, x + 0.02, 740)
        for y in (700, 720, 740):
            canvas.line(60, y, 180, y + 0.02)
        canvas.line(60, 710, 150, 760)
        for x, y, text in ((64, 726, "Región"), (124, 726, "Total"), (64, 706, "Ñuble"), (124, 706, "16")):
            canvas.drawString(x, y, text)

    page = canvas_page(tmp_path / "hair.pdf", draw)
    assert [filled(grid) for grid in page.grids] == [[["Región", "Total"], ["Ñuble", "16"]]]


def test_frames_are_not_tables(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(30, 300, 500, 500)  # around the page
        canvas.rect(60, 400, 300, 40)  # around a paragraph
        canvas.drawString(70, 410, "Nota: solo un recuadro")
        canvas.line(60, 350, 300, 350)

    page = canvas_page(tmp_path / "frames.pdf", draw)
    assert page.grids == ()
    assert texts(page) == ["Nota:", "solo", "un", "recuadro"]


def test_a_table_inside_a_layout_grid_is_the_only_grid(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(40, 600, 400, 140)
        canvas.rect(40, 500, 400, 100)
        canvas.drawString(60, 550, "texto en la segunda caja")
        draw_cells(canvas, ROWS)

    page = canvas_page(tmp_path / "layout.pdf", draw)
    assert [filled(grid) for grid in page.grids] == [ROWS]
    assert {"segunda", "caja"} <= set(texts(page))
    assert_words_are_shared_out(page)


def test_one_row_or_one_column_is_a_grid(tmp_path: Path) -> None:
    """A header alone at the foot of a page; a table with a single column."""
    header = canvas_page(tmp_path / "header.pdf", lambda canvas: draw_cells(canvas, ROWS[:1]))
    column = canvas_page(
        tmp_path / "column.pdf", lambda canvas: draw_cells(canvas, [["Tipo"], ["Organismo"]])
    )
    assert [filled(grid) for grid in header.grids] == [ROWS[:1]]
    assert [filled(grid) for grid in column.grids] == [[["Tipo"], ["Organismo"]]]


def test_blank_columns_and_rows_of_a_table_stay(tmp_path: Path) -> None:
    rows = [["Región", "", "Total"], ["", "", ""], ["Ñuble", "", "16"]]
    page = canvas_page(tmp_path / "blank.pdf", lambda canvas: draw_cells(canvas, rows))
    assert [filled(grid) for grid in page.grids] == [rows]


def test_a_grid_without_a_word_is_none(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 780, "Total")
        draw_cells(canvas, [["", ""], ["", ""]])

    assert canvas_page(tmp_path / "empty.pdf", draw).grids == ()


def test_shading_is_not_a_rule(tmp_path: Path) -> None:
    """Striped rows without vertical rules would otherwise look like a table of one column."""

    def draw(canvas: Canvas) -> None:
        for row_no, row in enumerate(ROWS):
            canvas.setFillGray(0.8 + 0.1 * (row_no % 2))
            canvas.rect(60, 700 - HEIGHT * row_no, 230, HEIGHT, stroke=0, fill=1)
            canvas.setFillGray(0)
            for column_no, text in enumerate(row):
                canvas.drawString(64 + 80 * column_no, 705 - HEIGHT * row_no, text)

    assert canvas_page(tmp_path / "shading.pdf", draw).grids == ()


@pytest.mark.parametrize("gap", [2, 4])
def test_a_framed_paragraph_close_to_a_table_is_no_part_of_it(tmp_path: Path, gap: float) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setLineWidth(0.5)
        for y, text in ((700 + HEIGHT + gap, "above"), (700 - 2 * HEIGHT - gap - HEIGHT, "below")):
            canvas.rect(60, y, 400, HEIGHT)
            canvas.drawString(67, y + 6, text)
        draw_cells(canvas, ROWS)

    page = canvas_page(tmp_path / "frames.pdf", draw)
    (grid,) = page.grids
    assert filled(grid) == ROWS


def test_two_tables_of_other_columns_close_to_each_other_stay_two(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setLineWidth(0.5)
        draw_cells(canvas, ROWS)
        y = 700 - 3 * HEIGHT - 4
        for x, width, text in ((60, 200, "label"), (260, 100, "12")):
            canvas.rect(x, y, width, HEIGHT)
            canvas.drawString(x + 7, y + 6, text)

    page = canvas_page(tmp_path / "two.pdf", draw)
    assert [len(grid.rows) for grid in page.grids] == [3, 1]
