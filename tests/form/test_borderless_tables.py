"""Tables that a PDF prints without vertical rules: told by rules or blank space, or left alone."""

from pathlib import Path

import pytest
from reportlab.platypus import Flowable, PageBreak

from tests.form.documents import bare, drawn, grid, only, read, statuses, table, without_verticals
from tests.form.test_ruled_tables import BUDGET_HEADER, INDICATOR_HEADER, INDICATOR_WIDTHS, METHODOLOGY

HEADING = "5.6) Detalle regional - Gasto componente"
REGIONS = [["Región", "Total ejecutado"], ["Maule", "16"], ["La Araucanía", "233"], ["Total", "249"]]


def test_columns_and_rows_are_told_by_the_blank_space(tmp_path: Path) -> None:
    readings = read(drawn(tmp_path, HEADING, without_verticals(REGIONS, [180, 90])))
    assert table(readings, "regional_spending") == [
        {"region": "Maule", "spending": "16"},
        {"region": "La Araucanía", "spending": "233"},
    ]
    assert table(readings, "regional_spending.total") == [{"region": "Total", "spending": "249"}]


def test_rows_as_close_as_lines_are_told_by_their_figures(tmp_path: Path) -> None:
    readings = read(drawn(tmp_path, HEADING, without_verticals(REGIONS, [180, 90], padding=0)))
    assert [row["spending"] for row in table(readings, "regional_spending")] == ["16", "233"]


def test_wrapped_headers_and_blank_cells(tmp_path: Path) -> None:
    rows = [
        [
            "",
            "Egreso durante\n2021",
            "Egreso posterior\na 2021",
            "Otros (desertores,\nfallecidos, etc.)",
            "Total",
        ],
        ["Ingreso previo a 2021\n(arrastre)", "287", "", "", "327"],
        ["Total", "287", "", "5", "327"],
    ]
    readings = read(
        drawn(
            tmp_path,
            "3.3) Población beneficiada",
            "Desagregación de población beneficiada durante 2021:",
            without_verticals(rows, [110, 80, 80, 100, 60]),
        )
    )
    assert table(readings, "flow.before_year") == [
        {
            "label": "Ingreso previo a 2021 (arrastre)",
            "during_year": "287",
            "after_year": "",
            "other": "",
            "total": "327",
        }
    ]


def test_a_subtotal_whose_label_runs_over_the_columns(tmp_path: Path) -> None:
    rows = [
        ["Partida", "Capítulo", "Programa", "Item", "Asignación", "Subtítulo", "Gastos ($miles)"],
        ["07", "16", "01", "1", "131", "24 (Transferencias\nCorrientes)", "13.407"],
    ]
    label = without_verticals([["Gasto Total por Subtítulo (M$)", "13.407"]], [385, 75])
    readings = read(
        drawn(
            tmp_path,
            "5.7) Gasto Administrativo",
            without_verticals(rows, [50, 50, 55, 40, 60, 130, 75]),
            label,
        )
    )
    assert table(readings, "administrative_spending.subtotal") == [
        {"partida": "Gasto Total por Subtítulo (M$)", "spending": "13.407"}
    ]
    assert table(readings, "administrative_spending")[0]["subtitulo"] == "24 (Transferencias Corrientes)"


def test_rules_part_close_rows_whose_names_wrap(tmp_path: Path) -> None:
    rows = [["Región", "Total ejecutado"], ["Libertador General\nBernardo OHiggins", "16"], ["Maule", "233"]]
    readings = read(drawn(tmp_path, HEADING, without_verticals(rows, [180, 90], padding=0)))
    assert table(readings, "regional_spending") == [
        {"region": "Libertador General Bernardo OHiggins", "spending": "16"},
        {"region": "Maule", "spending": "233"},
    ]


