"""Tables of PDFs: the ruling lines decide, over page breaks and merged cells."""

from dataclasses import replace
from pathlib import Path

from reportlab.platypus import PageBreak

from tests.form.documents import drawn, gap, grid, only, read, statuses, table

BUDGET_HEADER = ["Partida", "Capítulo", "Programa", "Ítem", "Asignación", "Subtítulo", "Gastos ($miles)"]
BUDGET_WIDTHS = [45, 45, 55, 40, 60, 140, 60]
REGION_HEADER = ["Región", "Total ejecutado"]
REGION_WIDTHS = [180, 90]
COVERAGE = "Cobertura del Programa:"
INDICATOR_HEADER = [
    "Nombre del Indicador",
    "Fórmula de Cálculo",
    "2020\n(efectivo al 31 de Diciembre)",
    "2020\n(estimado al 31 de Diciembre)",
    "2021\n(efectivo al 31 de Diciembre)",
    "2022\n(estimado al 31 de Diciembre)",
]
INDICATOR_WIDTHS = [80, 150, 60, 60, 60, 60]
METHODOLOGY = (
    "Metodología y definiciones conceptuales incorporadas en las fórmulas de cálculo del indicador o de los "
    "indicadores, indicando fuente de información:"
)


def test_blank_cells_keep_their_column(tmp_path: Path) -> None:
    rows = [["", "2020", "2021"], ["Población Objetivo", "", "5.000"], ["Cobertura", "0", ""]]
    readings = read(drawn(tmp_path, "3.3) Población beneficiada", COVERAGE, grid(rows, [120, 60, 60])))
    assert table(readings, "coverage.target_population") == [
        {"label": "Población Objetivo", "previous": "", "current": "5.000"}
    ]
    assert table(readings, "coverage.coverage") == [{"label": "Cobertura", "previous": "0", "current": ""}]
    blank = next(one for one in readings if one.item == "coverage.coverage" and one.column == "current")
    assert blank.status == "blank"
    assert blank.x0 is not None and blank.top is not None and blank.page == 1


def test_wrapped_cells_join_and_broken_numbers_join_without_a_space(tmp_path: Path) -> None:
    row = ["07", "16", "01", "1", "131", "24 (Transferencias\nCorrientes)", "72.917.\n334"]
    readings = read(drawn(tmp_path, "5.2) Presupuesto Total", grid([BUDGET_HEADER, row], BUDGET_WIDTHS)))
    (found,) = table(readings, "total_spending")
    assert found["subtitulo"] == "24 (Transferencias Corrientes)"
    assert found["spending"] == "72.917.334"


def test_a_merged_subtotal_row(tmp_path: Path) -> None:
    rows = [
        BUDGET_HEADER,
        ["07", "16", "01", "2295", "131", "24 (Otros)", "13.407"],
        ["Gasto Total por Subtítulo (M$)", "", "", "", "", "", "13.407"],
    ]
    readings = read(
        drawn(tmp_path, "5.7) Gasto Administrativo", grid(rows, BUDGET_WIDTHS, ("SPAN", (0, 2), (5, 2))))
    )
    assert table(readings, "administrative_spending.subtotal") == [
        {"partida": "Gasto Total por Subtítulo (M$)", "spending": "13.407"}
    ]
    assert len(table(readings, "administrative_spending")) == 1


def test_a_merged_cell_that_says_nothing_was_reported_speaks_for_its_columns(tmp_path: Path) -> None:
    rows = [REGION_HEADER, ["El programa no presenta información.", ""]]
    style = ("SPAN", (0, 1), (1, 1))
    readings = read(
        drawn(tmp_path, "5.6) Detalle regional - Gasto componente", grid(rows, REGION_WIDTHS, style))
    )
    (found,) = [one for one in readings if one.item == "regional_spending" and one.row_no]
    assert (found.column, found.status) == ("region|spending", "not_reported")


def test_a_merged_cell_with_a_figure_is_ambiguous(tmp_path: Path) -> None:
    rows = [["", "2020", "2021"], ["Población Objetivo", "5.000", ""]]
    style = ("SPAN", (1, 1), (2, 1))
    readings = read(drawn(tmp_path, "3.3) Población beneficiada", COVERAGE, grid(rows, [120, 60, 60], style)))
    assert table(readings, "coverage.target_population") == [
        {"label": "Población Objetivo", "previous|current": "5.000"}
    ]


