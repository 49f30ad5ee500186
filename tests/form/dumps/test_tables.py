"""Tables of figures in text dumps: no columns, wrapped cells, blank cells gone. Nothing is guessed."""

import pytest

from tests.form.documents import read, report, statuses, table
from tests.form.printed_tables import FLOW, LINES, PER_BENEFICIARY, REGIONS


def test_not_reported_cells_of_a_row_broken_over_lines() -> None:
    readings = read(
        report(
            FLOW
            + " Ingreso previo a 2021 \n(arrastre)\n\n287 40\nEl programa no presenta \n\ninformación.\n327\n"
        )
    )
    (row,) = table(readings, "flow.before_year")
    assert row["label"] == "Ingreso previo a 2021 (arrastre)"
    assert (row["during_year"], row["after_year"], row["total"]) == ("287", "40", "327")
    assert row["other"] == "El programa no presenta información."
    assert statuses(readings, "flow.before_year") == {"value", "not_reported"}


def test_header_cells_are_read_however_they_wrap() -> None:
    readings = read(report(FLOW))
    headers = [one.text for one in readings if one.item == "flow" and one.row_no == 0]
    assert headers == [
        "",
        "Egreso durante 2021",
        "Egreso posterior a 2021",
        "Otros (desertores, fallecidos, etc.)",
        "Total",
    ]


def test_a_row_with_fewer_figures_than_columns_is_ambiguous() -> None:
    readings = read(report(FLOW + "Total 287 327\n"))
    (row,) = table(readings, "flow.total")
    assert row["during_year|after_year|other"] == "287"
    assert row["after_year|other|total"] == "327"


def test_a_row_without_figures_is_blank() -> None:
    readings = read(report(FLOW + "Total\n"))
    blanks = [one.column for one in readings if one.item == "flow.total" and one.status == "blank"]
    assert blanks == ["during_year", "after_year", "other", "total"]


def test_a_row_with_more_figures_than_columns_is_ambiguous() -> None:
    readings = read(report(FLOW + "Total 1 2 3 4 5\n"))
    assert {one.status for one in readings if one.item == "flow.total" and one.column != "label"} == {
        "ambiguous"
    }


def test_the_second_line_of_a_row_label_stands_behind_the_figures() -> None:
    readings = read(report(PER_BENEFICIARY + "Gasto por Beneficiario 251 855\nPresupuesto Ejecutado\n"))
    (row,) = table(readings, "spending_per_beneficiary.executed_budget")
    assert row["label"] == "Gasto por Beneficiario Presupuesto Ejecutado"
    assert row["year_minus_2|year_minus_1"] == "251"
    assert row["year_minus_1|year"] == "855"


def test_a_full_row_is_decided_whatever_years_the_header_prints() -> None:
    text = PER_BENEFICIARY.replace("2019 2020 2021", "2018 2019 2020")
    (row,) = table(
        read(report(text + "Gasto por Beneficiario 1 2 3\n")), "spending_per_beneficiary.executed_budget"
    )
    assert (row["year_minus_2"], row["year_minus_1"], row["year"]) == ("1", "2", "3")


def test_years_alone_are_no_header_without_their_caption() -> None:
    readings = read(report("5.8) Resumen Presupuestario\n\n2019 2020 2021\n\nGasto por Beneficiario 1 2 3\n"))
    assert {one.status for one in readings if one.section == "5.8" and one.item != "heading"} == {"unmapped"}


def test_regions_with_wrapped_names_and_missing_figures() -> None:
    readings = read(
        report(
            REGIONS + "Arica y Parinacota 3\nLibertador General Bernardo\nOHiggins 2\nMaule\nÑuble 1\n"
            "Los Lagos -\nLos Ríos El programa no presenta\ninformación.\nTotal 1.006\n"
        )
    )
    assert table(readings, "regional_beneficiaries") == [
        {"region": "Arica y Parinacota", "beneficiaries": "3"},
        {"region": "Libertador General Bernardo OHiggins", "beneficiaries": "2"},
        {"region": "Maule", "beneficiaries": ""},
        {"region": "Ñuble", "beneficiaries": "1"},
        {"region": "Los Lagos", "beneficiaries": "-"},
        {"region": "Los Ríos", "beneficiaries": "El programa no presenta información."},
    ]
    assert table(readings, "regional_beneficiaries.total") == [{"region": "Total", "beneficiaries": "1.006"}]


def test_behind_two_lines_that_may_be_one_unknown_region_no_row_is_counted() -> None:
    readings = read(report(REGIONS + "Ñuble 1\nCosta\nSerena 5\nMaule 2\n"))
    assert table(readings, "regional_beneficiaries")[0] == {"region": "Ñuble", "beneficiaries": "1"}
    doubtful = [one.text for one in readings if one.status == "ambiguous"]
    assert " ".join(doubtful) == "Costa Serena 5 Maule 2"


def test_a_figure_on_a_line_of_its_own_may_belong_to_a_row_without_a_name() -> None:
    readings = read(report(REGIONS + "Maule 2\nTarapacá\n3\nÑuble 1\n"))
    assert table(readings, "regional_beneficiaries")[0] == {"region": "Maule", "beneficiaries": "2"}
    rest = [one for one in readings if one.item == "regional_beneficiaries" and (one.row_no or 0) > 1]
    assert [(one.text, one.status) for one in rest] == [
        ("Tarapacá", "value"),
        ("3", "ambiguous"),
        ("Ñuble 1", "ambiguous"),
    ]


