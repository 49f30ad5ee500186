"""Budget lines of a text dump that prints every cell in a box of its own: full rows, or all in doubt."""

import pytest

from tests.form.documents import boxes, read, report, said, table

LINES = """5.2) Presupuesto Total

Partida

Capítulo

Programa

Item

Asignación

Subtítulo

Gastos ($miles)

"""
ROWS = (
    ("07", "16", "01", "1", "131", "24 (Transferencias Corrientes)", "5"),
    ("07", "16", "02", "2", "132", "22 (Bienes)", "6"),
)


def test_full_budget_lines_are_read_row_by_row() -> None:
    readings = read(report(LINES + boxes(*ROWS[0], *ROWS[1], "Gasto Total por Subtítulo (M$)", "11")))
    assert [tuple(row.values()) for row in table(readings, "total_spending")] == list(ROWS)
    assert table(readings, "total_spending.subtotal")[0]["spending"] == "11"


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param([cell for pair in zip(*ROWS, strict=True) for cell in pair], id="column by column"),
        pytest.param([*ROWS[0][:6], *ROWS[1]], id="a blank cell"),
        pytest.param([*ROWS[0], "Gasto Total por Subtítulo (M$)"], id="the total is elsewhere"),
        pytest.param([*ROWS[0][:6], "Gasto Total por Subtítulo (M$)", "5", "11"], id="the amount is late"),
    ],
)
def test_budget_lines_in_another_order_are_in_doubt(cells: list[str]) -> None:
    assert said(read(report(LINES + boxes(*cells))), "total_spending") == []


def test_codes_of_two_rows_could_be_those_of_columns() -> None:
    caption = "5. PRESUPUESTO\n\nProgramas presupuestarios según Ley de Presupuestos:\n\n"
    header = boxes("Partida presupuestaria", "Capítulo", "Programa")
    one = read(report(caption + header + boxes("07", "16", "01")))
    assert table(one, "budget_programs") == [{"partida": "07", "capitulo": "16", "programa": "01"}]
    two = read(report(caption + header + boxes("07", "16", "01", "07", "16", "02")))
    assert said(two, "budget_programs") == []


LAW = "5. PRESUPUESTO\n\nProgramas presupuestarios según Ley de Presupuestos:\n\n"


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param(("Partida presupuestaria", "07", "Capítulo", "16", "Programa", "01"), id="by columns"),
        pytest.param(("Partida presupuestaria", "Capítulo", "07", "16", "Programa", "01"), id="by groups"),
    ],
)
def test_the_only_row_is_read_with_its_header_cells_between_its_cells(cells: tuple[str, ...]) -> None:
    readings = read(report(LAW + boxes(*cells)))
    assert table(readings, "budget_programs") == [{"partida": "07", "capitulo": "16", "programa": "01"}]
    header = [one.text for one in readings if one.item == "budget_programs" and one.row_no == 0]
    assert header == ["Partida presupuestaria", "Capítulo", "Programa"]


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param(("Partida presupuestaria", "07", "Capítulo", "Programa", "01"), id="a blank cell"),
        pytest.param(("Partida presupuestaria", "Capítulo", "07", "Programa", "16", "01"), id="a late cell"),
        pytest.param(
            ("Partida presupuestaria", "07", "08", "Capítulo", "16", "Programa", "01"), id="two rows"
        ),
        pytest.param(
            ("07", "Partida presupuestaria", "Capítulo", "16", "Programa", "01"), id="an early cell"
        ),
        pytest.param(("Partida presupuestaria", "07", "Capítulo", "16", "01"), id="a header cell elsewhere"),
        pytest.param(("Partida presupuestaria", "07", "Capítulo", "Dos", "Programa", "01"), id="no code"),
    ],
)
def test_with_other_cells_between_the_header_cells_all_are_in_doubt(cells: tuple[str, ...]) -> None:
    readings = read(report(LAW + boxes(*cells)))
    assert said(readings, "budget_programs") == []
    doubtful = [one for one in readings if one.item == "budget_programs"]
    assert [one.text for one in doubtful] == list(cells)
