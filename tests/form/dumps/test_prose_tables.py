"""Tables of prose in text dumps: components, indicators, goals, executors. Nothing is guessed."""

import pytest

from tests.form.documents import only, read, report, statuses, table
from tests.form.printed_tables import COMPONENTS, GOALS, INDICATORS, METHODOLOGY


def test_component_spending_finds_rows_by_the_names_of_the_components() -> None:
    readings = read(
        report(
            COMPONENTS
            + "Faros 2020 249.075\n\nSe pagó en 2020\nTaller 12\n\nfin.\n\nBoyas 1.000 Cuatro boyas 7\n\n"
            "Total Gasto por Componentes al 4to trimestre 2020 ($miles):  250.075\n"
        )
    )
    assert table(readings, "component_spending") == [
        {"component": "Faros 2020", "spending": "249.075", "detail": "Se pagó en 2020 Taller 12 fin."},
        {"component": "Boyas", "spending": "1.000", "detail": "Cuatro boyas 7"},
    ]
    assert [one.row_no for one in readings if one.item == "production"] == [1, 2]
    assert [row["description"] for row in table(readings, "components")] == ["Luz.", "Sonido."]


def test_component_spending_under_other_names_is_not_guessed() -> None:
    readings = read(report(COMPONENTS + "Luces 249.075\n\nDetalle 5\n"))
    assert statuses(readings, "component_spending") == {"ambiguous"}


def test_a_detail_that_may_hide_a_row_is_ambiguous() -> None:
    readings = read(report(COMPONENTS + "Faros 2020 249.075\n\nBoya 1.000 Cuatro boyas\n"))
    by_column = {
        one.column: one.status for one in readings if one.item == "component_spending" and one.row_no
    }
    assert by_column == {"component": "value", "spending": "value", "detail": "ambiguous"}


THIRD = """Nombre Descripción

{name}
Beca

Agua.

Producción al 4° trimestre 2021:  7 Becas

5.5) Gasto por Componente"""


@pytest.mark.parametrize(
    ("third", "rows"),
    [
        pytest.param("Velas", "Velas 3\n", id="its detail is blank"),
        pytest.param("Boyas grandes", "Boyas 3 Agua\n", id="two names begin alike"),
    ],
)
def test_behind_a_row_that_is_missed_nothing_is_said_of_the_next(third: str, rows: str) -> None:
    head = COMPONENTS.replace("5.5) Gasto por Componente", THIRD.format(name=third))
    readings = read(report(f"{head}Faros 2020 5 Luz\n\n{rows}"))
    said = {(one.row_no, one.column): one.status for one in readings if one.item == "component_spending"}
    assert said[1, "spending"] == "value"
    assert {status for (row_no, _), status in said.items() if row_no == 2} == {"ambiguous"}


def test_a_phrase_may_be_the_detail_of_a_blank_figure_where_another_row_may_follow() -> None:
    nothing = "El programa no presenta información."
    (row,) = table(
        read(report(f"{COMPONENTS}Faros 2020 {nothing}\n\nLuces 5 Cuatro\n")), "component_spending"
    )
    assert row == {"component": "Faros 2020", "spending|detail": nothing, "detail": "Luces 5 Cuatro"}


def test_a_component_in_three_boxes_is_ambiguous() -> None:
    text = COMPONENTS.split("Producción", maxsplit=1)[0] + "Otro párrafo.\n"
    readings = read(report(text))
    assert statuses(readings, "components") == {"ambiguous"}


def test_an_indicator_with_blank_values_is_ambiguous() -> None:
    readings = read(
        report(f"{INDICATORS}Faros que\nalumbran\n\n(a/b)*100\n\n{METHODOLOGY}Encuesta.\n\nN/A 73%\n")
    )
    assert table(readings, "purpose_indicators") == [
        {
            "indicator_name": "Faros que alumbran",
            "formula": "(a/b)*100",
            "methodology": "Encuesta.",
            "effective_previous|estimated_current|effective_current": "N/A",
            "estimated_current|effective_current|estimated_next": "73%",
        }
    ]


