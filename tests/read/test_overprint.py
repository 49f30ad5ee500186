"""Watermarks, stamps and numbers of lines: what a page prints across its lines is in none of them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from pipelines.read.document import Page
from tests.form.drawn_pages import PAGES, draw_pages, of_pages, readings, values
from tests.read.drawing import stream, texts
from tests.read.pages import WORDS, content, page_of

Draw = Callable[[Canvas], None]


def _mark(degrees: float, size: float, text: str = "BORRADOR", grey: float = 0.8) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.setFillColor(Color(grey, grey, grey))
        canvas.setFont("Helvetica-Bold", size)
        canvas.translate(120, 620)
        canvas.rotate(degrees)
        canvas.drawString(0, 0, text)
        canvas.restoreState()

    return draw


def _tiled(step: float) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.setFillColor(Color(0.85, 0.85, 0.85))
        canvas.setFont("Helvetica", 9)
        for across in range(4):
            for down in range(int(813 / step)):
                canvas.drawString(45 + 140 * across, 35 + step * down, "COPIA SIN VALOR")
        canvas.restoreState()

    return draw


MARKS = {
    "slanted": _mark(45, 60),
    "slanted and dark": _mark(30, 60, grey=0.2),
    "downwards": _mark(-60, 50),
    "steep": _mark(80, 50),
    "level": _mark(0, 70),
    "level and dark": _mark(0, 50, grey=0.1),
    "tiled": _tiled(90.3),
    "closely tiled": _tiled(37),
}


@pytest.mark.parametrize("layer", ["over", "under"])
@pytest.mark.parametrize("mark", MARKS)
def test_a_watermark_is_no_part_of_a_value(tmp_path: Path, mark: str, layer: str) -> None:
    plain = draw_pages(tmp_path / "plain.pdf")
    over, under = (MARKS[mark] if layer == one else None for one in ("over", "under"))
    marked = draw_pages(tmp_path / "marked.pdf", over=over, under=under)
    assert values(marked) == values(plain)
    assert set(of_pages(marked, "overprint")) <= {"BORRADOR", "COPIA", "SIN", "VALOR"}
    assert of_pages(marked, "overprint")


LAST_LINE = 842 - 70 - 14 * (len(PAGES[0]) - 1)


@pytest.mark.parametrize(
    "place",
    [(430, 720), (430, 700), (250, 715), (65, LAST_LINE + 3)],
    ids=["beside", "lower", "over", "over the last line"],
)
def test_a_stamp_is_no_part_of_the_name(tmp_path: Path, place: tuple[float, float]) -> None:
    def stamp(canvas: Canvas) -> None:
        if canvas.getPageNumber() == 1:
            canvas.setFillColor(Color(0, 0, 0.8))
            canvas.setFont("Helvetica", 11)
            canvas.drawString(*place, "RECIBIDO 12 MAR 2022")

    plain = draw_pages(tmp_path / "plain.pdf")
    stamped = draw_pages(tmp_path / "stamped.pdf", over=stamp)
    assert values(stamped) == values(plain)
    assert [one.text for one in readings(stamped) if one.status == "unmapped"] == [
        "RECIBIDO",
        "12",
        "MAR",
        "2022",
    ]


@pytest.mark.parametrize("left", [True, False], ids=["left", "right"])
def test_numbers_of_lines_in_the_margin_are_no_part_of_them(tmp_path: Path, left: bool) -> None:
    def number(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 7)
        for at in range(7):
            canvas.drawString(30 if left else 560, 842 - 70 - 14 * at, str(at + 1))

    pages = [page[:7] if len(page) > 7 else page for page in PAGES]
    plain = draw_pages(tmp_path / "plain.pdf", pages)
    assert values(draw_pages(tmp_path / "numbered.pdf", pages, under=number)) == values(plain)


def _noted(path: Path, subtype: str, rect: str, text: str) -> Page:
    return page_of(
        path,
        content(),
        "/MediaBox [0 0 600 800] /Annots [6 0 R]",
        f"<</Subtype /{subtype} /F 4 /Rect [{rect}] /AP <</N 7 0 R>>>>",
        stream(
            f"BT /F1 12 Tf 2 1 Td ({text}) Tj ET",
            "/Type /XObject /Subtype /Form /BBox [0 0 100 14] /Resources <</Font <</F1 5 0 R>>>>",
        ),
    )


def test_a_stamp_that_is_a_note_is_in_no_line(tmp_path: Path) -> None:
    page = _noted(tmp_path / "stamp.pdf", "Stamp", "100 688 200 702", "RECIBIDO")
    assert texts(page)[: len(WORDS)] == WORDS
    assert [word.text for word in page.aside] == ["RECIBIDO"]


def test_words_in_a_field_that_is_filled_in_last_are_no_stamp(tmp_path: Path) -> None:
    page = _noted(tmp_path / "field.pdf", "Widget", "400 678 500 692", "hogares")
    assert texts(page)[4:8] == ["72.917", "personas", "hogares", "Meta"]
    assert page.aside == ()


def test_lines_that_a_watermark_crosses_often_are_none(tmp_path: Path) -> None:
    pages = [[*page, *["No informado"] * 3] for page in PAGES]
    plain = draw_pages(tmp_path / "plain.pdf", pages)
    assert values(draw_pages(tmp_path / "tiled.pdf", pages, over=_tiled(13))) == values(plain)


def test_a_large_title_stays_in_its_line(tmp_path: Path) -> None:
    def title(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 24)
        canvas.drawString(60, 800, "Gobierno de Chile")

    path = draw_pages(tmp_path / "title.pdf", under=title)
    assert of_pages(path, "overprint") == []