def test_rules_part_rows_with_paragraphs_a_blank_line_apart(tmp_path: Path) -> None:
    rows = [
        ["Componente", "Gasto (M$)", "Detalle"],
        ["Faros", "16", "Luz.\n\nTorres y lentes."],
        ["Boyas", "233", "Sonido."],
    ]
    heading = "5.5) Gasto por Componente"
    readings = read(drawn(tmp_path, heading, without_verticals(rows, [120, 60, 200], padding=1)))
    assert table(readings, "component_spending") == [
        {"component": "Faros", "spending": "16", "detail": "Luz. Torres y lentes."},
        {"component": "Boyas", "spending": "233", "detail": "Sonido."},
    ]


def test_lines_beside_each_other_are_one_row_however_close_the_header(tmp_path: Path) -> None:
    rows = [["Nombre", "Descripción"], ["Faros de papel\nAsesoría", "Luz y sonido."]]
    components = bare(rows, [150, 200], padding=1)
    readings = read(drawn(tmp_path, "4. ESTRATEGIA", "El programa presenta 1 componentes.", components))
    assert table(readings, "components") == [
        {"name_and_type": "Faros de papel Asesoría", "description": "Luz y sonido."}
    ]


def test_two_lines_as_close_as_the_header_stay_undecided(tmp_path: Path) -> None:
    rows = [["Nombre", "Descripción"], ["Faros", "Luz."], ["Boyas", "Sonido."]]
    components = bare(rows, [150, 200], padding=0.3)
    readings = read(drawn(tmp_path, "4. ESTRATEGIA", "El programa presenta 2 componentes.", components))
    assert statuses(readings, "components") == {"ambiguous"}


def test_columns_without_room_between_them_are_left_alone(tmp_path: Path) -> None:
    rows = [["Región", "Total ejecutado"], ["M" * 20, "16"]]
    readings = read(drawn(tmp_path, HEADING, without_verticals(rows, [134, 90], padding=0)))
    assert table(readings, "regional_spending") == []


def test_texts_far_left_of_their_centred_headers(tmp_path: Path) -> None:
    rows = [["Nombre", "Descripción"], ["Faros\nAsistencia técnica", "Luz."]]
    readings = read(drawn(tmp_path, "4. ESTRATEGIA", bare(rows, [180, 280])))
    assert table(readings, "components") == [
        {"name_and_type": "Faros Asistencia técnica", "description": "Luz."}
    ]


def test_production_belongs_to_its_component_though_the_rows_of_a_table_are_in_doubt(tmp_path: Path) -> None:
    first = bare([["Nombre", "Descripción"], ["Faros\nTaller", "Luz.\nSonido."]], [180, 280], padding=0)
    second = bare([["Nombre", "Descripción"], ["Boyas\nTaller", "Sonido."]], [180, 280])
    production = "Producción al 4° trimestre 2021: {} Faros"
    readings = read(
        drawn(tmp_path, "4. ESTRATEGIA", first, production.format(3), second, production.format(5))
    )
    assert [one.row_no for one in readings if one.item == "production"] == [1, 2]
    told = {
        one.row_no for one in readings if one.item == "components" and one.row_no and one.status == "value"
    }
    assert told == {2}


def test_a_table_of_one_column_with_a_wrapped_cell(tmp_path: Path) -> None:
    rows = [["Tipo de institución"], ["Municipalidad"], ["Organismo privado sin fines\nde lucro"], ["Otros"]]
    readings = read(drawn(tmp_path, "4.2) Ejecutores", bare(rows, [300])))
    assert [row["institution_type"] for row in table(readings, "executors")] == [
        "Municipalidad",
        "Organismo privado sin fines de lucro",
        "Otros",
    ]


EXECUTORS = [["Tipo de institución"], ["Municipalidad"], ["Otros"]]


def test_a_long_line_at_the_foot_of_a_page_had_room_left_for_the_next_word(tmp_path: Path) -> None:
    first = bare([["Tipo de institución"], ["Organismo privado sin fines de lucro"]], [300])
    second = bare([["Municipalidad"]], [300], centred=False)
    readings = read(drawn(tmp_path, "4.2) Ejecutores", first, PageBreak(), second))
    rows = [row["institution_type"] for row in table(readings, "executors")]
    assert rows == ["Organismo privado sin fines de lucro", "Municipalidad"]
    assert statuses(readings, "executors") == {"value"}


