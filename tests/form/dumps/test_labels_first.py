"""Text dumps that print the labels of a table's rows first and then its columns: a full count decides."""

import pytest

from tests.form.documents import boxes, read, report, said, statuses, table

COVERAGE = "3.3) Población beneficiada\n\nCobertura del Programa:\n\n"
PER_BENEFICIARY = "5. PRESUPUESTO\n\n5.8) Resumen Presupuestario\n\nGasto por Beneficiario:\n\n"
LABELS = ("Población Objetivo", "Beneficiarios Efectivos", "Cobertura")
LABEL = "Gasto por Beneficiario\nPresupuesto Ejecutado"
NOTHING = "El programa no\npresenta\ninformación."


def test_labels_and_then_each_column_below_its_header() -> None:
    cells = boxes(*LABELS, "2020", "9", NOTHING, "77%", "2021", "8", "6", "75%")
    readings = read(report(COVERAGE + cells + "4. ESTRATEGIA\n"))
    assert table(readings, "coverage.target_population") == [
        {"label": "Población Objetivo", "previous": "9", "current": "8"}
    ]
    (beneficiaries,) = table(readings, "coverage.beneficiaries")
    assert beneficiaries["previous"] == "El programa no presenta información."
    assert [one.text for one in readings if one.item == "coverage" and one.row_no == 0] == [
        "",
        "2020",
        "2021",
    ]


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param((*LABELS, "2020", "9", "77%", "2021", "8", "6", "75%"), id="a blank cell"),
        pytest.param((*LABELS, "2020", "2021", "9", "8", "7", "6", "77%", "75%"), id="both headers first"),
        pytest.param((*LABELS, "2020", "9", "7", "77%", "2021", "8", "6", "75%", "3"), id="one cell more"),
        pytest.param((*LABELS[:2], "2020", "9", "7", "2021", "8", "6"), id="a label is elsewhere"),
        pytest.param((*LABELS, "2020", "9", "7", "No", "2021", "8", "6", "75%"), id="no figure"),
    ],
)
def test_another_count_of_cells_leaves_all_in_doubt(cells: tuple[str, ...]) -> None:
    assert said(read(report(COVERAGE + boxes(*cells) + "4. ESTRATEGIA\n")), "coverage") == []


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param((LABEL, "2019", "1", "2020", "2", "2021", "3"), id="each below its header"),
        pytest.param((LABEL, "2019", "2020", "2021", "1", "2", "3"), id="all below the headers"),
        pytest.param((LABEL, "2019", "2020", "1", "2", "2021", "3"), id="two and one"),
    ],
)
def test_a_single_row_is_read_behind_as_many_headers(cells: tuple[str, ...]) -> None:
    readings = read(report(PER_BENEFICIARY + boxes(*cells) + "6. INDICADORES\n"))
    (row,) = table(readings, "spending_per_beneficiary.executed_budget")
    assert tuple(row.values()) == ("Gasto por Beneficiario Presupuesto Ejecutado", "1", "2", "3")


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param((LABEL, "2019", "1", "2020", "2021", "3"), id="a blank cell"),
        pytest.param((LABEL, "2019", "2020", "2020", "3", "2021", "5"), id="a figure like a year"),
        pytest.param((LABEL, "1", "2019", "2", "2020", "3", "2021"), id="figures above"),
    ],
)
def test_a_single_row_with_another_count_is_in_doubt(cells: tuple[str, ...]) -> None:
    readings = read(report(PER_BENEFICIARY + boxes(*cells) + "6. INDICADORES\n"))
    assert said(readings, "spending_per_beneficiary") == []


REGIONS = (
    "5. PRESUPUESTO\n\n5.6) Detalle regional - Gasto componente\n\n{0}5.7) Gasto Administrativo\n\n"
    + boxes("Partida", "Capítulo", "Programa", "Item", "Asignación", "Subtítulo", "Gastos ($miles)")
)


def test_names_and_figures_are_read_each_below_its_header() -> None:
    cells = boxes("Región", "Maule", "Ñuble", "Total", "Total\nejecutado", "2", "1", "3")
    readings = read(report(REGIONS.format(cells)))
    assert [tuple(row.values()) for row in table(readings, "regional_spending")] == [
        ("Maule", "2"),
        ("Ñuble", "1"),
    ]
    assert [tuple(row.values()) for row in table(readings, "regional_spending.total")] == [("Total", "3")]
    rows = [one for one in readings if one.item == "regional_spending"]
    assert [one.text for one in rows if one.row_no == 0] == ["Región", "Total ejecutado"]


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param(("Región", "Maule", "Ñuble", "Total", "Total ejecutado", "2", "3"), id="a blank cell"),
        pytest.param(("Región", "Maule", "Total", "Total ejecutado", "2", "3"), id="another sum"),
        pytest.param(("Maule", "Región", "Total", "Total ejecutado", "2", "2"), id="a name above the header"),
        pytest.param(
            ("Región", "Maule", "Total", "Total ejecutado", "2", "2", "Región"), id="a header twice"
        ),
    ],
)
def test_names_and_figures_that_are_not_all_below_their_headers_are_in_doubt(cells: tuple[str, ...]) -> None:
    assert said(read(report(REGIONS.format(boxes(*cells)))), "regional_spending") == []


def test_the_sum_of_budget_lines_may_stand_without_any_line() -> None:
    readings = read(report(REGIONS.format("") + boxes("Gasto Total por Subtítulo (M$)", NOTHING)))
    (row,) = table(readings, "administrative_spending.subtotal")
    assert row == {
        "partida": "Gasto Total por Subtítulo (M$)",
        "spending": "El programa no presenta información.",
    }
    assert statuses(readings, "administrative_spending.subtotal") == {"value", "not_reported"}
