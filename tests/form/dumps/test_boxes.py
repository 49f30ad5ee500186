"""Tables of prose in text dumps, a box for each cell: which box is which, and what is no proof."""

import pytest

from tests.form.documents import boxes, read, report, said, statuses, table

HEAD = "4. ESTRATEGIA\n\nEl programa presenta 1 componentes.\n\nNombre Descripción\n\n"
TAIL = "Producción al 4° trimestre 2021:  3 Faros\n"
NAME = "Faros del sur\nAsistencia técnica"
DESCRIPTION = "Luz en doce sesiones."


def _component(*cells: str) -> str:
    return HEAD + boxes(*cells) + TAIL


@pytest.mark.parametrize(
    "cells", [(NAME, DESCRIPTION), (DESCRIPTION, NAME)], ids=["name first", "description first"]
)
def test_the_box_that_ends_in_a_known_type_is_the_name(cells: tuple[str, str]) -> None:
    (row,) = table(read(report(_component(*cells))), "components")
    assert row == {"name_and_type": "Faros del sur Asistencia técnica", "description": DESCRIPTION}


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param(("Luz en sesiones.", "Y otro párrafo."), id="the name is blank"),
        pytest.param(("Faros del sur", "Asistencia técnica"), id="the description is blank"),
        pytest.param(("Faros\nCosas varias", DESCRIPTION), id="an unknown type"),
        pytest.param((NAME, "Boyas\nBeca"), id="two names"),
        pytest.param((NAME, "y sigue."), id="the description begins elsewhere"),
        pytest.param((NAME,), id="one box"),
    ],
)
def test_other_boxes_are_in_doubt(cells: tuple[str, ...]) -> None:
    assert statuses(read(report(_component(*cells))), "components") == {"ambiguous"}


EXECUTORS = "4.2) Ejecutores\n\nEjecución: Por terceros.\n\nTipo de institución\n\n"
# A header whose cells stand apart tells the order of the boxes of the whole dump.
APART = "5. PRESUPUESTO\n\n5.2) Presupuesto Total\n\n" + boxes(
    "Partida", "Capítulo", "Programa", "Item", "Asignación", "Subtítulo", "Gastos ($miles)"
)


def test_a_header_printed_again_among_the_goals_leaves_them_in_doubt() -> None:
    header = boxes("Objetivos de Desarrollo Sostenible (ODS)", "Meta/s")
    rows = boxes(
        "1. Pobreza",
        "1.4 Acceso",
        "Objetivos de Desarrollo Sostenible (ODS)",
        "2. Hambre",
        "Meta/s",
        "2.1 Pan",
    )
    text = f"{APART}7. OTROS ATRIBUTOS\n\n7.2) Objetivos de Desarrollo Sostenible (ODS)\n\n{header}"
    assert said(read(report(text + boxes("1. Pobreza", "1.4 Acceso"))), "sdg") != []
    assert said(read(report(text + rows)), "sdg") == []


def test_each_box_of_one_line_is_an_entry() -> None:
    readings = read(report(EXECUTORS + boxes("Municipalidades", "Fundaciones (varias)") + APART))
    assert [text for _, text in said(readings, "executors")] == ["Municipalidades", "Fundaciones (varias)"]


def test_a_box_of_two_lines_is_one_entry_or_two() -> None:
    readings = read(report(EXECUTORS + boxes("Municipalidades\nFundaciones", "Bancos") + APART))
    assert said(readings, "executors") == []


INDICATORS = """6. INDICADORES

6.1) Indicadores de Propósito

Nombre del Indicador

Fórmula de Cálculo

2020
(efectivo al 31 de Diciembre)

2021
(estimado al 31 de Diciembre)

2021
(efectivo al 31 de Diciembre)

2022
(estimado al 31 de Diciembre)

"""
METHODOLOGY = """(a/b)*100
Metodología y definiciones conceptuales incorporadas en las fórmulas de cálculo del
indicador o de los indicadores, indicando fuente de información: Encuesta."""
VALUES = ("1%", "2%", "3%", "4%")


def test_an_indicator_with_its_values_behind_it_is_read_but_for_their_order() -> None:
    readings = read(report(INDICATORS + boxes("Faros", METHODOLOGY, *VALUES)))
    assert [text for _, text in said(readings, "purpose_indicators")] == ["Faros", "(a/b)*100", "Encuesta."]
    doubtful = [one for one in readings if one.status == "ambiguous"]
    assert [one.text for one in doubtful] == list(VALUES)
    assert {one.column.count("|") for one in doubtful} == {3}


def test_values_that_are_all_alike_stand_in_any_order() -> None:
    cells = boxes("Faros", METHODOLOGY, "N/A", "N/A", "N/A", "N/A")
    (row,) = table(read(report(INDICATORS + cells)), "purpose_indicators")
    assert tuple(row.values()) == ("Faros", "(a/b)*100", "Encuesta.", *["N/A"] * 4)


def test_a_methodology_that_is_not_reported_is_no_value() -> None:
    formula = METHODOLOGY.replace("Encuesta.", "\nEl programa no presenta información.")
    readings = read(report(INDICATORS + boxes("Faros", formula, *VALUES, "Boyas", formula, *VALUES)))
    told = ["Faros", "(a/b)*100", "El programa no presenta información."]
    assert [text for _, text in said(readings, "purpose_indicators")][:3] == told


def test_a_header_at_the_head_of_a_page_is_not_that_of_a_table_over_pages() -> None:
    heading = "6. INDICADORES\n\n6.1) Indicadores de Propósito\n\n "
    readings = read(
        report(
            INDICATORS.replace(INDICATORS.partition("Nombre")[0], heading)
            + boxes("Faros", METHODOLOGY, *VALUES)
        )
    )
    assert [text for _, text in said(readings, "purpose_indicators")] == ["Faros", "(a/b)*100", "Encuesta."]


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param((*VALUES, "Faros", METHODOLOGY), id="values above"),
        pytest.param((*VALUES, "Faros", METHODOLOGY, "5%"), id="values above and below"),
        pytest.param(("Faros", METHODOLOGY, "Boyas", METHODOLOGY, *VALUES, "5%"), id="columns"),
        pytest.param((METHODOLOGY, *VALUES), id="a name is elsewhere"),
    ],
)
def test_indicators_in_another_order_are_in_doubt(cells: tuple[str, ...]) -> None:
    assert said(read(report(INDICATORS + boxes(*cells))), "purpose_indicators") == []


def test_an_indicator_that_a_new_page_may_have_cut_is_in_doubt() -> None:
    header = " " + INDICATORS.partition("Propósito\n\n")[2]
    cells = boxes("Faros", METHODOLOGY, *VALUES)
    rest = boxes("y más.", "Boyas", METHODOLOGY, *VALUES)
    assert said(read(report(INDICATORS + cells + header + rest)), "purpose_indicators") == []