def test_a_table_goes_on_over_the_page_with_and_without_its_header(tmp_path: Path) -> None:
    first = grid([REGION_HEADER, ["Maule", "1"]], REGION_WIDTHS)
    second = grid([["Ñuble", "2"], ["Los Lagos", "3"]], REGION_WIDTHS)
    third = grid([REGION_HEADER, ["Los Ríos", "4"], ["Total", "10"]], REGION_WIDTHS)
    heading = "5.6) Detalle regional - Gasto componente"
    readings = read(drawn(tmp_path, heading, first, PageBreak(), second, PageBreak(), third))
    assert [row["spending"] for row in table(readings, "regional_spending")] == ["1", "2", "3", "4"]
    assert table(readings, "regional_spending.total") == [{"region": "Total", "spending": "10"}]
    headers = [one.page for one in readings if one.item == "regional_spending" and one.row_no == 0]
    assert headers == [1, 1, 3, 3]
    assert statuses(readings, "regional_spending") == {"value"}


def test_a_row_that_a_page_break_cuts_in_two_is_one_row(tmp_path: Path) -> None:
    header = ["Componente", "Gasto (M$)", "Detalle"]
    widths = [120, 60, 200]
    first = grid([header, ["Faros", "5", "Luz y"]], widths)
    second = grid([["", "", "sonido."], ["Boyas", "7", "Agua."]], widths)
    readings = read(drawn(tmp_path, "5.5) Gasto por Componente", first, PageBreak(), second))
    assert table(readings, "component_spending") == [
        {"component": "Faros", "spending": "5", "detail": "Luz y sonido."},
        {"component": "Boyas", "spending": "7", "detail": "Agua."},
    ]


def test_a_row_that_the_next_page_repeats_counts_once(tmp_path: Path) -> None:
    first = grid([REGION_HEADER, ["Maule", "1"], ["Ñuble", "2"]], REGION_WIDTHS)
    second = grid([["Ñuble", "2"], ["Los Lagos", "3"], ["Total", "6"]], REGION_WIDTHS)
    heading = "5.6) Detalle regional - Gasto componente"
    readings = read(drawn(tmp_path, heading, first, PageBreak(), second))
    assert [row["spending"] for row in table(readings, "regional_spending")] == ["1", "2", "3"]
    again = [(one.text, one.page) for one in readings if one.item == "regional_spending.repeated"]
    assert again == [("Ñuble", 2), ("2", 2)]


def test_lines_of_codes_that_the_next_page_repeats_may_be_two_rows(tmp_path: Path) -> None:
    line = ["07", "16", "01", "1", "131", "24 (A)", "13.407"]
    first, second = grid([BUDGET_HEADER, line], BUDGET_WIDTHS), grid([line, line], BUDGET_WIDTHS)
    readings = read(drawn(tmp_path, "5.2) Presupuesto Total", first, PageBreak(), second))
    found = [(one.row_no, one.status) for one in readings if one.column == "spending" and one.row_no]
    assert found == [(1, "ambiguous"), (2, "ambiguous"), (3, "value")]


def test_a_line_that_the_next_page_repeats_is_read_once(tmp_path: Path) -> None:
    header = ["Componente", "Gasto (M$)", "Detalle"]
    widths = [120, 60, 200]
    first = grid([header, ["Faros", "5", "Luz\ny viento"]], widths)
    second = grid([["", "", "y viento\ny sonido."], ["Boyas", "7", "Agua."]], widths)
    readings = read(drawn(tmp_path, "5.5) Gasto por Componente", first, PageBreak(), second))
    assert table(readings, "component_spending")[0]["detail"] == "Luz y viento y sonido."


def test_tables_with_the_same_header_are_told_apart_by_their_place(tmp_path: Path) -> None:
    one = ["07", "16", "01", "1", "2", "24 (A)", "{}"]
    tables = [grid([BUDGET_HEADER, [*one[:6], amount]], BUDGET_WIDTHS) for amount in ("11", "22")]
    readings = read(
        drawn(tmp_path, "5.2) Presupuesto Total", tables[0], gap(), "5.7) Gasto Administrativo", tables[1])
    )
    assert table(readings, "total_spending")[0]["spending"] == "11"
    assert table(readings, "administrative_spending")[0]["spending"] == "22"


def test_formula_and_methodology_share_a_cell(tmp_path: Path) -> None:
    row = ["Faros que alumbran", f"(a/b)*100\n{METHODOLOGY} Encuesta.", "", "N/A", "73%", ""]
    document = drawn(
        tmp_path, "6.1) Indicadores de Propósito", grid([INDICATOR_HEADER, row], INDICATOR_WIDTHS)
    )
    readings = read(document)
    assert table(readings, "purpose_indicators") == [
        {
            "indicator_name": "Faros que alumbran",
            "formula": "(a/b)*100",
            "methodology": "Encuesta.",
            "effective_previous": "",
            "estimated_current": "N/A",
            "effective_current": "73%",
            "estimated_next": "",
        }
    ]
    method = next(one for one in readings if one.column == "methodology")
    assert method.label == METHODOLOGY
    assert statuses(readings, "purpose_indicators") == {"value", "blank", "not_applicable"}


