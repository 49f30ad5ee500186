"""Text dumps that print every cell in a box of its own: what is read of their tables, and what is not."""

import pytest

from tests.form.documents import boxes, only, read, report, said, table

COVERAGE = "Cobertura del Programa:\n\n2020\n\n2021\n\n"
REGIONS = """3.3) Población beneficiada

Complete cómo se distribuyen los beneficiarios efectivos a nivel regional al 4to trimestre del año 2020:

Región

Beneficiarios efectivos 2021

"""
MONEY = "5.6) Detalle regional - Gasto componente\n\nRegión\n\nTotal ejecutado\n\n"
NOTHING = "El programa no presenta información."


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param(("Maule", "2", "Ñuble", "1", "Total", "3"), id="row by row"),
        pytest.param(("Maule\nÑuble\nTotal", "2\n1\n3"), id="column by column"),
        pytest.param(("Maule", "Ñuble", "2", "1", "Total", "3"), id="page by page"),
    ],
)
def test_names_and_as_many_figures_belong_together(cells: tuple[str, ...]) -> None:
    readings = read(report(MONEY + boxes(*cells)))
    assert table(readings, "regional_spending") == [
        {"region": "Maule", "spending": "2"},
        {"region": "Ñuble", "spending": "1"},
    ]
    assert table(readings, "regional_spending.total") == [{"region": "Total", "spending": "3"}]


def test_a_total_may_be_the_last_column_of_the_table_above() -> None:
    cells = ("Maule", "Ñuble", "2", "1", "Total")
    readings = read(report(REGIONS + boxes(*cells, "3")))
    assert [row["region"] for row in table(readings, "regional_beneficiaries")] == ["Maule", "Ñuble", "Total"]
    assert [one.text for one in readings if one.status == "ambiguous"] == ["Total", "3"]
    assert said(read(report(REGIONS + boxes(*cells, "160"))), "regional_beneficiaries") == []


def test_as_many_names_as_figures_that_do_not_add_up_may_be_of_different_rows() -> None:
    assert (
        said(read(report(MONEY + boxes("Maule", "Ñuble", "2", "1", "Total", "8"))), "regional_spending") == []
    )


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param(("Maule", "Ñuble", "3", "0", "Total", "3"), id="column by column"),
        pytest.param(("Maule", "3", "Ñuble", "0", "Total", "3"), id="row by row"),
        pytest.param(("Maule", "0", "Total", "0"), id="nothing but zero"),
    ],
)
def test_where_zeros_are_printed_a_sum_does_not_show_that_none_was_left_blank(cells: tuple[str, ...]) -> None:
    assert said(read(report(MONEY + boxes(*cells))), "regional_spending") == []


def test_what_a_sum_shows_is_said_to_be_inferred() -> None:
    readings = read(report(MONEY + boxes("Maule", "Ñuble", "2", "1", "Total", "3")))
    rows = [one for one in readings if one.item.startswith("regional_spending") and one.row_no]
    assert {one.inferred_by for one in rows} == {"every_region_has_a_figure"}


def test_names_and_figures_on_the_same_lines_need_no_sum() -> None:
    readings = read(report(MONEY + boxes("Maule 0\nÑuble 1", "Total 8")))
    assert table(readings, "regional_spending") == [
        {"region": "Maule", "spending": "0"},
        {"region": "Ñuble", "spending": "1"},
    ]
    assert {one.inferred_by for one in readings} == {None}


def test_the_report_s_beneficiaries_are_the_total_of_a_table_without_one() -> None:
    quantity = "3.3) Población beneficiada\n\nCuantificación Población efectivamente beneficiada: {0}\n\n"
    cells = REGIONS.partition("\n\n")[2] + boxes("Maule", "Ñuble", "2", "1.001")
    regions = table(read(report(quantity.format("1.003") + cells)), "regional_beneficiaries")
    assert [row["beneficiaries"] for row in regions] == ["2", "1.001"]
    assert said(read(report(quantity.format("1.004") + cells)), "regional_beneficiaries") == []


def test_cells_above_the_header_make_the_rows_below_it_doubtful() -> None:
    heading = "5.6) Detalle regional - Gasto componente\n\n"
    readings = read(report(MONEY.replace(heading, heading + "Atacama\n\n") + boxes("Maule", "2")))
    assert said(readings, "regional_spending") == []


