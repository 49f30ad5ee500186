"""Running headers, footers and page numbers of PDFs, told from the last value of a page."""

from dataclasses import replace

import pytest

from pipelines.form.spec.load import the_form
from pipelines.form.stream.lines import page_lines
from pipelines.form.stream.running_headers import running_lines
from pipelines.read.document import Box, Grid, Page, Word

BODY = [(100, "Problema principal: Faltan"), (112, "faros.")]


def _page(number: int, *lines: tuple[float, str]) -> Page:
    """A page of 600 × 800 points with lines at the given heights, letters 8 points high."""
    words = []
    for top, text in lines:
        for at, word in enumerate(text.split()):
            words.append(Word(word, number, box=Box(50 + 60 * at, top, 100 + 60 * at, top + 8)))
    return Page(number, tuple(words), 600.0, 800.0)


def _running(*pages: Page, title: int | None = None) -> list[list[str]]:
    lines = [page_lines(page) for page in pages]
    found = running_lines(pages, lines, the_form(), title)
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


@pytest.mark.parametrize("lacking", [1, 2, 4], ids=lambda number: f"page {number} has none")
def test_a_footer_that_one_page_lacks(lacking: int) -> None:
    pages = [
        _page(number, *BODY, *([] if number == lacking else [(770, f"Cifras inventadas {number}")]))
        for number in (1, 2, 3, 4)
    ]
    found = _running(*pages)
    assert found[lacking - 1] == []
    assert [one for one in found if one] == [
        [f"Cifras inventadas {number}"] for number in (1, 2, 3, 4) if number != lacking
    ]


def test_a_footer_stands_at_another_height_on_other_paper() -> None:
    upright = [_page(number, *BODY, (770, f"Cifras inventadas {number}")) for number in (1, 2, 4)]
    wide = replace(_page(3, *BODY, (560, "Cifras inventadas 3")), width=800.0, height=600.0)
    found = _running(*upright[:2], wide, upright[2])
    assert found == [[f"Cifras inventadas {number}"] for number in (1, 2, 3, 4)]


def test_headers_of_left_and_right_pages() -> None:
    pages = [
        _page(number, (20, ["Gobierno", "Ministerio de Salud"][number % 2]), *BODY) for number in range(1, 7)
    ]
    assert all(len(found) == 1 for found in _running(*pages))


@pytest.mark.parametrize("label", ["Región Beneficiarios efectivos 2021", "Unidad de medida:", "Cargo: Jefe"])
def test_what_the_form_prints_at_the_head_of_many_pages_is_no_header(label: str) -> None:
    pages = [_page(number, (60, label), *BODY) for number in (1, 2, 3, 4)]
    assert _running(*pages) == [[], [], [], []]


@pytest.mark.parametrize("remark", ["(continuación)", "(cont.)"])
def test_a_heading_that_is_printed_again_goes_on(remark: str) -> None:
    pages = [
        _page(1, *BODY, (700, "5.2) Presupuesto Total")),
        _page(2, (60, f"5.2) Presupuesto Total {remark}")),
    ]
    assert _running(*pages) == [[], [f"5.2) Presupuesto Total {remark}"]]


@pytest.mark.parametrize(
    "running",
    ["Cifras inventadas. Página {} de 4", "Subsecretaría de Evaluación Social", "{}", "- {} -"],
)
def test_a_footer_that_follows_the_text_of_each_page(running: str) -> None:
    pages = [_page(number, *BODY, (300 + 110 * number, running.format(number))) for number in (1, 2, 3, 4)]
    assert _running(*pages) == [[running.format(number)] for number in (1, 2, 3, 4)]


def test_a_footer_at_another_height_on_some_pages_of_the_same_paper() -> None:
    heights = {1: 770, 2: 770, 3: 770, 4: 764, 5: 410}
    pages = [_page(number, *BODY, (top, f"Cifras inventadas {number}")) for number, top in heights.items()]
    assert _running(*pages) == [[f"Cifras inventadas {number}"] for number in heights]


def test_a_header_lower_on_the_first_page_is_none_below_the_title() -> None:
    title = [(60, "Informe de Detalle"), (72, "Ministerio de Salud")]
    later = [_page(number, (20, "Ministerio de Salud"), *BODY) for number in (2, 3, 4)]
    found = [["Ministerio de Salud"]] * 3
    assert _running(_page(1, *title, *BODY), *later, title=0) == [[], *found]
    assert _running(_page(1, (45, "Ministerio de Salud"), *title, *BODY), *later, title=1) == [
        found[0],
        *found,
    ]


@pytest.mark.parametrize(
    "last",
    ["Vecinos de zonas rurales", "Coquimbo {}.000 hogares", "{}0%"],
    ids=["of three pages in seven", "with numbers of its own", "shares that go up"],
)
def test_what_some_pages_end_with_at_any_height_is_no_footer(last: str) -> None:
    numbers = {1: 3, 2: 1, 3: 7} if "." in last else {1: 1, 2: 2, 3: 3}
    pages = [_page(at, *BODY, (500 + 60 * at, last.format(number))) for at, number in numbers.items()]
    if "{}" not in last:
        pages += [
            _page(at, *BODY, (500 + 9 * at, f"Otra cosa, la {'abcdefg'[at - 1]}")) for at in (4, 5, 6, 7)
        ]
    assert not any(_running(*pages))


def test_rows_of_ruled_tables_that_end_pages_at_any_height_are_no_footers() -> None:
    pages = [_page(number, *BODY, (400 + 60 * number, "Total beneficiarios 40")) for number in (1, 2, 3)]
    ruled = [replace(page, grids=(Grid(page.number, Box(40, 90, 560, 700), ()),)) for page in pages]
    assert _running(*ruled) == [[], [], []]


def test_rows_that_end_pages_at_one_height_with_other_figures_are_no_footers() -> None:
    """A table without rules whose rows fill each page to the same height."""
    pages = [_page(number, *BODY, (770, f"07 16 01 24 (Otros) {figure}"))
             for number, figure in enumerate((66, 103, 140), start=1)]  # fmt: skip
    assert _running(*pages) == [[], [], []]
