from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from pipelines.read.letters import UNKNOWN, printed_letters
from tests.read.drawing import canvas_page, texts


def test_bold_by_double_printing_is_one_word(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Total llamado")
        canvas.drawString(60.3, 700, "Total llamado")

    assert texts(canvas_page(tmp_path / "bold.pdf", draw)) == ["Total", "llamado"]


def test_a_glyph_without_unicode_value_is_kept_and_marked(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)  # ReportLab writes its bullet as a code without a meaning
        canvas.drawString(60, 700, "\N{BULLET} Capacitación")

    assert texts(canvas_page(tmp_path / "bullet.pdf", draw)) == [UNKNOWN, "Capacitación"]


_places = st.tuples(st.floats(0, 600), st.floats(0, 800))


@given(st.lists(_places, max_size=30))
def test_of_letters_at_one_place_exactly_one_is_left(places: list[tuple[float, float]]) -> None:
    letters = [{"text": "a", "x0": x, "top": y} for x, y in places]
    once = list(printed_letters(letters))
    assert list(printed_letters(letters + letters)) == once
    assert all(letter in letters for letter in once)
    assert bool(once) == bool(letters)