def test_rows_below_a_repeated_header_cannot_be_counted_where_those_above_it_are_in_doubt() -> None:
    header = "Región\n\nTotal ejecutado\n\n"
    readings = read(report(MONEY + boxes("Maule", "Ñuble", "2") + " " + header + boxes("Biobío", "4")))
    assert said(readings, "regional_spending") == []


def test_a_footer_in_the_middle_of_a_page_is_no_part_of_a_value() -> None:
    pages = [f"Uno.\nCopia de muestra, hoja {number}\nDos.\n" for number in (1, 2, 3)]
    readings = read(report("2. DIAGNÓSTICO Y OBJETIVO\n\nProblema principal: " + " ".join(pages)))
    assert only(readings, "problem").text == "Uno. Dos. Uno. Dos. Uno. Dos."
    assert [one.text[-1] for one in readings if one.item == "running_header"] == ["1", "2", "3"]


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param(("Maule", "Ñuble", "2"), id="a figure is blank or elsewhere"),
        pytest.param(("Maule", "2", "1"), id="a name is elsewhere"),
        pytest.param(("Maule", "Ñuble", "Total"), id="all figures are elsewhere"),
        pytest.param(("Total", "327", "Maule", "2"), id="a box of the table above comes first"),
        pytest.param(("327", "Maule", "2"), id="so does a figure of it"),
        pytest.param(("Costa", "Serena", "2", "1"), id="two lines that may be one unknown name"),
        pytest.param((NOTHING,), id="one cell or the whole table"),
    ],
)
def test_other_names_and_figures_are_in_doubt_and_none_is_blank(cells: tuple[str, ...]) -> None:
    readings = read(report(REGIONS + boxes(*cells)))
    assert said(readings, "regional_beneficiaries") == []
    doubtful = [one for one in readings if one.status == "ambiguous" and one.text]
    assert [one.text for one in doubtful] == list(cells)
    assert {one.column for one in doubtful} == {"region|beneficiaries"}


def test_the_form_s_own_rows_are_in_doubt_where_no_cell_of_them_can_be_told() -> None:
    cells = ("9", "8", "Población Objetivo", "7", "6", "Beneficiarios Efectivos", "Cobertura", "1", "2")
    readings = read(report(REGIONS + boxes("Maule", "2") + COVERAGE + boxes(*cells)))
    row = [one for one in readings if one.item == "coverage.beneficiaries"]
    assert [(one.column, one.text, one.status) for one in row] == [
        ("previous", "", "ambiguous"),
        ("current", "", "ambiguous"),
    ]


def test_a_table_whose_header_stands_among_its_cells_is_in_doubt() -> None:
    torn = "Cobertura del Programa:\n\n" + boxes("Población Objetivo", "2020", "9", "2021", "8")
    readings = read(report(REGIONS + boxes("Maule", "2") + torn))
    assert said(readings, "coverage") == []
    assert {one.column for one in readings if one.item == "coverage"} == {"label|previous|current"}
    assert not [one for one in readings if one.status == "unmapped"]


def test_text_that_is_no_part_of_the_table_due_is_unmapped() -> None:
    readings = read(report(REGIONS + boxes("Maule", "2") + boxes("Cobertura del Programa:", "Sin datos")))
    assert [one.text for one in readings if one.status == "unmapped"] == ["Sin datos"]


def test_no_rule_makes_a_row_of_unknown_cells_blank() -> None:
    torn = "5.8) Resumen Presupuestario\n\nGasto por Beneficiario:\n\n" + boxes("Gasto por Beneficiario", "5")
    readings = read(report(REGIONS + boxes("Maule", "2") + torn))
    row = [one for one in readings if one.item == "spending_per_beneficiary.executed_budget"]
    assert {one.status for one in row} == {"ambiguous"}


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        pytest.param(
            ("El programa no\npresenta información.", "6"), "ambiguous", id="printed before a figure"
        ),
        pytest.param(("7", "El programa no\npresenta información."), "value", id="printed behind it"),
        pytest.param((NOTHING, "6"), "value", id="on one line"),
    ],
)
def test_a_broken_phrase_may_be_printed_before_what_stands_left_of_it(
    cells: tuple[str, ...], status: str
) -> None:
    text = boxes("Población Objetivo", "9", "8", "Beneficiarios Efectivos", *cells, "Cobertura", "1", "2")
    readings = read(report(REGIONS + boxes("Maule", "2") + COVERAGE + text))
    figures = [one for one in readings if one.item == "coverage.beneficiaries" and one.column != "label"]
    assert {one.status for one in figures if one.text in {"6", "7"}} == {status}
    assert {one.status for one in readings if one.text in {"9", "8"}} == {"value"}


