"""Rows at a page break whose first cell may go on: the report itself tells whether it is one row."""

from pathlib import Path

from reportlab.platypus import Flowable, PageBreak

from tests.form.documents import bare, drawn, grid, only, read, statuses, table
from tests.form.test_ruled_tables import INDICATOR_HEADER, INDICATOR_WIDTHS, METHODOLOGY

COMPONENT = ["Componente", "Gasto (M$)", "Detalle"]
WIDTHS = [90, 60, 200]
LAMPS, BUOYS = "Faros de papel y de madera", "Boyas"


def _strategy(*names: str) -> list[Flowable | str]:
    """Section 4, which names the components, and the heading of section 5.5."""
    tables = [
        part
        for name in names
        for part in (
            grid([["Nombre", "Descripción"], [f"{name}\nAsistencia técnica", "Luz."]], [180, 280]),
            "Producción al 4° trimestre 2021: 3 Faros",
        )
    ]
    return ["4. ESTRATEGIA", *tables, "5.5) Gasto por Componente"]


def _indicators(*parts: list[list[str]]) -> list[Flowable | str]:
    first, second = parts
    return [
        "6.1) Indicadores de Propósito",
        grid([INDICATOR_HEADER, *first], INDICATOR_WIDTHS),
        PageBreak(),
        grid(second, INDICATOR_WIDTHS),
    ]


def test_a_component_named_before_goes_on(tmp_path: Path) -> None:
    first = grid([COMPONENT, ["Faros de papel y de", "5", "Luz y"]], WIDTHS)
    second = grid([["madera", "", "sonido."], [BUOYS, "7", "Agua."]], WIDTHS)
    readings = read(drawn(tmp_path, *_strategy(LAMPS, BUOYS), first, PageBreak(), second))
    assert table(readings, "component_spending") == [
        {"component": LAMPS, "spending": "5", "detail": "Luz y sonido."},
        {"component": BUOYS, "spending": "7", "detail": "Agua."},
    ]
    assert statuses(readings, "component_spending") == {"value"}


def test_a_component_named_before_begins(tmp_path: Path) -> None:
    first = grid([COMPONENT, ["Faros de papel y de madera", "5", "Luz."]], WIDTHS)
    second = grid([["Marineros voluntarios de la isla", "", "Agua."]], WIDTHS)
    named = _strategy(LAMPS, "Marineros voluntarios de la isla")
    readings = read(drawn(tmp_path, *named, first, PageBreak(), second))
    assert [row["detail"] for row in table(readings, "component_spending")] == ["Luz.", "Agua."]
    assert statuses(readings, "component_spending") == {"value", "blank"}


def test_a_component_whose_name_is_not_known_stays_in_doubt(tmp_path: Path) -> None:
    first = grid([COMPONENT, ["Faros de papel y de", "5", "Luz y"]], WIDTHS)
    second = grid([["madera", "", "sonido."]], WIDTHS)
    readings = read(drawn(tmp_path, *_strategy("Faroles", BUOYS), first, PageBreak(), second))
    assert "value" not in statuses(readings, "component_spending")


def test_an_indicator_has_one_methodology(tmp_path: Path) -> None:
    readings = read(
        drawn(
            tmp_path,
            *_indicators(
                [["Faros que", "(a/b)", "", "70%", "73%", "80%"]],
                [["alumbran", f"*100\n{METHODOLOGY} Encuesta.", "", "", "", ""]],
            ),
        )
    )
    (found,) = table(readings, "purpose_indicators")
    assert found["indicator_name"] == "Faros que alumbran"
    assert (found["formula"], found["methodology"]) == ("(a/b) *100", "Encuesta.")
    assert found["estimated_next"] == "80%"


def test_an_indicator_cut_inside_its_label(tmp_path: Path) -> None:
    start, end = METHODOLOGY.split(" fórmulas ")
    readings = read(
        drawn(
            tmp_path,
            *_indicators(
                [["", f"a/b\n{start}", "", "", "", ""]],
                [["Faros", f"fórmulas {end} Encuesta.", "", "70%", "73%", "80%"]],
            ),
        )
    )
    (found,) = table(readings, "purpose_indicators")
    assert (found["indicator_name"], found["formula"]) == ("Faros", "a/b")
    assert (found["methodology"], found["effective_current"]) == ("Encuesta.", "73%")


