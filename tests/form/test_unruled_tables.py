"""Tables that a PDF prints with horizontal rules only: read where blank space decides, else left alone."""

from pathlib import Path

from tests.form.documents import drawn, read, table, without_verticals

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


def test_close_rows_whose_names_wrap_are_left_alone(tmp_path: Path) -> None:
    rows = [["Región", "Total ejecutado"], ["Libertador General\nBernardo OHiggins", "16"], ["Maule", "233"]]
    readings = read(drawn(tmp_path, HEADING, without_verticals(rows, [180, 90], padding=0)))
    assert table(readings, "regional_spending") == []
    assert {one.status for one in readings if one.text in ("16", "Maule 233")} <= {"unmapped"}


def test_columns_without_room_between_them_are_left_alone(tmp_path: Path) -> None:
    rows = [["Región", "Total ejecutado"], ["M" * 20, "16"]]
    readings = read(drawn(tmp_path, HEADING, without_verticals(rows, [134, 90], padding=0)))
    assert table(readings, "regional_spending") == []
