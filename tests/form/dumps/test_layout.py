"""Text dumps that keep the gaps of the page (``pdftotext -layout``): columns are read from the gaps."""

from pathlib import Path

import pytest

from pipelines.form import match
from pipelines.form.readings.reading import Reading
from pipelines.read import read_document
from tests.form.documents import NAMES, TITLE, statuses, table
from tests.form.printed_tables import REGIONS

GOALS = """7. OTROS ATRIBUTOS

7.2) Objetivos de Desarrollo Sostenible (ODS)
  Objetivos de Desarrollo Sostenible (ODS)             Meta/s
"""
LINES = """5. PRESUPUESTO

5.2) Presupuesto Total

 Partida   Capítulo   Programa   Item   Asignación   Subtítulo                       Gastos ($miles)

"""
PER_BENEFICIARY = """5. PRESUPUESTO

5.8) Resumen Presupuestario

Gasto por Beneficiario:

                                   2019             2020             2021
"""
GAPS = "".join(f"Sobre la columna {number}      otra\n" for number in range(5))


def _read(folder: Path, body: str) -> list[Reading]:
    """The readings of a dump with gaps; every word is in one of them, and none has a place on a page."""
    path = folder / "dump.txt"
    path.write_text(f"{TITLE}{NAMES}Año de inicio: 2009\n\n{body}\n{GAPS}", encoding="utf-8")
    document = read_document(path)
    readings = match(document)
    assert sum(one.words for one in readings) == sum(len(page.words) for page in document.pages)
    assert {(one.x0, one.line_no is None) for one in readings} == {(None, False)}
    return readings


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("8. Trabajo decente 9.1 Empleo\n", id="of another goal"),
        pytest.param("8. Trabajo decente 8.3 Empleo 8.5 Logro\n", id="two targets"),
    ],
)
def test_other_numbers_on_a_line_without_gaps_part_nothing(tmp_path: Path, row: str) -> None:
    readings = _read(tmp_path, f"{GOALS}{row}\n8. OBSERVACIONES DE LA INSTITUCIÓN\n")
    assert statuses(readings, "sdg") == {"ambiguous"}


def test_rows_under_a_header_printed_again_are_read_however_far_apart_they_stand(tmp_path: Path) -> None:
    header = "          Región                    Total ejecutado\n"
    rows = f"{header} Tarapacá                     105\n\n Maule                         69\n\n\f{header}\n"
    rows += (
        " Ñuble                        667\n Biobío                         3\n\n5.7) Gasto Administrativo\n"
    )
    readings = _read(tmp_path, f"5. PRESUPUESTO\n\n5.6) Detalle regional - Gasto componente\n\n{rows}")
    assert [tuple(row.values()) for row in table(readings, "regional_spending")] == [
        ("Tarapacá", "105"),
        ("Maule", "69"),
        ("Ñuble", "667"),
        ("Biobío", "3"),
    ]
    assert len([one for one in readings if one.item == "regional_spending" and one.row_no == 0]) == 4


def test_a_cell_that_goes_on_around_its_neighbour_is_not_mixed_with_it(tmp_path: Path) -> None:
    rows = (
        "1. Fin de la pobreza                      1.4 Acceso\n"
        "                                          2.1 Alimentos suficientes durante todo el\n"
        "2. Hambre cero\n"
        "                                          año\n\n"
    )
    readings = _read(tmp_path, GOALS + rows + "8. OBSERVACIONES DE LA INSTITUCIÓN\n")
    assert {row.get("goal") for row in table(readings, "sdg")} <= {
        "1. Fin de la pobreza",
        "2. Hambre cero",
        None,
    }
    assert "1.4 Acceso 2.1" not in " ".join(one.text for one in readings if one.status == "value")


def test_a_wrapped_subtitle_around_its_line_of_figures_keeps_the_columns(tmp_path: Path) -> None:
    rows = (
        "    09        01         04        05       945      24 (Transferencias Corrientes)       1.244\n\n"
        "                                                     29 (Adquisición de Activos No\n"
        "    09        01         04        04       073                                           2.657\n"
        "                                                           Financieros)\n\n"
        "Total Gasto al 4to trimestre 2021 ($miles): 3.901\n"
    )
    readings = _read(tmp_path, LINES + rows)
    found = table(readings, "total_spending")
    assert found[1]["subtitulo"] == "29 (Adquisición de Activos No Financieros)"
    assert [row["spending"] for row in found] == ["1.244", "2.657"]


