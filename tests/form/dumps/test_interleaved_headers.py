"""Text dumps in boxes that print the cells of a table's header among the others, each above its column."""

import pytest

from tests.form.documents import boxes, only, read, report, said, statuses, table

APART = "3.3) Población beneficiada\n\nCobertura del Programa:\n" + boxes(
    "2020", "2021", "Población Objetivo", "9", "8", "Beneficiarios Efectivos", "7", "6", "Cobertura", "1", "2"
)
"""A table that shows that the dump prints every cell in a box of its own."""

STRATEGY = APART + "4. ESTRATEGIA\n"
TORN = "Nombre\nFaros\nBeca\n\nDescripción\nLuz para todos.\n\n"
WHOLE = boxes("Nombre", "Descripción", "Faros\nBeca", "Luz para todos.")
PRODUCTION = "Producción al 4° trimestre 2021: {}\n"
NEXT = "Explique brevemente en qué consiste la estrategia de intervención del programa\n"
MONEY = "5.6) Detalle regional - Gasto componente\n\n"


def test_a_value_ends_where_the_header_of_the_next_table_begins() -> None:
    text = STRATEGY + "El programa presenta 2 componentes.\n" + TORN + PRODUCTION.format("7 Becas")
    readings = read(report(text + TORN + PRODUCTION.format("8 Becas") + NEXT))
    assert only(readings, "component_count").text == "2 componentes."
    assert only(readings, "component_count").status == "value"
    production = [(one.row_no, one.text, one.status) for one in readings if one.item == "production"]
    assert production[0] == (1, "7 Becas", "value")
    assert production[1][:2] == (2, "8 Becas" + " " + NEXT.strip())


def test_a_component_whose_header_cells_stand_above_its_cells_is_read() -> None:
    readings = read(
        report(STRATEGY + "El programa presenta 1 componentes.\n" + TORN + PRODUCTION.format("7"))
    )
    assert table(readings, "components") == [
        {"name_and_type": "Faros Beca", "description": "Luz para todos."}
    ]
    headers = [one.text for one in readings if one.item == "components" and one.row_no == 0]
    assert headers == ["Nombre", "Descripción"]


@pytest.mark.parametrize(
    "torn",
    [
        pytest.param("Nombre\nFaros\n\nDescripción\nLuz para todos.\n\n", id="no type"),
        pytest.param("Nombre\nFaros\nBeca\n\nDescripción\nLuz.\n\nPara todos.\n\n", id="three boxes"),
        pytest.param("Nombre\nFaros\nBeca\n\nDescripción\n", id="no description"),
        pytest.param("Descripción\nFaros\nBeca\n\nNombre\nLuz para todos.\n\n", id="another order"),
    ],
)
def test_the_cells_of_a_component_that_its_type_does_not_tell_are_in_doubt(torn: str) -> None:
    readings = read(
        report(STRATEGY + "El programa presenta 1 componentes.\n" + torn + PRODUCTION.format("7"))
    )
    assert said(readings, "components") == []


def test_a_component_goes_by_its_number_where_the_one_above_it_is_in_doubt() -> None:
    doubtful = "Nombre\nFaros\n\nDescripción\nLuz para todos.\n\n"
    text = STRATEGY + "El programa presenta 2 componentes.\n" + doubtful + PRODUCTION.format("7\n") + WHOLE
    readings = read(report(text + PRODUCTION.format("8\n\n")))
    assert [one.row_no for one in readings if one.item == "production"] == [1, 2]
    assert {one.row_no for one in readings if one.item == "components" and one.status == "value"} == {0, 2}


@pytest.mark.parametrize("apart", [APART, ""])
def test_a_component_cut_by_a_page_break_is_in_doubt_and_counts_once(apart: str) -> None:
    rest = " " + boxes("Nombre", "Descripción", "Y para las boyas.")
    text = "4. ESTRATEGIA\nEl programa presenta 2 componentes.\n" + WHOLE + rest + PRODUCTION.format("7\n")
    readings = read(report(apart + text + WHOLE + PRODUCTION.format("8\n\n")))
    assert [one.row_no for one in readings if one.item == "production"] == [1, 2]
    assert {one.row_no for one in readings if one.item == "components" and one.status == "value"} == {0, 2}


def test_the_names_of_components_are_known_from_a_table_with_a_torn_header() -> None:
    text = STRATEGY + "El programa presenta 1 componentes.\n" + TORN + PRODUCTION.format("7\n")
    text += "5.5) Gasto por Componente\n\n" + boxes(
        "Componente", "Gasto (M$)", "Detalle", "Faros", "5", "Cera."
    )
    readings = read(report(text))
    assert table(readings, "component_spending") == [
        {"component": "Faros", "spending": "5", "detail": "Cera."}
    ]
    assert statuses(readings, "component_spending") == {"value"}


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param(("Región\nMaule\nTotal", "Total ejecutado\n3\n3"), id="one region"),
        pytest.param(("Región\nMaule\nÑuble\nTotal", "Total ejecutado\n3\n4\n7"), id="two regions"),
    ],
)
def test_regions_and_figures_each_below_their_header(cells: tuple[str, ...]) -> None:
    readings = read(report(APART + MONEY + boxes(*cells)))
    assert table(readings, "regional_spending")[0] == {"region": "Maule", "spending": "3"}
    headers = [one.text for one in readings if one.item == "regional_spending" and one.row_no == 0]
    assert headers == ["Región", "Total ejecutado"]


def test_the_only_region_has_the_report_s_beneficiaries() -> None:
    text = """3.3) Población beneficiada

Cuantificación Población efectivamente beneficiada: 3

Complete cómo se distribuyen los beneficiarios efectivos a nivel regional al 4to trimestre del año 2021:
Región
Maule

Beneficiarios efectivos
2021
3

"""
    readings = read(report(text + APART.partition("\n\n")[2]))
    assert table(readings, "regional_beneficiaries") == [{"region": "Maule", "beneficiaries": "3"}]


def test_regions_below_a_torn_header_that_do_not_add_up_are_in_doubt() -> None:
    text = APART + MONEY + boxes("Región\nMaule\nTotal", "Total ejecutado\n3\n4")
    assert said(read(report(text)), "regional_spending") == []


def test_rows_on_the_next_page_cannot_be_counted_where_the_header_above_is_torn() -> None:
    torn = boxes("Región\nMaule\nÑuble", "Total ejecutado\n3\n4")
    text = APART + MONEY + torn + " " + boxes("Región", "Total ejecutado", "Los Lagos", "5", "Total", "5")
    found = said(read(report(text + "6. INDICADORES\n")), "regional_spending")
    assert found == [("region", "Total")]
