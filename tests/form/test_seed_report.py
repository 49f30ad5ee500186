"""The one real report at hand, a text dump: every table of it, and what cannot be known from it."""

from collections import Counter
from pathlib import Path

import pytest

from pipelines.form import match, recognise
from pipelines.form.readings.reading import Reading
from pipelines.read import read_document
from tests.form.documents import only, table

SEED = Path(__file__).parents[3] / "shared" / "seed" / "redes_de_oportunidades_de_negocios_2021.txt"


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    if not SEED.exists():
        pytest.skip(f"the real report is not at hand: {SEED}")
    document = read_document(SEED)
    found = match(document)
    assert recognise(document).report_year == 2021
    assert sum(one.words for one in found) == sum(len(page.words) for page in document.pages)
    return found


def test_everything_is_mapped_and_little_is_ambiguous(readings: list[Reading]) -> None:
    counts = Counter(one.status for one in readings)
    assert counts["unmapped"] == 0
    doubtful = {(one.column, one.text) for one in readings if one.status == "ambiguous"}
    assert doubtful == {
        ("effective_previous|estimated_current|effective_current", "N/A"),
        ("estimated_current|effective_current|estimated_next", "73%"),
    }


def test_spending_of_the_years_that_had_beneficiaries(readings: list[Reading]) -> None:
    (row,) = table(readings, "spending_per_beneficiary.executed_budget")
    assert (row["year_minus_2"], row["year_minus_1"], row["year"]) == ("251", "", "855")
    inferred = {one.column for one in readings if one.inferred_by == "no_spending_without_beneficiaries"}
    assert inferred == {"year_minus_2", "year_minus_1", "year"}


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("program_name", "Redes de Oportunidades de Negocios"),
        ("ministry", "Ministerio de Economía, Fomento y Turismo"),
        ("service", "Servicio de Cooperación Técnica"),
        ("start_year", "2009"),
        ("end_year", "2042"),
        ("potential_population", "0"),
        ("target_population", "5.000"),
        ("beneficiaries", "327"),
        ("production", "327 Número de beneficiarios"),
        ("initial_budget", "680.559"),
        ("component_spending_total", "249.075"),
        ("administrative_total", "13.407"),
        ("summary_total_cd", "262.482"),
        ("human_rights_approaches", "Pertinencia territorial"),
        ("purpose_indicators_evidence", "Resultados logrado en años anteriores."),
    ],
)
def test_fields(readings: list[Reading], item: str, text: str) -> None:
    assert only(readings, item).text == text


@pytest.mark.parametrize("item", ["next_initial_budget", "summary_extrabudgetary", "system_membership"])
def test_fields_not_reported(readings: list[Reading], item: str) -> None:
    assert only(readings, item).status == "not_reported"


def test_the_flow_of_beneficiaries_over_a_page_break(readings: list[Reading]) -> None:
    figures = {
        one.item: [cell.text for cell in readings if cell.item == one.item and cell.column != "label"]
        for one in readings
        if one.item.startswith("flow.") and one.row_no
    }
    nothing = "El programa no presenta información."
    assert figures == {
        "flow.before_year": ["287", "40", nothing, "327"],
        "flow.during_year": [nothing] * 4,
        "flow.total": ["287", "40", nothing, "327"],
    }


def test_regions(readings: list[Reading]) -> None:
    people = {row["region"]: row["beneficiaries"] for row in table(readings, "regional_beneficiaries")}
    assert len(people) == 10
    assert (people["Libertador General Bernardo OHiggins"], people["Metropolitana de Santiago"]) == (
        "2",
        "304",
    )
    money = {row["region"]: row["spending"] for row in table(readings, "regional_spending")}
    assert money == {"Metropolitana de Santiago": "16", "Nivel central": "233"}
    assert table(readings, "regional_spending.total")[0]["spending"] == "249.075"


def test_budget_lines(readings: list[Reading]) -> None:
    (executed,) = table(readings, "total_spending")
    assert list(executed.values()) == [
        "07",
        "16",
        "01",
        "1",
        "131",
        "24 (Transferencias Corrientes)",
        "262.482",
    ]
    (administrative,) = table(readings, "administrative_spending")
    assert (administrative["item"], administrative["spending"]) == ("2295", "13.407")
    assert table(readings, "administrative_spending.subtotal")[0]["spending"] == "13.407"


def test_one_indicator_and_an_empty_table(readings: list[Reading]) -> None:
    (row,) = table(readings, "purpose_indicators")
    assert row["indicator_name"] == "Microempresarios que generan y/o acceden a redes de trabajo"
    assert row["formula"].endswith(")*100")
    assert row["methodology"].startswith("Se realiza una encuesta")
    assert table(readings, "complementary_indicators") == []
    headers = [one for one in readings if one.item == "complementary_indicators" and one.row_no == 0]
    assert len(headers) == 6


def test_goal_8_is_not_taken_for_section_8(readings: list[Reading]) -> None:
    (row,) = table(readings, "sdg")
    assert row["goal"].startswith("8. Trabajo decente")
    assert row["target"].startswith("8.3 Promover")
    assert [one.section for one in readings if one.text.startswith("8. ")] == ["7.2", "8"]