def test_figures_between_the_lines_of_their_label_are_its_row(tmp_path: Path) -> None:
    rows = (
        "Gasto por Beneficiario\n"
        "                                    251             1.855              -\n"
        "Presupuesto Ejecutado\n\n6. INDICADORES\n"
    )
    (row,) = table(_read(tmp_path, PER_BENEFICIARY + rows), "spending_per_beneficiary.executed_budget")
    assert row["label"] == "Gasto por Beneficiario Presupuesto Ejecutado"
    assert (row["year_minus_2"], row["year_minus_1"], row["year"]) == ("251", "1.855", "-")


FLOW = f"""3. POBLACIÓN

3.3) Población beneficiada

Desagregación de población beneficiada durante 2021:

{"":66}Egreso posterior a           Otros (desertores, fallecidos,
{"":35}Egreso durante 2021{"":42}{"":32}Total
{"":72}2021                               etc.)

Ingreso previo a 2021 (arrastre)               0                             0

\f"""


@pytest.mark.parametrize(
    ("during", "total", "known"),
    [
        pytest.param("", f"{0:>45}{2:>32}{13:>48}", False, id="not shown"),
        pytest.param(f"{4:>20}{6:>31}{3:>32}{13:>21}", f"{0:>45}{2:>31}{13:>53}", True, id="by a full row"),
    ],
)
def test_a_page_set_otherwise_than_that_of_the_header_shows_where_its_columns_stand(
    tmp_path: Path, during: str, total: str, known: bool
) -> None:
    rows = f"Ingreso durante a 2021 (nuevo){during}\n\nTotal{total}\n"
    end = REGIONS.splitlines()[2]
    readings = _read(tmp_path, f"{FLOW}{rows}\n{end}\n")
    found = [one for one in readings if one.item == "flow.total" and one.text == "13"]
    assert [(one.column, one.status) for one in found] == [("total", "value")] * known


NARROWER = """5. PRESUPUESTO

5.7) Gasto Administrativo

  Partida     Capítulo      Programa           Item          Asignación               Subtítulo                    Gastos ($miles)
    07           06            01                05               577     33 (Transferencias de Capital)                25.562
    07           06                              03               963     24 (Transferencias Corrientes)
\f  Partida    Capítulo     Programa         Item          Asignación        Subtítulo            Gastos ($miles)
"""  # noqa: E501


def test_a_page_whose_header_is_set_narrower_does_not_shift_its_figures(tmp_path: Path) -> None:
    rows = f"{'Gasto Total por Subtítulo (M$)':97}173.869\n\n5.8) Resumen Presupuestario\n"
    readings = _read(tmp_path, NARROWER + rows)
    found = [one for one in readings if one.item.startswith("administrative_spending") and one.row_no]
    assert not [one for one in found if one.column == "subtitulo" and one.text == "173.869"]
    assert "blank" not in statuses(readings, "administrative_spending.subtotal")


def test_a_phrase_broken_beside_other_figures_is_no_value_of_theirs(tmp_path: Path) -> None:
    rows = (
        "                                                                   El programa no\n"
        "Gasto por Beneficiario\n"
        "                                    251                             presenta\n"
        "Presupuesto Ejecutado\n"
        "                                                                   información.\n\n6. INDICADORES\n"
    )
    readings = _read(tmp_path, PER_BENEFICIARY + rows)
    (row,) = table(readings, "spending_per_beneficiary.executed_budget")
    assert row == {
        "label": "Gasto por Beneficiario Presupuesto Ejecutado",
        "year_minus_2": "251",
        "year_minus_1": "",
        "year": "El programa no presenta información.",
    }


def test_a_header_printed_again_among_entries_leaves_them_in_doubt(tmp_path: Path) -> None:
    head = "4.2) Ejecutores\n\nEjecución: Por terceros.\n\n"
    header = "               Tipo de institución\n\n"
    entries = f"{header}Municipalidades\n\n{header}Bancos\n\n"
    readings = _read(tmp_path, head + entries + "5. PRESUPUESTO\n")
    assert statuses(readings, "executors") == {"ambiguous"}
