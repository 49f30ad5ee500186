"""Figures whose column a text dump has lost and the report itself still leaves no doubt of."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipelines.form import match
from pipelines.form.readings.reading import Reading
from pipelines.read import read_document
from tests.corpus.lost import COLUMNS, is_left
from tests.corpus.printed import printed_pieces
from tests.corpus.programmes import sample_reports
from tests.corpus.sample import draw_report
from tests.form.documents import read, report
from tests.form.printed_tables import PER_BENEFICIARY

ROW = "spending_per_beneficiary.executed_budget"
RULE = "no_spending_without_beneficiaries"


def _row(figures: str, previous: str, current: str, field: str = "") -> list[Reading]:
    """The cells of the row below years of which the report says how many beneficiaries they had."""
    text = (
        "3.3) Población beneficiada\n\n"
        f"Cuantificación Población efectivamente beneficiada: {field or current}\n\n"
        "Cobertura del Programa:\n2020 2021\nPoblación Objetivo 9 9\n"
        f"Beneficiarios Efectivos {previous} {current}\nCobertura 0 0\n"
        f"{PER_BENEFICIARY}Gasto por Beneficiario {figures}\nPresupuesto Ejecutado\n"
    )
    return [one for one in read(report(text)) if one.item == ROW and one.column != "label"]


def test_a_year_without_beneficiaries_has_no_spending_per_beneficiary() -> None:
    row = _row("251 855", "0", "327")
    assert [(one.column, one.text, one.status) for one in row] == [
        ("year_minus_2", "251", "value"),
        ("year_minus_1", "", "blank"),
        ("year", "855", "value"),
    ]
    assert {one.inferred_by for one in row} == {RULE}
    assert [one.label for one in row] == ["2019", "2020", "2021"]


@pytest.mark.parametrize(
    ("figures", "previous", "current", "field"),
    [
        pytest.param("251 855", "12", "327", "", id="both years had beneficiaries"),
        pytest.param("251", "0", "327", "", id="two years are left for one figure"),
        pytest.param("0 855", "0", "327", "", id="the zero may be of the year without beneficiaries"),
        pytest.param("N/A 855", "0", "327", "", id="so may a phrase"),
        pytest.param("251 855", "", "0", "", id="it is not known which year the zero is of"),
        pytest.param("251 855", "5", "0", "327", id="the report says two things about the year"),
        pytest.param("251 855", "El programa no presenta información.", "327", "", id="not reported"),
    ],
)
def test_what_the_report_leaves_open_stays_ambiguous(
    figures: str, previous: str, current: str, field: str
) -> None:
    row = _row(figures, previous, current, field)
    assert {one.status for one in row} == {"ambiguous"}
    assert {one.inferred_by for one in row} == {None}


def test_a_full_row_is_read_as_printed_and_nothing_is_inferred() -> None:
    row = _row("251 10 855", "0", "327")
    assert [(one.column, one.text) for one in row] == list(zip(COLUMNS, ("251", "10", "855"), strict=True))
    assert {one.inferred_by for one in row} == {None}


def test_a_dump_of_the_official_figures_says_what_its_truth_says(tmp_path: Path) -> None:
    official = next(one for one in sample_reports() if one.budget.per_beneficiary[1].text == "")
    blocks, drawing = draw_report(replace(official, producer="text"))
    path = tmp_path / "report.txt"
    path.write_bytes(drawing.content)
    wanted = Counter(
        (one.section, one.item, one.row_no, one.column, one.text, one.status)
        for one in printed_pieces(blocks, drawing, "text")
    )
    readings = match(read_document(path))
    assert wanted == Counter(
        (one.section, one.item, one.row_no, one.column, one.text, one.status) for one in readings
    )
    assert {one.item for one in readings if one.inferred_by} == {ROW}


FIGURES = st.sampled_from(["", "251", "1.855", "0", "N/A", "-", "El programa no presenta información."])
PEOPLE = st.sampled_from(["0", "327", "5.000"])


@given(figures=st.tuples(FIGURES, FIGURES, FIGURES), previous=PEOPLE, current=PEOPLE)
def test_no_figure_is_put_under_a_wrong_year(
    figures: tuple[str, str, str], previous: str, current: str
) -> None:
    empty_years = [place for place, people in ((1, previous), (2, current)) if people == "0"]
    # No report prints that, and nothing could be told from one that did.
    assume(not any(figures[place] in ("251", "1.855") for place in empty_years))
    row = _row(" ".join(filter(None, figures)), previous, current)
    printed = dict(zip(COLUMNS, figures, strict=True))
    decided = [one for one in row if one.status != "ambiguous"]
    assert all(one.text == printed[one.column] for one in decided)
    assert len(decided) == (3 if is_left(figures, empty_years) else 0)