def test_rows_of_one_column_as_close_as_lines_are_in_doubt(tmp_path: Path) -> None:
    readings = read(drawn(tmp_path, "4.2) Ejecutores", bare(EXECUTORS, [300], padding=1)))
    assert statuses(readings, "executors") == {"ambiguous"}


def test_many_lines_that_may_each_be_a_row_are_all_in_doubt(tmp_path: Path) -> None:
    lines = [["Tipo de institución"], *([f"Municipalidad número {number}"] for number in range(20))]
    readings = read(drawn(tmp_path, "4.2) Ejecutores", bare(lines, [300], padding=1)))
    assert statuses(readings, "executors") <= {"ambiguous"}


def test_a_wrapped_header_tells_how_close_lines_stand_in_all_tables(tmp_path: Path) -> None:
    row = ["Faros", f"(a/b)*100\n{METHODOLOGY} Encuesta.", "", "N/A", "73%", "80%"]
    readings = read(
        drawn(
            tmp_path,
            "4.2) Ejecutores",
            bare(EXECUTORS, [300], padding=1),
            "6.1) Indicadores de Propósito",
            bare([INDICATOR_HEADER, row], INDICATOR_WIDTHS),
        )
    )
    assert [row["institution_type"] for row in table(readings, "executors")] == ["Municipalidad", "Otros"]


def test_a_labelled_row_without_figures(tmp_path: Path) -> None:
    rows = [["", "2019", "2020", "2021"], ["Gasto por Beneficiario\nPresupuesto Ejecutado", "", "", ""]]
    readings = read(
        drawn(
            tmp_path,
            "5.8) Resumen Presupuestario",
            "Gasto por Beneficiario:",
            bare(rows, [150, 80, 80, 80], padding=1),
        )
    )
    assert table(readings, "spending_per_beneficiary.executed_budget") == [
        {
            "label": "Gasto por Beneficiario Presupuesto Ejecutado",
            "year_minus_2": "",
            "year_minus_1": "",
            "year": "",
        }
    ]


def test_cells_that_look_like_labels(tmp_path: Path) -> None:
    rows = [
        ["Componente", "Gasto (M$)", "Detalle"],
        ["Total de faros", "92", "Nota: incluye pasajes."],
        ["5.6) Boyas", "-", ""],
    ]
    readings = read(drawn(tmp_path, "5.5) Gasto por Componente", bare(rows, [150, 80, 230])))
    assert table(readings, "component_spending") == [
        {"component": "Total de faros", "spending": "92", "detail": "Nota: incluye pasajes."},
        {"component": "5.6) Boyas", "spending": "-", "detail": ""},
    ]


def test_an_indicator_table_with_the_inner_label_alone_has_no_row(tmp_path: Path) -> None:
    rows = [INDICATOR_HEADER, ["", METHODOLOGY, "", "", "", ""]]
    readings = read(drawn(tmp_path, "6.1) Indicadores de Propósito", bare(rows, INDICATOR_WIDTHS)))
    assert table(readings, "purpose_indicators") == []
    assert only(readings, "purpose_indicators.label").text == METHODOLOGY


def test_formula_methodology_and_blank_values(tmp_path: Path) -> None:
    row = ["Faros que\nalumbran", f"(a/b)*100\n{METHODOLOGY} Encuesta.", "", "N/A", "73%", "   80%"]
    readings = read(
        drawn(tmp_path, "6.1) Indicadores de Propósito", bare([INDICATOR_HEADER, row], INDICATOR_WIDTHS))
    )
    (found,) = table(readings, "purpose_indicators")
    assert (found["formula"], found["methodology"]) == ("(a/b)*100", "Encuesta.")
    names = ("effective_previous", "estimated_current", "effective_current", "estimated_next")
    assert [found[name] for name in names] == ["", "N/A", "73%", "80%"]


