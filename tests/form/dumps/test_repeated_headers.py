"""Tables of text dumps in boxes whose header is printed again on a new page: one table, read as a whole."""

import pytest

from tests.form.documents import boxes, read, report, said, table

MONEY = "5.6) Detalle regional - Gasto componente\n\n"
REGIONS = boxes("Región", "Total ejecutado")
FLOW = "3.3) Población beneficiada\n\nDesagregación de población beneficiada durante 2021:\n"
COLUMNS = boxes(
    "Egreso durante 2021", "Egreso posterior a 2021", "Otros (desertores, fallecidos, etc.)", "Total"
)
COVERAGE = "3.3) Población beneficiada\n\nCobertura del Programa:\n"
YEARS = boxes("2020", "2021")
SPENDING = "5.7) Gasto Administrativo\n\n"
LINES = boxes("Partida", "Capítulo", "Programa", "Item", "Asignación", "Subtítulo", "Gastos ($miles)")
GOALS = "7.2) Objetivos de Desarrollo Sostenible (ODS)\n\n"
GOAL = boxes("Objetivos de Desarrollo Sostenible (ODS)", "Meta/s")
END = "6. INDICADORES\n"
"""Below a figure, which alone at the end of a page would be its number."""

APART = MONEY + REGIONS + boxes("Maule", "2", "Total", "2")
"""A table that shows that the dump prints every cell in a box of its own."""


def test_the_total_of_a_region_table_stands_on_its_last_page() -> None:
    pages = MONEY + REGIONS + boxes("Maule", "2") + " " + REGIONS + boxes("Ñuble", "1", "Total", "3")
    readings = read(report(pages + END))
    assert [tuple(row.values()) for row in table(readings, "regional_spending")] == [
        ("Maule", "2"),
        ("Ñuble", "1"),
    ]
    assert table(readings, "regional_spending.total") == [{"region": "Total", "spending": "3"}]
    headers = [(one.page, one.text) for one in readings if one.item == "regional_spending" and not one.row_no]
    assert headers == [(1, "Región"), (1, "Total ejecutado"), (2, "Región"), (2, "Total ejecutado")]


@pytest.mark.parametrize(
    "pages",
    [
        pytest.param((("Maule", "2"), ("Ñuble", "1", "Total", "4")), id="the sum is another"),
        pytest.param((("Maule",), ("2", "Ñuble", "1", "Total", "3")), id="a figure on the next page"),
        pytest.param(
            (("Maule", "2", "Libertador General"), ("OHiggins", "1", "Total", "3")), id="a cut name"
        ),
    ],
)
def test_regions_over_pages_that_do_not_come_out_even_are_in_doubt(
    pages: tuple[tuple[str, ...], ...],
) -> None:
    above, below = pages
    text = MONEY + REGIONS + boxes(*above) + " " + REGIONS + boxes(*below) + END
    assert said(read(report(text)), "regional_spending") == []


def test_a_row_s_label_stands_above_the_header_printed_again() -> None:
    above = boxes("Ingreso previo a 2021 (arrastre)", "1", "2", "3", "6")
    above += boxes("Ingreso durante a 2021 (nuevo)", "4", "5", "6", "15")
    readings = read(report(FLOW + COLUMNS + above + " Total\n\n" + COLUMNS + boxes("5", "7", "9", "21")))
    (total,) = table(readings, "flow.total")
    assert tuple(total.values()) == ("Total", "5", "7", "9", "21")
    (before,) = table(readings, "flow.before_year")
    assert before["total"] == "6"


def test_a_row_in_doubt_on_one_page_leaves_the_other_rows_told() -> None:
    above = boxes("Ingreso previo a 2021 (arrastre)", "1", "El programa no\npresenta información.", "3", "6")
    above += boxes("Ingreso durante a 2021 (nuevo)", "4", "5", "6", "15")
    pages = FLOW + COLUMNS + above + " " + COLUMNS + boxes("Total", "5", "7", "9", "21")
    found = [one for one in said(read(report(pages)), "flow") if one[0] == "total"]
    assert found == [("total", "15"), ("total", "21")]


def test_years_printed_again_below_a_row_s_label_are_no_figures() -> None:
    above = boxes("Población Objetivo", "9", "8", "Beneficiarios Efectivos", "7", "6")
    readings = read(report(COVERAGE + YEARS + above + " Cobertura\n\n" + YEARS + boxes("77%", "75%") + APART))
    assert table(readings, "coverage.coverage") == [
        {"label": "Cobertura", "previous": "77%", "current": "75%"}
    ]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        pytest.param(("Beneficiarios Efectivos", "7", "6"), ("Cobertura", YEARS, "77%"), id="a blank cell"),
        pytest.param(
            (), ("Beneficiarios Efectivos", "Cobertura", YEARS, "7", "6", "77%", "75%"), id="two labels first"
        ),
    ],
)
def test_labels_and_figures_over_pages_without_a_full_count_are_in_doubt(
    above: tuple[str, ...], below: tuple[str, ...]
) -> None:
    pages = boxes("Población Objetivo", "9", "8", *above) + " " + boxes(*below)
    assert said(read(report(COVERAGE + YEARS + pages + APART)), "coverage") == []


ROW = ("07", "16", "01", "1", "131", "24 (Transferencias Corrientes)", "5")
TOTAL = ("Gasto Total por Subtítulo (M$)", "10")


@pytest.mark.parametrize(
    "pages",
    [
        pytest.param(((*ROW, *ROW), TOTAL), id="the total alone"),
        pytest.param((ROW, (*ROW, *TOTAL)), id="a row and the total"),
    ],
)
def test_budget_lines_go_on_below_a_header_printed_again(pages: tuple[tuple[str, ...], ...]) -> None:
    above, below = pages
    readings = read(report(SPENDING + LINES + boxes(*above) + " " + LINES + boxes(*below)))
    assert [tuple(row.values()) for row in table(readings, "administrative_spending")] == [ROW, ROW]
    assert table(readings, "administrative_spending.subtotal")[0]["spending"] == "10"


def test_a_budget_line_cut_by_a_page_break_is_in_doubt() -> None:
    text = SPENDING + LINES + boxes(*ROW[:6]) + " " + LINES + boxes(ROW[6], *ROW, *TOTAL)
    assert said(read(report(text)), "administrative_spending") == []


def test_goals_go_on_below_a_header_printed_again() -> None:
    pages = GOAL + boxes("2. Hambre cero", "2.1 Alimentos") + " " + GOAL + boxes("8. Trabajo", "8.3 Empleo")
    readings = read(report(APART + GOALS + pages))
    assert table(readings, "sdg") == [
        {"goal": "2. Hambre cero", "target": "2.1 Alimentos"},
        {"goal": "8. Trabajo", "target": "8.3 Empleo"},
    ]


@pytest.mark.parametrize(
    "below",
    [
        pytest.param(("para todos", "8. Trabajo", "8.3 Empleo"), id="above the next row"),
        pytest.param(("8. Trabajo", "para todos", "8.3 Empleo"), id="beside the next row"),
    ],
)
def test_the_rest_of_a_goal_s_cell_on_a_new_page_leaves_all_in_doubt(below: tuple[str, ...]) -> None:
    pages = GOAL + boxes("2. Hambre cero", "2.1 Alimentos") + " " + GOAL + boxes(*below)
    assert said(read(report(APART + GOALS + pages)), "sdg") == []
