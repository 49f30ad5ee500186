"""Running headers, footers and page numbers of PDFs, told from the last value of a page."""

import pytest

from pipelines.form.running_headers import running_lines
from pipelines.form.lines import page_lines
from pipelines.form.load_spec import the_form
from pipelines.read.document import Box, Page, Word

BODY = [(100, "Problema principal: Faltan"), (112, "faros.")]


def _page(number: int, *lines: tuple[float, str]) -> Page:
    """A page of 600 × 800 points with lines at the given heights, letters 8 points high."""
    words = []
    for top, text in lines:
        for at, word in enumerate(text.split()):
            words.append(Word(word, number, box=Box(50 + 60 * at, top, 100 + 60 * at, top + 8)))
    return Page(number, tuple(words), 600.0, 800.0)


def _running(*pages: Page) -> list[list[str]]:
    lines = [page_lines(page) for page in pages]
    found = running_lines(pages, lines, the_form())
    return [[lines[at][index].text for index in sorted(taken)] for at, taken in enumerate(found)]


@pytest.mark.parametrize(
    "running",
    ["Cifras inventadas. Página {}", "Ministerio de Salud", "{}", "12/01/2022 10:33", "Página {}", "{} / 3"],
)
def test_a_line_at_one_height_on_every_page(running: str) -> None:
    pages = [_page(number, *BODY, (770, running.format(number))) for number in (1, 2, 3)]
    assert _running(*pages) == [[running.format(number)] for number in (1, 2, 3)]


def test_a_header_and_two_footer_lines() -> None:
    pages = [
        _page(n, (20, "Gobierno de Chile"), *BODY, (760, "Cifras inventadas"), (772, f"{n}")) for n in (1, 2)
    ]
    assert _running(*pages)[1] == ["Gobierno de Chile", "Cifras inventadas", "2"]


def test_a_running_header_from_the_second_page_on() -> None:
    later = [_page(number, (20, "Informe de Detalle"), *BODY) for number in (2, 3)]
    assert _running(_page(1, *BODY), *later) == [[], ["Informe de Detalle"], ["Informe de Detalle"]]


@pytest.mark.parametrize(
    "last",
    ["El programa no presenta información.", "No aplica", "262.482", "No"],
)
def test_an_answer_that_two_pages_end_with_is_no_footer(last: str) -> None:
    assert _running(_page(1, *BODY, (740, last)), _page(2, *BODY, (740, last))) == [[], []]


def test_the_same_text_at_another_height_is_no_footer() -> None:
    assert _running(_page(1, (740, "Cifras inventadas")), _page(2, (755, "Cifras inventadas"))) == [[], []]


def test_a_lone_line_at_the_foot_of_a_one_page_report() -> None:
    assert _running(_page(1, *BODY, (770, "Cifras inventadas"))) == [["Cifras inventadas"]]
    close = [(740 + 10 * number, "prosa que sigue") for number in range(4)]
    assert _running(_page(1, *BODY, *close)) == [[]]


def test_lines_of_one_page_that_hold_the_same_number_do_not_count_the_pages_of_a_dump() -> None:
    header = ["2020", "(efectivo al 31 de", "Diciembre)"]
    lines = [["Faros."], [*header, *header, *header], ["Boyas."]]
    pages = [
        Page(
            number,
            tuple(Word(word, number, line_no=at) for at, line in enumerate(some) for word in line.split()),
        )
        for number, some in enumerate(lines, start=1)
    ]
    assert _running(*pages) == [[], [], []]