def test_an_indicator_table_with_the_inner_label_alone_has_no_row(tmp_path: Path) -> None:
    row = ["", METHODOLOGY, "", "", "", ""]
    document = drawn(
        tmp_path, "6.1) Indicadores de Propósito", grid([INDICATOR_HEADER, row], INDICATOR_WIDTHS)
    )
    readings = read(document)
    assert table(readings, "purpose_indicators") == []
    assert only(readings, "purpose_indicators.label").text == METHODOLOGY


def test_a_layout_box_gives_its_words_back(tmp_path: Path) -> None:
    box = grid(
        [["Problema principal:", "Faltan faros\nen la costa."], ["Propósito del programa:", "Que haya."]],
        [150, 200],
    )
    readings = read(drawn(tmp_path, "2. DIAGNÓSTICO Y OBJETIVO", box))
    assert only(readings, "problem").text == "Faltan faros en la costa."
    assert only(readings, "purpose").text == "Que haya."


def test_an_unknown_table_behind_a_value_is_no_part_of_it(tmp_path: Path) -> None:
    box = grid([["Otra", "Tabla"], ["1", "2"]], [100, 100])
    readings = read(drawn(tmp_path, "2. DIAGNÓSTICO Y OBJETIVO", "Problema principal: Faltan faros.", box))
    assert only(readings, "problem").text == "Faltan faros."
    assert sorted(one.text for one in readings if one.status == "unmapped") == ["1", "2", "Otra", "Tabla"]


def test_a_repeated_table_of_another_place_in_the_form_is_unmapped(tmp_path: Path) -> None:
    region = grid([REGION_HEADER, ["Maule", "1"]], REGION_WIDTHS)
    question = "¿El programa cuenta con observaciones sobre el apartado de Diseño?: No"
    readings = read(drawn(tmp_path, "8. OBSERVACIONES DE LA INSTITUCIÓN", "8.1) Diseño", question, region))
    assert only(readings, "observations_design").text == "No"
    assert {one.status for one in readings if one.text in ("Región", "Maule", "1")} == {"unmapped"}


def test_a_footer_with_page_numbers_and_one_on_a_single_page(tmp_path: Path) -> None:
    document = drawn(tmp_path, "2. DIAGNÓSTICO Y OBJETIVO", "Problema principal: Faltan faros.")
    page = document.pages[0]
    assert page.height
    footer = [
        replace(
            page.words[-1],
            text=text,
            box=replace(page.words[-1].box, top=page.height - 30, bottom=page.height - 22),
        )
        for text in ("Cifras", "inventadas.")
        if page.words[-1].box
    ]
    document = replace(document, pages=(replace(page, words=(*page.words, *footer)),))
    readings = read(document)
    assert only(readings, "running_header").text == "Cifras inventadas."
    assert only(readings, "problem").text == "Faltan faros."


def test_a_cell_merged_over_rows_speaks_for_each_of_them(tmp_path: Path) -> None:
    rows = [
        ["Objetivos de Desarrollo Sostenible (ODS)", "Meta/s"],
        ["2. Hambre cero", "2.1 Acceso a alimentos"],
        ["", "2.4 Prácticas agrícolas"],
        ["11. Ciudades", "11.7 Espacios verdes"],
    ]
    heading = "7.2) Objetivos de Desarrollo Sostenible (ODS)"
    readings = read(drawn(tmp_path, heading, grid(rows, [200, 200], ("SPAN", (0, 1), (0, 2)))))
    assert [row["goal"] for row in table(readings, "sdg")] == [
        "2. Hambre cero",
        "2. Hambre cero",
        "11. Ciudades",
    ]


def test_a_figure_merged_over_rows_is_ambiguous(tmp_path: Path) -> None:
    rows = [REGION_HEADER, ["Maule", "16"], ["Ñuble", ""], ["Los Lagos", "3"]]
    style = ("SPAN", (1, 1), (1, 2))
    readings = read(
        drawn(tmp_path, "5.6) Detalle regional - Gasto componente", grid(rows, REGION_WIDTHS, style))
    )
    spending = [one for one in readings if one.item == "regional_spending" and one.column == "spending"]
    assert [one.status for one in spending if one.row_no] == ["ambiguous", "ambiguous", "value"]
