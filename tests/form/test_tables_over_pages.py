"""Tables that go on over a page break, ruled and without rules."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from reportlab.platypus import PageBreak, Table

from tests.form.documents import bare, drawn, grid, read, statuses, table

Draw = Callable[..., Table]

SPENDING = "5.6) Detalle regional - Gasto componente"
REGIONS = ["Región", "Total ejecutado"]
WIDTHS = [180, 90]
COMPONENTS = "5.5) Gasto por Componente"
COMPONENT = ["Componente", "Gasto (M$)", "Detalle"]
COMPONENT_WIDTHS = [120, 60, 200]

both = pytest.mark.parametrize("draw", [grid, bare], ids=["ruled", "unruled"])


def headless(draw: Draw, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> Table:
    """A further part of a table, without its header."""
    return draw(rows, widths) if draw is grid else bare(rows, widths, centred=False)


@both
def test_the_header_is_repeated(tmp_path: Path, draw: Draw) -> None:
    first = draw([REGIONS, ["Maule", "1"], ["Ñuble", "2"]], WIDTHS)
    second = draw([REGIONS, ["Los Ríos", "4"], ["Total", "7"]], WIDTHS)
    readings = read(drawn(tmp_path, SPENDING, first, PageBreak(), second))
    assert [row["spending"] for row in table(readings, "regional_spending")] == ["1", "2", "4"]
    assert table(readings, "regional_spending.total") == [{"region": "Total", "spending": "7"}]


@both
def test_a_header_of_years_only_is_repeated(tmp_path: Path, draw: Draw) -> None:
    header = ["", "2020", "2021"]
    first = draw([header, ["Población Objetivo", "5.000", "6.000"]], [150, 90, 90])
    second = draw([header, ["Cobertura", "0", "1"]], [150, 90, 90])
    heading = ("3.3) Población beneficiada", "Cobertura del Programa:")
    readings = read(drawn(tmp_path, *heading, first, PageBreak(), second))
    assert "unmapped" not in {one.status for one in readings}
    assert [one.text for one in readings if one.item == "coverage"] == [*header, *header]
    assert table(readings, "coverage.coverage") == [{"label": "Cobertura", "previous": "0", "current": "1"}]


@both
def test_the_header_is_not_repeated(tmp_path: Path, draw: Draw) -> None:
    first = draw([REGIONS, ["Maule", "1"], ["Ñuble", "2"]], WIDTHS)
    second = headless(draw, [["Los Ríos", "4"], ["Total", "7"]], WIDTHS)
    readings = read(drawn(tmp_path, SPENDING, first, PageBreak(), second))
    assert [row["region"] for row in table(readings, "regional_spending")] == ["Maule", "Ñuble", "Los Ríos"]
    assert table(readings, "regional_spending.total") == [{"region": "Total", "spending": "7"}]


@both
def test_the_header_stands_alone_at_the_foot_of_a_page(tmp_path: Path, draw: Draw) -> None:
    second = headless(draw, [["Los Ríos", "4"], ["Total", "7"]], WIDTHS)
    readings = read(drawn(tmp_path, SPENDING, draw([REGIONS], WIDTHS), PageBreak(), second))
    assert table(readings, "regional_spending") == [{"region": "Los Ríos", "spending": "4"}]
    assert table(readings, "regional_spending.total") == [{"region": "Total", "spending": "7"}]


@both
def test_a_cut_row_is_joined(tmp_path: Path, draw: Draw) -> None:
    first = draw([COMPONENT, ["Faros", "5", "Luz y"]], COMPONENT_WIDTHS)
    second = headless(draw, [["", "", "sonido."], ["Boyas", "7", "Agua."]], COMPONENT_WIDTHS)
    readings = read(drawn(tmp_path, COMPONENTS, first, PageBreak(), second))
    assert [row["detail"] for row in table(readings, "component_spending")] == ["Luz y sonido.", "Agua."]


@both
def test_a_labelled_row_is_cut_in_a_text_about_figures(tmp_path: Path, draw: Draw) -> None:
    header = ["", "2020", "2021"]
    first = draw([header, ["Población Objetivo", "5.000", "El programa no\npresenta"]], [150, 90, 90])
    second = headless(draw, [["", "", "información."], ["Cobertura", "0", "1"]], [150, 90, 90])
    heading = ("3.3) Población beneficiada", "Cobertura del Programa:")
    readings = read(drawn(tmp_path, *heading, first, PageBreak(), second))
    assert table(readings, "coverage.target_population") == [
        {
            "label": "Población Objetivo",
            "previous": "5.000",
            "current": "El programa no presenta información.",
        }
    ]
    assert statuses(readings, "coverage.target_population") == {"value", "not_reported"}
    assert table(readings, "coverage.coverage") == [{"label": "Cobertura", "previous": "0", "current": "1"}]


@both
def test_a_number_is_cut(tmp_path: Path, draw: Draw) -> None:
    first = draw([COMPONENT, ["Faros", "72.917.", "Luz y"]], COMPONENT_WIDTHS)
    second = headless(draw, [["", "334", "sonido."]], COMPONENT_WIDTHS)
    readings = read(drawn(tmp_path, COMPONENTS, first, PageBreak(), second))
    assert [row["spending"] for row in table(readings, "component_spending")] == ["72.917.334"]


@both
def test_a_name_is_cut_and_the_form_knows_it(tmp_path: Path, draw: Draw) -> None:
    first = draw([REGIONS, ["Maule", "1"], ["Libertador General", "2"]], WIDTHS)
    second = headless(draw, [["Bernardo OHiggins", ""], ["Total", "3"]], WIDTHS)
    readings = read(drawn(tmp_path, SPENDING, first, PageBreak(), second))
    assert table(readings, "regional_spending") == [
        {"region": "Maule", "spending": "1"},
        {"region": "Libertador General Bernardo OHiggins", "spending": "2"},
    ]


@both
def test_a_name_that_may_be_cut_is_never_two_certain_rows(tmp_path: Path, draw: Draw) -> None:
    first = draw([COMPONENT, ["Faros de papel y de", "5", "Luz."]], [90, 60, 200])
    second = headless(draw, [["madera", "", "Sonido."]], [90, 60, 200])
    readings = read(drawn(tmp_path, COMPONENTS, first, PageBreak(), second))
    assert statuses(readings, "component_spending") <= {"ambiguous", "blank"}


@both
def test_short_names_at_a_page_break_are_rows(tmp_path: Path, draw: Draw) -> None:
    first = draw(
        [COMPONENT, ["Un nombre de faro largo", "5", "Luz."], ["Faros", "", "Luz."]], COMPONENT_WIDTHS
    )
    second = headless(draw, [["Boyas", "7", "Sonido."]], COMPONENT_WIDTHS)
    readings = read(drawn(tmp_path, COMPONENTS, first, PageBreak(), second))
    assert [row["spending"] for row in table(readings, "component_spending")] == ["5", "", "7"]
    assert "ambiguous" not in statuses(readings, "component_spending")


def test_a_ruled_part_behind_a_header_without_rules_loses_no_word(tmp_path: Path) -> None:
    first = bare([REGIONS, ["Maule", "1"]], WIDTHS)
    unknown = grid([["Otra", "Tabla"], ["Ñuble", "2"]], WIDTHS)
    readings = read(drawn(tmp_path, SPENDING, first, PageBreak(), grid([REGIONS, ["Los Ríos", "4"]], WIDTHS)))
    assert {"Maule", "Los Ríos"} <= {one.text.removesuffix(" 1") for one in readings}
    readings = read(drawn(tmp_path, SPENDING, first, unknown))
    assert {"Otra", "Tabla", "Ñuble"} <= {word for one in readings for word in one.text.split()}


def test_a_table_of_one_column_goes_on_in_a_single_box(tmp_path: Path) -> None:
    first = grid([["Tipo de institución"], ["Municipalidad"]], [300])
    readings = read(drawn(tmp_path, "4.2) Ejecutores", first, PageBreak(), grid([["Otros"]], [300])))
    assert [row["institution_type"] for row in table(readings, "executors")] == ["Municipalidad", "Otros"]


def test_the_header_is_repeated_where_no_page_begins(tmp_path: Path) -> None:
    rows = [COMPONENT, ["Faros", "5", "Luz."], COMPONENT, ["Boyas", "7", "Agua."]]
    readings = read(drawn(tmp_path, COMPONENTS, grid(rows, COMPONENT_WIDTHS)))
    assert [row["component"] for row in table(readings, "component_spending")] == ["Faros", "Boyas"]
    headers = [one.text for one in readings if one.item == "component_spending" and one.row_no == 0]
    assert headers == [*COMPONENT, *COMPONENT]


@both
def test_a_row_whose_name_is_on_the_next_page_begins_below_a_header_inside_a_page(
    tmp_path: Path, draw: Draw
) -> None:
    named = grid([["Nombre", "Descripción"], ["Boyas", "Mar."]], [180, 280])
    said = "El programa no presenta información."
    first = draw([COMPONENT, ["Faros", "5", said], COMPONENT, ["", "", "Agua y"]], COMPONENT_WIDTHS)
    second = headless(draw, [["Boyas", "7", "sonido."]], COMPONENT_WIDTHS)
    strategy = ("4. ESTRATEGIA", named, "Producción al 4° trimestre 2021: 3 Boyas")
    readings = read(drawn(tmp_path, *strategy, COMPONENTS, first, PageBreak(), second))
    assert [row["detail"] for row in table(readings, "component_spending")] == [said, "Agua y sonido."]
    assert statuses(readings, "component_spending") == {"value", "not_reported"}


def test_the_header_is_repeated_where_no_page_begins_and_no_rule_is(tmp_path: Path) -> None:
    rows = [COMPONENT, ["Faros", "5", "Luz."], COMPONENT, ["Boyas", "7", "Agua."]]
    readings = read(drawn(tmp_path, COMPONENTS, bare(rows, COMPONENT_WIDTHS, centred=False)))
    assert [row["component"] for row in table(readings, "component_spending")] == ["Faros", "Boyas"]
    headers = [one.text for one in readings if one.item == "component_spending" and one.row_no == 0]
    assert headers == [*COMPONENT, *COMPONENT]


@both
def test_a_cell_that_stands_whole_on_the_next_page_is_that_of_the_row_above(
    tmp_path: Path, draw: Draw
) -> None:
    first = draw([COMPONENT, ["Faros", "5", "Luz."], ["Boyas", "7", ""]], COMPONENT_WIDTHS)
    second = headless(draw, [["", "", "Agua."], ["Velas", "9", "Viento."]], COMPONENT_WIDTHS)
    readings = read(drawn(tmp_path, COMPONENTS, first, PageBreak(), second))
    assert [tuple(row.values()) for row in table(readings, "component_spending")] == [
        ("Faros", "5", "Luz."),
        ("Boyas", "7", "Agua."),
        ("Velas", "9", "Viento."),
    ]