def test_two_indicators_with_full_rows() -> None:
    row = "Faros {0}\n\nFórmula {0}\n\n" + METHODOLOGY + "Encuesta\n{0} general.\n\n1% 2 %\nN/A\n\n4,5%\n\n"
    readings = read(report(INDICATORS + row.format("uno") + row.format("dos")))
    found = table(readings, "purpose_indicators")
    assert [one["indicator_name"] for one in found] == ["Faros uno", "Faros dos"]
    assert [one["methodology"] for one in found] == ["Encuesta uno general.", "Encuesta dos general."]
    values = ["effective_previous", "estimated_current", "effective_current", "estimated_next"]
    assert [[one[column] for column in values] for one in found] == [["1%", "2 %", "N/A", "4,5%"]] * 2


def test_a_phrase_alone_behind_a_component_may_be_its_figure_or_its_detail() -> None:
    nothing = "El programa no presenta información."
    (faros, boyas) = table(
        read(report(f"{COMPONENTS}Faros 2020 {nothing}\n\nBoyas 5 Cuatro\n")), "component_spending"
    )
    assert faros == {"component": "Faros 2020", "spending|detail": nothing}
    assert (boyas["spending"], boyas["detail"]) == ("5", "Cuatro")


def test_an_indicator_table_with_the_inner_label_alone_has_no_row() -> None:
    readings = read(report(INDICATORS + METHODOLOGY + "\n"))
    assert table(readings, "purpose_indicators") == []
    assert only(readings, "purpose_indicators.label").text == " ".join(METHODOLOGY.split())


def test_a_name_and_formula_in_one_box_are_ambiguous() -> None:
    readings = read(report(f"{INDICATORS}Faros (a/b)*100\n\n{METHODOLOGY}Encuesta.\n\n1% 2% 3% 4%\n"))
    (row,) = table(readings, "purpose_indicators")
    assert row["indicator_name|formula"] == "Faros (a/b)*100"
    assert row["estimated_next"] == "4%"


def test_goals_and_targets_with_numbers_at_the_start_of_their_lines() -> None:
    readings = read(
        report(
            GOALS + "8. Trabajo decente para el año\n2030. Y crecimiento\n\n8.3 Promover\n8.5 Lograr\n\n"
            "9. Industria 9.1 Infraestructura\n10. Reducción 10.2 Inclusión\n\n"
            "8. OBSERVACIONES DE LA INSTITUCIÓN\n"
        )
    )
    assert table(readings, "sdg") == [
        {"goal": "8. Trabajo decente para el año 2030. Y crecimiento", "target": "8.3 Promover 8.5 Lograr"},
        {"goal": "9. Industria", "target": "9.1 Infraestructura"},
        {"goal": "10. Reducción", "target": "10.2 Inclusión"},
    ]
    assert readings[-1].item == "heading"


def test_executors_are_lines_unless_a_line_is_visibly_unfinished() -> None:
    readings = read(
        report(
            "4.2) Ejecutores\n\nEjecución: Por terceros.\n\nTipo de institución\nMunicipalidades\n"
            "Organismo privado (Bancos,\nOTEC)\n"
        )
    )
    assert table(readings, "executors") == [
        {"institution_type": "Municipalidades"},
        {"institution_type": "Organismo privado (Bancos, OTEC)"},
    ]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param("8. Trabajo decente 8.3 Empleo\n9. Industria\n", id="a blank target"),
        pytest.param("8. Trabajo decente 8.3 Empleo\n9.1 Infraestructura\n", id="a blank goal"),
        pytest.param("8. Trabajo decente\n9.1 Infraestructura\n", id="one of each"),
    ],
)
def test_a_cell_with_the_number_of_another_goal_is_in_doubt(lines: str) -> None:
    readings = read(report(f"{GOALS}{lines}\n8. OBSERVACIONES DE LA INSTITUCIÓN\n"))
    assert statuses(readings, "sdg") == {"ambiguous"}