def test_two_methodologies_are_two_indicators(tmp_path: Path) -> None:
    readings = read(
        drawn(
            tmp_path,
            *_indicators(
                [["Faros que alumbran la", f"a/b\n{METHODOLOGY} Encuesta.", "1", "2", "3", "4"]],
                [["Boyas en el mar del", f"c/d\n{METHODOLOGY} Conteo.", "", "", "", ""]],
            ),
        )
    )
    assert [row["formula"] for row in table(readings, "purpose_indicators")] == ["a/b", "c/d"]
    assert statuses(readings, "purpose_indicators") == {"value", "blank"}


FLOW = ["", "Egreso durante 2021", "Egreso posterior a 2021", "Otros (desertores, fallecidos, etc.)", "Total"]
FLOW_WIDTHS = [100, 70, 70, 90, 60]
FLOW_TITLE = ("3.3) Población beneficiada", "Desagregación de población beneficiada durante 2021:")


def test_a_label_is_cut(tmp_path: Path) -> None:
    first = grid([FLOW, ["Ingreso previo a", "El programa no", "4", "", "9"]], FLOW_WIDTHS)
    second = grid(
        [["2021 (arrastre)", "presenta información.", "", "", ""], ["Total", "5", "4", "", "9"]], FLOW_WIDTHS
    )
    readings = read(drawn(tmp_path, *FLOW_TITLE, first, PageBreak(), second))
    assert table(readings, "flow.before_year") == [
        {
            "label": "Ingreso previo a 2021 (arrastre)",
            "during_year": "El programa no presenta información.",
            "after_year": "4",
            "other": "",
            "total": "9",
        }
    ]
    assert [row["total"] for row in table(readings, "flow.total")] == ["9"]


def test_halves_that_are_no_label_are_no_row(tmp_path: Path) -> None:
    first = grid([FLOW, ["Ingreso previo a", "5", "4", "", "9"]], FLOW_WIDTHS)
    second = grid([["2021 (desconocido)", "", "", "", ""], ["Total", "5", "4", "", "9"]], FLOW_WIDTHS)
    readings = read(drawn(tmp_path, *FLOW_TITLE, first, PageBreak(), second))
    assert table(readings, "flow.before_year") == []
    assert {one.status for one in readings if "Ingreso" in one.text} == {"unmapped"}
    assert [row["total"] for row in table(readings, "flow.total")] == ["9"]


def test_the_rest_of_a_row_under_a_header_without_a_rule_between(tmp_path: Path) -> None:
    first = grid([COMPONENT, ["Faros", "5", "Luz y"]], WIDTHS)
    second = grid([["Componente", "Gasto (M$)", "Detalle\nsonido."], [BUOYS, "7", "Agua."]], WIDTHS)
    readings = read(drawn(tmp_path, "5.5) Gasto por Componente", first, PageBreak(), second))
    assert [row["detail"] for row in table(readings, "component_spending")] == ["Luz y sonido.", "Agua."]
    headers = [one.text for one in readings if one.item == "component_spending" and one.row_no == 0]
    assert headers == [*COMPONENT, *COMPONENT]


def test_a_labelled_row_is_cut_above_its_label(tmp_path: Path) -> None:
    first = grid([FLOW, ["", "", "El programa no presenta", "", ""]], FLOW_WIDTHS)
    second = grid([["Total", "5", "información.", "", "9"]], FLOW_WIDTHS)
    readings = read(drawn(tmp_path, *FLOW_TITLE, first, PageBreak(), second))
    assert table(readings, "flow.total") == [
        {
            "label": "Total",
            "during_year": "5",
            "after_year": "El programa no presenta información.",
            "other": "",
            "total": "9",
        }
    ]


def test_a_figure_without_a_label_is_no_part_of_the_next_row(tmp_path: Path) -> None:
    first = grid([FLOW, ["", "", "4", "", ""]], FLOW_WIDTHS)
    second = grid([["Total", "5", "6", "", "9"]], FLOW_WIDTHS)
    readings = read(drawn(tmp_path, *FLOW_TITLE, first, PageBreak(), second))
    assert [row["after_year"] for row in table(readings, "flow.total")] == ["6"]
    assert [one.text for one in readings if one.status == "unmapped"] == ["4"]


