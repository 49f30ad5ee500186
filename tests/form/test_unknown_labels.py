"""Labels in words that the form does not know: nothing is read wrong, and each is proposed for its item."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.wordings import LEAST_PROPOSED, measured
from pipelines.form import Gap, find_gaps, match
from pipelines.form.spec.load import SPEC_FILE, load_form
from pipelines.form.spec.model import SpecError
from pipelines.read import read_document
from tests.form.documents import drawn, grid, read, table
from tests.warehouse import PROJECT

SPEC = (PROJECT / "pipelines" / "form" / "spec" / SPEC_FILE).read_text(encoding="utf-8")
DUMP = """\
Informe de Detalle de Programas Sociales
(cierre al 31 - diciembre - 2021)

Talleres inventados
Ministerio de Energía
Subsecretaría inventada

Año de inicio: 2015

Año de término: Permanente

1. ANTECEDENTES

Tipo de formulario: Monitoreo

Unidad responsable: Taller central

Página de internet: www.ejemplo.invalid

Jefatura: Nombre Inventado

Cargo: Jefe

Nombre contraparte monitoreo: Otro Nombre

Cargo: Analista
"""


def test_labels_in_other_words_are_proposed_for_their_items_and_make_nothing_wrong() -> None:
    counts = measured(29, 6, ["reportlab", "fpdf2", "text"], label_count=20, wording=1)
    total = sum(counts.values(), Counter[str]())
    assert total["labels"] > 100
    assert total["first"] >= LEAST_PROPOSED * total["labels"]
    assert total["wrong"] == 0


def test_an_unknown_label_ends_the_value_before_and_is_a_gap(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(DUMP, encoding="utf-8")
    document = read_document(path)
    readings = match(document)
    values = {one.item: one.text for one in readings if one.status == "value"}
    assert values["responsible_unit"] == "Taller central"
    assert values["manager_position"] == "Jefe"
    assert [(one.text, one.resembles) for one in readings if one.resembles and not one.label] == [
        ("Página de internet:", "website"),
        ("Jefatura:", "manager_name"),
    ]
    assert [(one.text, one.label) for one in readings if one.resembles and one.label] == [
        ("www.ejemplo.invalid", "Página de internet:"),
        ("Nombre Inventado", "Jefatura:"),
    ]
    assert Gap("label_unknown", section="1", item="website") in find_gaps(document, readings)


def test_an_answer_before_a_line_that_only_looks_like_a_label_is_in_doubt(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(DUMP.replace("Página de internet:", "Dirección:"), encoding="utf-8")
    readings = match(read_document(path))
    assert {one.status for one in readings if one.item == "responsible_unit"} == {"ambiguous"}
    assert [one.text for one in readings if one.resembles == "website" and not one.label] == ["Dirección:"]


def test_a_colon_in_an_answer_is_no_label_where_none_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    answer = "Taller central\n\nEquipo de apoyo: tres personas\n\nPágina web: www.ejemplo.invalid"
    path.write_text(
        DUMP.replace("Taller central\n\nPágina de internet: www.ejemplo.invalid", answer), "utf-8"
    )
    values = {one.item: one.text for one in match(read_document(path))}
    assert values["responsible_unit"] == "Taller central Equipo de apoyo: tres personas"


def test_a_table_of_years_under_a_caption_in_other_words_is_read(tmp_path: Path) -> None:
    rows = [
        ["", "2020", "2021"],
        ["Población Objetivo", "10", "20"],
        ["Beneficiarios Efectivos", "5", "8"],
        ["Cobertura", "50%", "40%"],
    ]
    parts = ("3.3) Población beneficiada", "Evolución de la cobertura:", grid(rows, [150, 80, 80]))
    readings = read(drawn(tmp_path, *parts, "4. ESTRATEGIA"))
    assert [row["current"] for row in table(readings, "coverage.target_population")] == ["20"]
    assert [one.text for one in readings if one.resembles == "coverage.caption"] == [parts[1]]


def test_an_accepted_wording_is_one_of_the_labels() -> None:
    rows = csv.DictReader(
        [
            "section,item,label,first_year,last_year,source",
            "1,website,Página de internet:,2023,2024,a person",
            "5.5,heading,5.5) Gasto según componentes,2023,2024,a person",
            "3.3,coverage.caption,Evolución de la cobertura:,2023,2024,a person",
        ]
    )
    form = load_form(SPEC, rows)
    sections = {section.id: section for section in form.sections}
    website = next(item for item in sections["1"].items if getattr(item, "id", "") == "website")
    assert website.pattern.fits("paginadeinternet:")  # type: ignore[union-attr]
    assert website.pattern.fits("paginaweb:")  # type: ignore[union-attr]
    heading = sections["5.5"].heading
    assert heading and heading.fits("5.5gastoseguncomponentes")
    coverage = next(table for table in form.tables() if table.id == "coverage")
    assert coverage.caption and coverage.caption.fits("evoluciondelacobertura:")


def test_a_wording_of_no_item_is_an_error_of_the_specification() -> None:
    with pytest.raises(SpecError, match="section 1 has no moon"):
        load_form(SPEC, [{"section": "1", "item": "moon", "label": "Luna:"}])