def test_a_figure_between_two_centred_headers_may_stand_in_either_column(tmp_path: Path) -> None:
    rows = [["", "2020", "2021"], ["Población Objetivo", "", "5.000"], ["Cobertura", "", "0"]]
    readings = read(
        drawn(tmp_path, "3.3) Población beneficiada", "Cobertura del Programa:", bare(rows, [150, 120, 120]))
    )
    found = [
        one for one in readings if one.item.startswith("coverage.") and one.column in ("previous", "current")
    ]
    assert {one.status for one in found} == {"ambiguous"}


def test_codes_of_two_rows_are_not_the_halves_of_one_number(tmp_path: Path) -> None:
    row = ["07", "16", "01", "1", "131", "24 (Otros)", "13.407"]
    widths = [50, 50, 55, 40, 60, 130, 75]
    rows = [BUDGET_HEADER, row, [*row[:3], "2", "132", "", "407"]]
    readings = read(drawn(tmp_path, "5.2) Presupuesto Total", bare(rows, widths, padding=1, centred=False)))
    assert {"0707", "1616", "13.407407"}.isdisjoint(one.text for one in readings)


def test_a_goal_in_the_middle_of_two_targets_has_both(tmp_path: Path) -> None:
    rows = [
        ["Objetivos de Desarrollo Sostenible (ODS)", "Meta/s"],
        ["2. Hambre cero", "2.1 Acceso a alimentos"],
        ["", "2.4 Prácticas agrícolas"],
    ]
    heading = "7.2) Objetivos de Desarrollo Sostenible (ODS)"
    readings = read(drawn(tmp_path, heading, bare(rows, [200, 200], ("SPAN", (0, 1), (0, 2)))))
    assert table(readings, "sdg") == [
        {"goal": "2. Hambre cero", "target": "2.1 Acceso a alimentos 2.4 Prácticas agrícolas"}
    ]


def test_years_that_go_down_are_told_by_their_headers(tmp_path: Path) -> None:
    rows = [["", "2021", "2020"], ["Población Objetivo", "5.000", "4.000"]]
    readings = read(
        drawn(
            tmp_path,
            "3.3) Población beneficiada",
            "Cobertura del Programa:",
            without_verticals(rows, [120, 60, 60]),
        )
    )
    assert table(readings, "coverage.target_population") == [
        {"label": "Población Objetivo", "previous": "4.000", "current": "5.000"}
    ]


def test_years_of_another_report_leave_open_which_is_which(tmp_path: Path) -> None:
    rows = [["", "2020", "2020"], ["Población Objetivo", "5.000", "4.000"]]
    readings = read(
        drawn(
            tmp_path,
            "3.3) Población beneficiada",
            "Cobertura del Programa:",
            without_verticals(rows, [120, 60, 60]),
        )
    )
    assert {one.status for one in readings if one.text in ("5.000", "4.000")} == {"ambiguous"}


_PRODUCTION = "Producción al 4° trimestre 2021: {} Faros"


@pytest.mark.parametrize(
    ("rows", "widths"),
    [
        (
            [
                ["Nombre", "Descripción"],
                ["Faros\nTaller", f"Luz.\n\n{_PRODUCTION.format(3)}"],
                ["Boyas\nTaller", f"Sonido.\n\n{_PRODUCTION.format(5)}"],
            ],
            [180, 280],
        ),
        (
            [
                ["Nombre", "Tipo", "Descripción", "Producción"],
                ["Faros", "Taller", "Luz.", "3 Faros"],
                ["Boyas", "Taller", "Sonido.", "5 Faros"],
            ],
            [100, 80, 150, 80],
        ),
    ],
    ids=["production inside the description", "name, type and production in columns of their own"],
)
def test_production_belongs_to_its_component(
    tmp_path: Path, rows: list[list[str]], widths: list[int]
) -> None:
    components = without_verticals(rows, widths)
    readings = read(drawn(tmp_path, "4. ESTRATEGIA", "El programa presenta 2 componentes.", components))
    assert table(readings, "components") == [
        {"name_and_type": "Faros Taller", "description": "Luz."},
        {"name_and_type": "Boyas Taller", "description": "Sonido."},
    ]
    assert [(one.row_no, one.text) for one in readings if one.item == "production"] == [
        (1, "3 Faros"),
        (2, "5 Faros"),
    ]