def test_a_component_is_cut_above_its_name(tmp_path: Path) -> None:
    first = grid([COMPONENT, ["", "", "Luz y"]], WIDTHS)
    second = grid([[LAMPS, "5", "sonido."], [BUOYS, "7", "Agua."]], WIDTHS)
    readings = read(drawn(tmp_path, *_strategy(LAMPS, BUOYS), first, PageBreak(), second))
    assert [row["detail"] for row in table(readings, "component_spending")] == ["Luz y sonido.", "Agua."]


def test_the_first_row_below_a_lone_header_begins_a_table_of_its_own(tmp_path: Path) -> None:
    header, widths = ["Nombre", "Descripción"], [180, 280]
    first = grid([header, [f"{LAMPS}\nBeca", "Luz."]], widths)
    second = grid([[f"{BUOYS}\nBeca", "Agua."]], widths)
    between = "Producción al 4° trimestre 2021: 3 Faros"
    readings = read(
        drawn(tmp_path, "4. ESTRATEGIA", first, between, grid([header], widths), PageBreak(), second, between)
    )
    assert [row["description"] for row in table(readings, "components")] == ["Luz.", "Agua."]
    assert statuses(readings, "components") == {"value"}


def test_a_component_without_rules_around_is_cut_in_its_name(tmp_path: Path) -> None:
    first = bare([COMPONENT, ["Faros de papel y de", "5", "Luz y"]], WIDTHS)
    second = bare([["madera", "", "sonido."], [BUOYS, "7", "Agua."]], WIDTHS, centred=False)
    readings = read(drawn(tmp_path, *_strategy(LAMPS, BUOYS), first, PageBreak(), second))
    assert [row["component"] for row in table(readings, "component_spending")] == [LAMPS, BUOYS]
    assert statuses(readings, "component_spending") == {"value"}


def test_an_indicator_without_rules_around_is_nothing_but_a_label_behind_a_page_break(tmp_path: Path) -> None:
    first = bare([INDICATOR_HEADER], INDICATOR_WIDTHS)
    second = bare([["", METHODOLOGY, "", "", "", ""]], INDICATOR_WIDTHS, centred=False)
    readings = read(drawn(tmp_path, "6.1) Indicadores de Propósito", first, PageBreak(), second))
    assert only(readings, "purpose_indicators.label").text == METHODOLOGY


def test_the_rest_of_a_row_without_rules_around_has_more_room_below(tmp_path: Path) -> None:
    header, widths = ["Región", "Total ejecutado"], [180, 90]
    first = bare([header, ["Maule", "1"], ["Ñuble", "2"]], widths)
    second = bare([["Los Ríos", "3"], ["Los Lagos", "4"], ["Total", "10"]], widths,
                  ("BOTTOMPADDING", (0, 0), (-1, 0), 7), centred=False)  # fmt: skip
    heading = "5.6) Detalle regional - Gasto componente"
    readings = read(drawn(tmp_path, heading, first, PageBreak(), second))
    assert [row["spending"] for row in table(readings, "regional_spending")] == ["1", "2", "3", "4"]


def test_a_label_without_rules_around_is_cut(tmp_path: Path) -> None:
    first = bare([FLOW, ["Ingreso previo a", "2", "4", "3", "9"]], FLOW_WIDTHS)
    second = bare([["2021 (arrastre)", "", "", "", ""], ["Total", "5", "4", "3", "9"]], FLOW_WIDTHS,
                  centred=False)  # fmt: skip
    readings = read(drawn(tmp_path, *FLOW_TITLE, first, PageBreak(), second))
    (found,) = table(readings, "flow.before_year")
    assert (found["label"], found["during_year"]) == ("Ingreso previo a 2021 (arrastre)", "2")
    assert [row["total"] for row in table(readings, "flow.total")] == ["9"]


def test_halves_without_rules_around_that_are_no_label_are_left_alone(tmp_path: Path) -> None:
    first = bare([FLOW, ["Ingreso previo a", "2", "4", "3", "9"]], FLOW_WIDTHS)
    second = bare([["2021 (desconocido)", "", "", "", ""], ["Total", "5", "4", "3", "9"]], FLOW_WIDTHS,
                  centred=False)  # fmt: skip
    readings = read(drawn(tmp_path, *FLOW_TITLE, first, PageBreak(), second))
    assert table(readings, "flow.before_year") == []
