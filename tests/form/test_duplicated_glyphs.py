"""Letters that Chromium draws on two pages: accented capitals at a foot, letters below the line at a head."""

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from pipelines.form import match
from pipelines.form.readings.reading import Reading
from pipelines.read import read_document
from tests.form.documents import NAMES, TITLE, only

ABOVE = "2. DIAGNÓSTICO Y OBJETIVO\n2.1) Evaluaciones anteriores\nEl programa no presenta evaluaciones"
FOOTER = "Informe de muestra, hoja {0}"


def _pages(foot: str, head: str) -> tuple[str, str]:
    return f"{TITLE}{NAMES}Año de inicio: 2009\n\n{ABOVE}\n\n{foot}", f"{head}\n3.1) Población potencial"


def _dumped(folder: Path, foot: str, head: str) -> list[Reading]:
    first, second = _pages(foot, head)
    path = folder / "dump.txt"
    path.write_text(f"{first}\n{FOOTER.format(1)}\n\f{second}\n{FOOTER.format(2)}\n\f", encoding="utf-8")
    return _read(path)


def _drawn(folder: Path, foot: str, head: str) -> list[Reading]:
    path = folder / "report.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for number, page in enumerate(_pages(foot, head), start=1):
        for place, line in enumerate(page.split("\n")):
            canvas.drawString(60, 780 - 20 * place, line)
        canvas.drawString(200, 30, FOOTER.format(number))
        canvas.showPage()
    canvas.save()
    return _read(path)


def _read(path: Path) -> list[Reading]:
    """The readings of a report; every word is in exactly one of them."""
    document = read_document(path)
    readings = match(document)
    assert sum(one.words for one in readings) == sum(len(page.words) for page in document.pages)
    return readings


@pytest.mark.parametrize("medium", [_dumped, _drawn])
@pytest.mark.parametrize(
    ("foot", "head"),
    [
        pytest.param("Ó", "3. POBLACIÓN", id="one letter"),
        pytest.param("Ó Á", "3. POBLACIÓN MÁS GRANDE", id="two letters"),
        pytest.param("Ó\nÁ", "3. POBLACIÓN MÁS GRANDE", id="two lines"),
    ],
)
def test_the_accented_capitals_of_the_next_page_are_no_part_of_the_value_above(
    tmp_path: Path, medium: Callable[[Path, str, str], list[Reading]], foot: str, head: str
) -> None:
    readings = medium(tmp_path, foot, head)
    text = only(readings, "previous_evaluations").text
    assert text.removesuffix(f" {head}") == "El programa no presenta evaluaciones"
    duplicated = [one for one in readings if one.section == "page" and one.status == "unmapped"]
    assert [one.text for one in duplicated] == foot.split("\n")


@pytest.mark.parametrize(
    ("foot", "head"),
    [
        pytest.param("Á", "3. POBLACIÓN", id="another letter"),
        pytest.param("Ó Ó", "3. POBLACIÓN", id="once too often"),
        pytest.param("ÓN", "3. POBLACIÓN", id="a letter without an accent"),
        pytest.param("Ó", "3. POBLACIÓN MÁS GRANDE", id="not all of them"),
    ],
)
def test_other_letters_at_the_foot_are_part_of_the_value(tmp_path: Path, foot: str, head: str) -> None:
    text = only(_dumped(tmp_path, foot, head), "previous_evaluations").text
    assert text.startswith(f"El programa no presenta evaluaciones {foot}")


@pytest.mark.parametrize("medium", [_dumped, _drawn])
@pytest.mark.parametrize("echo", ["p g p", "p\ng\np", "g\np\np"])
def test_letters_that_reach_below_the_last_line_of_a_page_are_no_part_of_the_next(
    tmp_path: Path, medium: Callable[[Path, str, str], list[Reading]], echo: str
) -> None:
    readings = medium(tmp_path, "", f"{echo}\n3. POBLACIÓN")
    assert only(readings, "previous_evaluations").text == "El programa no presenta evaluaciones"
    duplicated = [one for one in readings if one.section == "page" and one.status == "unmapped"]
    assert [one.text for one in duplicated] == echo.split("\n")


@pytest.mark.parametrize("head", ["p g", "p g p g", "p g a p"])
def test_other_letters_at_the_head_are_part_of_the_value(tmp_path: Path, head: str) -> None:
    readings = _dumped(tmp_path, "", f"{head}\n3. POBLACIÓN")
    assert only(readings, "previous_evaluations").text == f"El programa no presenta evaluaciones {head}"
