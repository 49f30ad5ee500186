"""Cells of tables between the paragraphs of a text dump, and pages that end between them."""

import pytest

from tests.form.documents import boxes, only, read, report, said, statuses
from tests.form.dumps.test_cell_boxes import REGIONS

# Cells in boxes of their own tell the order of the whole dump.
APART = REGIONS + boxes("Maule", "2")
NOTE = "Nota: Sólo regiones con datos, de la Ley de\n\n"
REST = "Presupuestos.\n\n"
NEXT = (
    "Si no se cuenta con la desagregación regional, o bien, se realiza una desagregación de beneficiarios en "
    "una unidad territorial distinta, se solicita informar y justificar. (La justificación será considerada "
    "en el informe final): No\n\n"
)
INDICATOR = boxes(
    "Nombre del\nIndicador",
    "Fórmula de Cálculo",
    "2020\n(efectivo al 31\nde Diciembre)",
    "2021 (estimado al 31 de Diciembre)",
    "2021 (efectivo al 31 de Diciembre)",
    "2022 (estimado al 31 de Diciembre)",
)
METHOD = (
    "Metodología y definiciones conceptuales incorporadas en las fórmulas de cálculo del indicador o de los "
    "indicadores, indicando fuente de información:"
)


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param("Ingreso previo a 2021\n(arrastre)", id="the label of a row"),
        pytest.param("Gasto por Beneficiario\nPresupuesto Ejecutado", id="the label of a row, both lines"),
        pytest.param("Otros (desertores,\nfallecidos, etc.)", id="a header"),
        pytest.param("Aysén del General Carlos\nIbáñez del Campo", id="a region"),
        pytest.param("Faros del sur\nAsistencia técnica", id="a component"),
        pytest.param("8. Trabajo decente", id="a goal"),
    ],
)
def test_a_value_with_a_cell_of_a_table_between_its_paragraphs_is_in_doubt(cell: str) -> None:
    whole = read(report(APART + NOTE + REST + NEXT))
    assert only(whole, "regional_beneficiaries_note").status == "value"
    readings = read(report(f"{APART}{NOTE}{cell}\n\n{REST}{NEXT}"))
    assert only(readings, "regional_beneficiaries_note").status == "ambiguous"


def test_a_figure_beside_the_label_begins_a_value_of_several_lines() -> None:
    readings = read(report(f"{APART}Nota: 5.000\nmicro y pequeñas empresas.\n\n{NEXT}"))
    note = only(readings, "regional_beneficiaries_note")
    assert (note.text, note.status) == ("5.000 micro y pequeñas empresas.", "value")


def test_text_at_the_end_of_the_page_before_is_no_part_of_a_value() -> None:
    label = (
        "Detalle qué incluyen los gastos administrativos del Programa, especificando si se establecen por "
    )
    label += "glosa presupuestaria u otro tipo de normativa: "
    loose = "5. PRESUPUESTO\n\nTotal Gasto Administrativo al 4to trimestre 2021 ($miles): 1\n\n0\n\n1"
    above = read(report(f"{APART}{loose}\n{label}Luz.\n"))
    assert only(above, "administrative_detail").status == "ambiguous"
    on_the_page_before = read(report(f"{APART}{loose}\n\n {label}Luz.\n"))
    assert only(on_the_page_before, "administrative_detail").status == "value"


PRODUCTION = (
    "4. ESTRATEGIA\n\nEl programa presenta 2 componentes.\n\nProducción al 4° trimestre 2021: {0}\n\n"
)
TEXT = "Una línea de prosa que llega hasta el borde derecho de la hoja, como todas las demás.\n\n"
TORN = "Faros del sur\nAsistencia técnica\n\nNombre\n\nDescripción\n\n"


@pytest.mark.parametrize(("word", "status"), [("programa", "value"), ("Programa", "ambiguous")])
def test_a_line_that_begins_small_is_no_header_cell(word: str, status: str) -> None:
    value = f"{CONTRIBUTION}Registro propio del\n{word}\n\n"
    readings = read(report(f"{APART}7. OTROS ATRIBUTOS\n\n{value}7.3) Pobreza Multidimensional\n"))
    assert only(readings, "sdg_contribution").status == status


@pytest.mark.parametrize("value", ["3 Faros", "El programa no presenta información."])
def test_a_value_of_one_box_ends_with_its_page(value: str) -> None:
    body = PRODUCTION.format(value)
    readings = read(report(f"{APART}Nota: {TEXT}{body} {TORN}"))
    assert (only(readings, "production").text, only(readings, "production").row_no) == (value, 1)
    assert only(readings, "production").status != "ambiguous"


def test_a_value_of_one_box_that_fills_its_line_may_go_on_over_the_page() -> None:
    value = "3 Faros, boyas y otras luces de la costa"
    readings = read(report(APART + f"Nota: {TEXT}" + PRODUCTION.format(value) + " " + TORN))
    assert only(readings, "production").status == "ambiguous"