@pytest.mark.parametrize("between", [[], [PageBreak()]], ids=["on one page", "over pages"])
def test_production_below_its_label_is_no_row_of_the_table(tmp_path: Path, between: list[Flowable]) -> None:
    label = _PRODUCTION.split("{", maxsplit=1)[0].strip()
    faros, boyas = (
        without_verticals([["Nombre", "Descripción"], [f"{name}\nTaller", "Luz."]], [180, 280])
        for name in ("Faros", "Boyas")
    )
    parts = [faros, label, *between, "3 Faros", boyas, label, "5 Faros"]
    readings = read(drawn(tmp_path, "4. ESTRATEGIA", "El programa presenta 2 componentes.", *parts))
    assert table(readings, "components") == [
        {"name_and_type": "Faros Taller", "description": "Luz."},
        {"name_and_type": "Boyas Taller", "description": "Luz."},
    ]
    production = {one.row_no: one.text for one in readings if one.item == "production"}
    assert production == {1: "3 Faros", 2: "5 Faros"}


def test_a_header_below_the_first_line_of_a_page_belongs_to_no_row(tmp_path: Path) -> None:
    header, widths = ["Nombre", "Descripción"], [180, 280]
    parts = [
        without_verticals([header, ["Faros\nTaller", "Luz."]], widths),
        PageBreak(),
        _PRODUCTION.format(3),
        without_verticals([header, ["Boyas\nTaller", "Sonido."]], widths),
        _PRODUCTION.format(5),
        without_verticals([header, ["Mapas\nTaller", "Papel."]], widths),
        _PRODUCTION.format(7),
    ]
    readings = read(drawn(tmp_path, "4. ESTRATEGIA", "El programa presenta 3 componentes.", *parts))
    assert table(readings, "components") == [
        {"name_and_type": "Faros Taller", "description": "Luz."},
        {"name_and_type": "Boyas Taller", "description": "Sonido."},
        {"name_and_type": "Mapas Taller", "description": "Papel."},
    ]
    production = {one.row_no: one.text for one in readings if one.item == "production"}
    assert production == {1: "3 Faros", 2: "5 Faros", 3: "7 Faros"}


