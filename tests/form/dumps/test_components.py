"""What each component spent, in a text dump with a box for every cell: the names tell the rows."""

import pytest

from tests.form.documents import boxes, read, report, said, table

SPENDING = boxes("5.5) Gasto por Componente", "Componente", "Gasto (M$)", "Detalle")
HEADER = boxes("Componente", "Gasto (M$)", "Detalle")
TORN = (
    "4. ESTRATEGIA\n\nEl programa presenta 2 componentes.\n\n"
    + boxes("Nombre", "Faros del sur\nBeca", "Producción al 4° trimestre 2021: 3 Faros", "Luz.")
    + boxes("Descripción", "Nombre", "Boyas\nAsistencia técnica", "Descripción", "Mar.")
    + boxes("Producción al 4° trimestre 2021: 4 Boyas", "5. PRESUPUESTO")
)
FULL = boxes("Faros del sur", "7", "Luz y más luz.", "Boyas", "8", "El mar.")
ROWS = [
    {"component": "Faros del sur", "spending": "7", "detail": "Luz y más luz."},
    {"component": "Boyas", "spending": "8", "detail": "El mar."},
]


def test_names_are_known_by_the_type_below_them_wherever_their_table_is_torn() -> None:
    readings = read(report(TORN + SPENDING + FULL))
    assert {one.status for one in readings if one.item == "components" and one.row_no} >= {"ambiguous"}
    assert table(readings, "component_spending") == ROWS


def test_a_name_ends_where_the_production_below_it_begins_without_a_blank_line() -> None:
    torn = TORN.replace("Faros del sur\nBeca\n\n", "Faros del sur\nBeca\n")
    assert torn != TORN
    assert table(read(report(torn + SPENDING + FULL)), "component_spending") == ROWS


@pytest.mark.parametrize(
    "torn",
    [
        pytest.param(TORN.replace("Boyas\nAsistencia técnica", "Boyas\nVarios"), id="one type is unknown"),
        pytest.param(TORN.replace("Mar.", "Mar\nBeca"), id="a description ends like a name"),
    ],
)
def test_with_more_or_fewer_names_than_components_no_row_is_told(torn: str) -> None:
    assert said(read(report(torn + SPENDING + FULL)), "component_spending") == []


@pytest.mark.parametrize(("name", "rows"), [("Boyas\nInfraestructura", ROWS), ("Boyas", [])])
def test_a_name_that_may_be_a_description_tells_no_rows(name: str, rows: list[dict[str, str]]) -> None:
    cells = (("Faros del sur\nBeca", "Luz."), (name, "Mar."))
    components = "".join(
        boxes("Nombre", "Descripción", *pair, "Producción al 4° trimestre 2021: 3 Faros") for pair in cells
    )
    head = "4. ESTRATEGIA\n\nEl programa presenta 2 componentes.\n\n"
    readings = read(report(head + components + boxes("5. PRESUPUESTO") + SPENDING + FULL))
    found = [row for row in table(readings, "component_spending") if "component" in row]
    assert found == rows


def test_rows_are_read_over_pages_that_begin_with_a_name() -> None:
    first, second = boxes("Faros del sur", "7", "Luz y más luz."), boxes("Boyas", "8", "El mar.")
    assert table(read(report(f"{TORN}{SPENDING}{first} {HEADER}{second}")), "component_spending") == ROWS


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(("Luz y más",), ("luz.", "Boyas", "8", "El mar."), id="the rest first"),
        pytest.param(("Luz y más",), ("Boyas", "8", "luz."), id="the rest in place of a blank cell"),
        pytest.param(("Luz y más luz.",), ("Boyas", "8", "Y otra.", "El mar."), id="two boxes"),
        pytest.param(("Luz y más luz.",), ("8", "Boyas", "El mar."), id="the name below"),
    ],
)
def test_rows_that_a_page_may_cut_are_in_doubt(first: tuple[str, ...], second: tuple[str, ...]) -> None:
    pages = boxes("Faros del sur", "7", *first) + " " + HEADER + boxes(*second)
    assert said(read(report(TORN + SPENDING + pages)), "component_spending") == []


def test_a_component_whose_header_stands_alone_at_the_foot_of_a_page_keeps_its_number() -> None:
    header, production = boxes("Nombre", "Descripción"), "Producción al 4° trimestre 2021: {}\n\n"
    first = header + boxes("Faros\nBeca", "Luz.") + production.format("3 Faros")
    second = header + " " + header + boxes("Boyas\nBeca", "Mar.") + production.format("4 Boyas")
    text = "4. ESTRATEGIA\n\nEl programa presenta 2 componentes.\n\n" + first + second
    readings = read(report(text + SPENDING + FULL))
    assert [one.row_no for one in readings if one.item == "production"] == [1, 2]