def test_a_methodology_under_a_header_with_cells_above_it_is_in_doubt() -> None:
    section = "6. INDICADORES\n\n6.1) Indicadores de Propósito\n\n{0}" + INDICATOR
    row = boxes("Faros con luz", f"Faros / Boyas\n{METHOD}\nSe cuentan.", "5")
    below_the_heading = read(report(APART + section.format("") + row))
    assert ("methodology", "Se cuentan.") in said(below_the_heading, "purpose_indicators")
    readings = read(report(APART + section.format("Boyas\n\n7\n\n") + row))
    assert statuses(readings, "purpose_indicators") == {"ambiguous"}


def test_a_header_at_the_head_of_a_page_is_not_printed_again() -> None:
    section = "6. INDICADORES\n\n6.1) Indicadores de Propósito\n\n " + INDICATOR
    row = boxes("Faros con luz", f"Faros / Boyas\n{METHOD}\nSe cuentan.", "5")
    readings = read(report(APART + section + row))
    assert ("methodology", "Se cuentan.") in said(readings, "purpose_indicators")


GOALS = "7. OTROS ATRIBUTOS\n\n7.2) Objetivos de Desarrollo Sostenible (ODS)\n\n" + boxes(
    "Objetivos de Desarrollo Sostenible (ODS)", "Meta/s", "8. Trabajo decente", "8.3 Empleo decente"
)
CONTRIBUTION = (
    "Indique de manera concreta qué elementos del programa permite contribuir a los ODS identificados: "
)


@pytest.mark.parametrize(("between", "status"), [(" ", "value"), ("", "ambiguous")])
def test_a_numbered_paragraph_on_a_page_before_the_goals_is_no_goal(between: str, status: str) -> None:
    note = f"{NOTE} 1. Los equipos llegan tarde.\n\n{NEXT}"
    goals = GOALS.replace("7.2)", f"{between}7.2)")
    readings = read(report(APART + note + goals + CONTRIBUTION + boxes("Luz.")))
    assert only(readings, "regional_beneficiaries_note").status == status


def test_a_target_behind_the_next_value_may_be_that_of_the_first_row() -> None:
    readings = read(report(APART + GOALS + CONTRIBUTION + boxes("Luz.")))
    assert ("goal", "8. Trabajo decente") in said(readings, "sdg")
    readings = read(report(APART + GOALS + CONTRIBUTION + boxes("Luz.", "2.1 Pan para todos")))
    assert said(readings, "sdg") == []


def test_figures_in_turn_with_boxes_of_text_are_no_indicators_without_the_label_between_them() -> None:
    section = "6. INDICADORES\n\n6.1) Indicadores de Propósito\n\n" + INDICATOR
    formulas = (f"Faros / Boyas\n{METHOD}", f"Boyas / Faros\n{METHOD}\nSe cuentan.")
    row = boxes("Faros con luz", formulas[0], "5", "Boyas con luz", formulas[1], "6")
    assert said(read(report(APART + section + row)), "purpose_indicators") != []
    row = boxes("Faros con luz", "Boyas con luz", "5", *formulas, "6")
    assert said(read(report(APART + section + row)), "purpose_indicators") == []


def test_rows_below_a_repeated_header_cannot_be_counted_with_cells_above_the_first_one() -> None:
    section = boxes("4. ESTRATEGIA", "4.2) Ejecutores", "Ejecución: Por terceros.")
    rows = boxes("Fundación", "Tipo de institución") + " " + boxes("Tipo de institución", "Municipalidad")
    assert said(read(report(APART + section + rows)), "executors") == []


INDICATOR_ROW = boxes("Faros con luz", f"Faros / Boyas\n{METHOD}\nSe cuentan.", "5")


@pytest.mark.parametrize(
    ("cells", "names"),
    [
        pytest.param(("Boyas", f"Boyas / Faros\n{METHOD}"), ["Faros con luz", "Boyas"], id="whole"),
        pytest.param(("Y se suman.", f"Boyas / Faros\n{METHOD}"), [], id="a rest above a blank name"),
        pytest.param(("Y se suman.", "Boyas", f"Boyas / Faros\n{METHOD}"), [], id="a rest"),
    ],
)
def test_indicators_are_read_over_pages_if_none_is_cut(cells: tuple[str, ...], names: list[str]) -> None:
    section = "6. INDICADORES\n\n6.1) Indicadores de Propósito\n\n" + INDICATOR
    again = " " + INDICATOR + boxes(*cells, "6", "6.2) Indicadores Complementarios")
    readings = read(report(APART + section + INDICATOR_ROW + again))
    assert [text for column, text in said(readings, "purpose_indicators") if "name" in column] == names


@pytest.mark.parametrize(
    ("below", "entries"),
    [("Municipalidad", ["Fundación", "Municipalidad"]), ("de ayuda", ["Fundación de ayuda"])],
)
def test_an_entry_at_the_head_of_a_page_is_one_of_its_own_unless_it_goes_on(
    below: str, entries: list[str]
) -> None:
    section = boxes("4. ESTRATEGIA", "4.2) Ejecutores", "Ejecución: Por terceros.", "Tipo de institución")
    readings = read(report(APART + section + boxes("Fundación") + " " + boxes(below)))
    assert [text for _, text in said(readings, "executors")] == entries