def test_regional_spending_by_component(tmp_path: Path) -> None:
    rows = [
        ["Región", "Apoyo\npsicosocial", "Cursos de\noficios", "Total ejecutado"],
        ["Maule", "10", "6", "16"],
        ["La Araucanía", "200", "33", "233"],
        ["Total", "210", "39", "249"],
    ]
    widths = [150, 90, 90, 90]
    for number, drawing in enumerate(
        (without_verticals(rows, widths), bare(rows, widths), grid(rows, widths))
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        readings = read(drawn(folder, HEADING, drawing))
        assert table(readings, "regional_spending") == [
            {"region": "Maule", "component_1": "10", "component_2": "6", "spending": "16"},
            {"region": "La Araucanía", "component_1": "200", "component_2": "33", "spending": "233"},
        ]
        labels = {one.column: one.label for one in readings if one.item == "regional_spending" and one.row_no}
        assert labels["component_1"] == "Apoyo psicosocial"


def test_spaces_between_thousands_belong_to_the_figure(tmp_path: Path) -> None:
    rows = [["Región", "Total ejecutado"], ["Maule", "12 016"], ["La Araucanía", "1 233 000"], ["Ñuble", "-"]]
    readings = read(drawn(tmp_path, HEADING, without_verticals(rows, [180, 90])))
    found = [one for one in readings if one.column == "spending" and one.row_no]
    assert [one.text for one in found] == ["12\u00a0016", "1\u00a0233\u00a0000", "-"]
    assert [one.status for one in found] == ["value", "value", "blank"]


def test_a_lone_sentence_below_a_header_stands_for_the_whole_table(tmp_path: Path) -> None:
    """The sentence runs across the columns, which nothing parts."""
    rows = [BUDGET_HEADER, ["El programa no presenta información.", *[""] * 6]]
    across = ("SPAN", (0, 1), (-1, 1))
    lines = bare(rows, [45, 45, 55, 40, 60, 140, 75], across)
    (row,) = table(read(drawn(tmp_path, "5.7) Gasto Administrativo", lines)), "administrative_spending")
    assert list(row.values()) == ["El programa no presenta información."]
    assert next(iter(row)).count("|") == 6


def test_a_header_with_a_figure_in_a_component_s_name_ends_above_the_first_region(tmp_path: Path) -> None:
    rows = [
        ["Región", "Faros\n2030", "Boyas de\nmar", "Total\nejecutado"],
        ["Maule", "5", "", "5"],
        ["Ñuble", "7", "2", "9"],
        ["Total", "12", "2", "14"],
    ]
    readings = read(drawn(tmp_path, HEADING, bare(rows, [140, 80, 80, 80])))
    assert table(readings, "regional_spending") == [
        {"region": "Maule", "component_1": "5", "component_2": "", "spending": "5"},
        {"region": "Ñuble", "component_1": "7", "component_2": "2", "spending": "9"},
    ]


def test_words_of_a_header_that_a_narrow_column_breaks_are_whole(tmp_path: Path) -> None:
    header = [
        "Partid\na",
        "Capítu\nlo",
        "Progra\nma",
        "Ítem",
        "Asigna\nción",
        "Subtítulo",
        "Gastos\n($mile\ns)",
    ]
    rows = [header, ["07", "16", "01", "1", "131", "24 (Otros)", "5"]]
    readings = read(drawn(tmp_path, "5.7) Gasto Administrativo", bare(rows, [50, 50, 55, 40, 60, 130, 75])))
    printed = [one.text for one in readings if one.item == "administrative_spending" and one.row_no == 0]
    assert printed == [
        "Partida",
        "Capítulo",
        "Programa",
        "Ítem",
        "Asignación",
        "Subtítulo",
        "Gastos ($miles)",
    ]


def test_productions_before_the_table_count_its_components(tmp_path: Path) -> None:
    productions = [f"Producción al 4° trimestre 2021: {number} Faros" for number in (3, 5)]
    rows = [["Nombre", "Descripción"], ["Faros\nBeca", "Luz."], ["Boyas\nBeca", "Mar."]]
    readings = read(drawn(tmp_path, "4. ESTRATEGIA", *productions, grid(rows, [180, 280])))
    assert [(one.row_no, one.text) for one in readings if one.item == "production"] == [
        (1, "3 Faros"),
        (2, "5 Faros"),
    ]
    assert [row["description"] for row in table(readings, "components")] == ["Luz.", "Mar."]


def test_a_production_before_each_table_has_the_number_of_its_component(tmp_path: Path) -> None:
    story: list[Flowable | str] = []
    for number, name in enumerate(("Faros", "Boyas"), start=1):
        story.append(f"Producción al 4° trimestre 2021: {number} {name}")
        story.append(grid([["Nombre", "Descripción"], [f"{name}\nBeca", "Luz."]], [180, 280]))
    readings = read(drawn(tmp_path, "4. ESTRATEGIA", *story))
    assert [one.row_no for one in readings if one.item == "production"] == [1, 2]
    assert [row["name_and_type"] for row in table(readings, "components")] == ["Faros Beca", "Boyas Beca"]