def test_labelled_rows_are_read_with_all_their_figures_behind_them() -> None:
    text = boxes(
        "Población Objetivo", "9", "8", "Beneficiarios Efectivos", "7", "6", "Cobertura", "77%", "75%"
    )
    readings = read(report(REGIONS + boxes("Maule", "2") + COVERAGE + text))
    assert table(readings, "coverage.beneficiaries") == [
        {"label": "Beneficiarios Efectivos", "previous": "7", "current": "6"}
    ]


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param(
            ("9", "8", "Población Objetivo", "7", "6", "Beneficiarios Efectivos"), id="labels below"
        ),
        pytest.param(("Población Objetivo", "Beneficiarios Efectivos", "9", "8", "7", "6"), id="in columns"),
        pytest.param(("Población Objetivo", "9", "Beneficiarios Efectivos", "7", "6"), id="a blank cell"),
    ],
)
def test_figures_that_are_not_behind_their_label_are_in_doubt(cells: tuple[str, ...]) -> None:
    readings = read(report(REGIONS + boxes("Maule", "2") + COVERAGE + boxes(*cells, "Cobertura", "1", "2")))
    assert said(readings, "coverage") == []


def test_nothing_behind_a_label_is_no_blank_and_makes_the_values_elsewhere_doubtful() -> None:
    section = boxes("3.1) Población potencial", "Población potencial del programa:")
    section += boxes("Cuantificación Población potencial:", "Todos", "9")
    readings = read(report(section + REGIONS + boxes("Maule", "2")))
    assert only(readings, "potential_population_description").status == "ambiguous"
    assert only(readings, "potential_population").status == "ambiguous"


@pytest.mark.parametrize("cell", ["327", "Total", "El programa no\npresenta\ninformación."])
def test_a_value_with_a_cell_of_a_table_in_it_is_in_doubt(cell: str) -> None:
    note = f"Nota: Sólo regiones con datos.\n\n{cell}\n\n"
    readings = read(report(REGIONS + boxes("Maule", "2") + note))
    assert only(readings, "regional_beneficiaries_note").status == "ambiguous"


def test_a_figure_on_a_label_s_line_is_the_beginning_of_its_value() -> None:
    text = """1. ANTECEDENTES
Señale el objetivo estratégico de la institución responsable que más se vincula al programa (acorde al
Formulario A-1 Dirección de Presupuestos): 5.000
empresas imaginarias.
El Programa monitoreado, forma parte de un Sistema o Subsistema: No

"""
    objective = only(read(report(text + REGIONS + boxes("Maule", "2"))), "strategic_objective")
    assert (objective.text, objective.status) == ("5.000 empresas imaginarias.", "value")


def test_a_label_that_its_value_has_torn_apart_makes_the_text_above_it_doubtful() -> None:
    text = (
        "7. OTROS ATRIBUTOS\n\n7.1) Enfoque de Derechos Humanos\n\n¿Cuál o cuáles?: Género\n"
        "7.2) Objetivos de Desarrollo Sostenible (ODS)\nObjetivos de Desarrollo Sostenible (ODS) Meta/s\n"
        "8. Trabajo decente 8.3 Empleo decente\n"
    )
    label = (
        "Indique de manera concreta qué elementos del\nLos talleres enseñan\nprograma permite contribuir\n"
    )
    (whole,) = table(read(report(text)), "sdg")
    assert whole == {"goal": "8. Trabajo decente", "target": "8.3 Empleo decente"}
    assert said(read(report(text + label)), "sdg") == []


def test_text_directly_above_a_label_may_belong_to_its_value() -> None:
    text = "2. DIAGNÓSTICO Y OBJETIVO\nNo venden por tres razones:\nProblema principal:\ny una más.\n"
    assert only(read(report(text)), "problem").status == "ambiguous"


def test_text_at_the_foot_of_a_page_does_not_touch_the_label_on_the_next() -> None:
    text = "2. DIAGNÓSTICO Y OBJETIVO\nGastos ($miles)\n Problema principal: Uno.\n"
    assert only(read(report(text)), "problem").status == "value"