def test_a_table_with_nothing_reported() -> None:
    readings = read(report(REGIONS + "El programa no presenta\n\ninformación.\n"))
    found = [one for one in readings if one.item == "regional_beneficiaries" and one.row_no]
    assert [(one.column, one.status) for one in found] == [("region|beneficiaries", "not_reported")]


@pytest.mark.parametrize(
    "heading", ["5.2) Presupuesto Total", "Programas presupuestarios según Ley de Presupuestos:"]
)
def test_a_table_without_even_a_header_and_nothing_reported(heading: str) -> None:
    readings = read(report(f"5. PRESUPUESTO\n\n{heading}\n\nEl programa no presenta información.\n"))
    (found,) = [one for one in readings if one.row_no]
    assert found.status == "not_reported"
    assert found.column.startswith("partida|capitulo|programa")


def test_budget_lines_wrap_and_break_their_numbers() -> None:
    readings = read(
        report(
            LINES
            + "07 16 01 1 131 24 (Transferencias\nCorrientes) 72.917.\n334\n07 16 02 2 3 33 (Otros) (1.234)\n"
            "Gasto Total por Subtítulo (M$) 5\n"
        )
    )
    rows = table(readings, "total_spending")
    assert [list(row.values()) for row in rows] == [
        ["07", "16", "01", "1", "131", "24 (Transferencias Corrientes)", "72.917.334"],
        ["07", "16", "02", "2", "3", "33 (Otros)", "(1.234)"],
    ]
    assert table(readings, "total_spending.subtotal") == [
        {"partida": "Gasto Total por Subtítulo (M$)", "spending": "5"}
    ]


def test_a_blank_code_leaves_the_codes_ambiguous_but_not_the_amount() -> None:
    (row,) = table(read(report(LINES + "07 16 01 131 24 (Otros) 262.482\n")), "total_spending")
    assert row == {
        "partida|capitulo": "07",
        "capitulo|programa": "16",
        "programa|item": "01",
        "item|asignacion": "131",
        "subtitulo": "24 (Otros)",
        "spending": "262.482",
    }


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param("07 16 01\n03 945 24 (Otros) 8\n", id="a full row together"),
        pytest.param("07 16 557\n21 02 01 933\n24 (Otros) 8\n", id="no row together"),
    ],
)
def test_lines_with_blank_cells_are_no_row_together_if_no_cell_is_broken(rows: str) -> None:
    found = table(read(report(LINES + rows)), "total_spending")
    assert len(found) == rows.count("\n")
    assert found[-1]["subtitulo"] == "24 (Otros)"
    assert found[-1]["spending"] == "8"


def test_a_broken_subtitle_has_the_other_cells_of_its_row_above_and_below_it() -> None:
    rows = "07 16 01 1 131\n\n24 (Transferencias\nCorrientes)\n\n334\n07 16 02 2 3 33 (Otros) 5\n"
    found = table(read(report(LINES + rows)), "total_spending")
    assert [tuple(row.values()) for row in found] == [
        ("07", "16", "01", "1", "131", "24 (Transferencias Corrientes)", "334"),
        ("07", "16", "02", "2", "3", "33 (Otros)", "5"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param("07 16 01\n\n24 (Transferencias\nCorrientes)\n\n334\n", id="blank codes"),
        pytest.param(
            "07 16 01 1 131\n24 Transferencias\nCorrientes\n334\n", id="a subtitle without brackets"
        ),
    ],
)
def test_lines_around_a_broken_cell_that_are_no_full_row_are_in_doubt(rows: str) -> None:
    assert statuses(read(report(LINES + rows)), "total_spending") == {"ambiguous"}


def test_a_blank_amount_does_not_take_the_next_line_s_code() -> None:
    rows = table(read(report(LINES + "07 16 01 1 2 24 (A)\n07 16 01 1 3 24 (B) 9\n")), "total_spending")
    assert [row["spending"] for row in rows] == ["", "9"]


def test_budget_programs_are_one_line_each() -> None:
    caption = "5. PRESUPUESTO\n\nProgramas presupuestarios según Ley de Presupuestos:\n\n"
    header = "Partida presupuestaria Capítulo Programa\n"
    rows = table(read(report(f"{caption}{header}07 16 01\n07 17\n")), "budget_programs")
    assert rows[0] == {"partida": "07", "capitulo": "16", "programa": "01"}
    assert rows[1] == {"partida|capitulo": "07", "capitulo|programa": "17"}


def test_a_table_whose_header_is_repeated_on_a_new_page_runs_on() -> None:
    readings = read(report(REGIONS + "Maule 2\n Región Beneficiarios efectivos 2021\nÑuble 1\n"))
    assert [row["region"] for row in table(readings, "regional_beneficiaries")] == ["Maule", "Ñuble"]


def test_rows_under_an_unknown_header_are_unmapped() -> None:
    readings = read(report(REGIONS.replace("Región Benef", "Zona Benef") + "Maule 2\n"))
    assert [one.text for one in readings if one.status == "unmapped"] == [
        "Zona Beneficiarios efectivos 2021",
        "Maule 2",
    ]
