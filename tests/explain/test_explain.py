"""What `panelsocial explain` says about a figure of the sample, and how it ends."""

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.explain.show import REASONS
from tests.explain.conftest import SAMPLE, Explain
from tests.warehouse import PROJECT, panelsocial

REDES = "redes_de_oportunidades_de_negocios_2021.pdf"


def as_json(explain: Explain, *arguments: str) -> dict[str, Any]:
    run = explain(*arguments, "--json")
    assert run.exit_code == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def test_the_command_as_a_user_runs_it(sample_warehouse: Path, tmp_path: Path) -> None:
    run = panelsocial(
        "explain",
        "Redes de Oportunidades",
        "2021",
        "executed",
        "--image",
        str(tmp_path / "out.png"),
        env={
            "PANELSOCIAL_RAW": str(SAMPLE),
            "PANELSOCIAL_WAREHOUSE": str(sample_warehouse.parents[1]),
        },
    )
    assert run.returncode == 0, run.stderr
    for told in (
        "Redes de Oportunidades de Negocios (bips-87195), 2021",
        "fct_spending.executed_clp: Executed budget, pesos",
        "262,482,000 pesos",
        '"262.482"  beside "Recursos ejecutados ($miles) (a):"',
        f"{REDES}, page 5, x 185.9 to 216.6",
        "report year 2021, revision 1, current",
        "budget_lines_equal_executed",
    ):
        assert told in run.stdout
    assert (tmp_path / "out.png").stat().st_size > 0


def test_json_says_the_same(explain: Explain) -> None:
    found = as_json(explain, "Redes de Oportunidades", "2021", "executed")
    assert found["figure"]["column_name"] == "executed_clp"
    assert (found["shown"]["value"], found["unit"]) == (262_482_000, "pesos")
    assert found["shown"]["printed_text"] == "262.482"
    (place,) = found["shown"]["places"]
    assert (place["page"], place["line_no"]) == (5, None)
    assert place["box"][0] < place["box"][2]
    checks = {check["check_name"]: check for check in found["checks"]}
    assert checks["budget_lines_equal_executed"]["actual"] == 262_482_000
    assert checks["budget_lines_equal_executed"]["status"] == "closes"
    assert "target_within_potential" not in checks


def test_a_restated_figure_shows_both_vintages_and_the_step(explain: Explain) -> None:
    found = as_json(explain, "Ñandúes", "2020", "beneficiaries")
    assert [(each["report"]["report_year"], each["value"]) for each in found["vintages"]] == [
        (2020, 36_000),
        (2021, 35_400),
    ]
    assert found["shown"]["value"] == 36_000
    assert [each["difference"] for each in found["vintages"]] == [None, -600]
    assert [each["places"][0]["page"] for each in found["vintages"]] == [2, 2]
    # What the year's own report claims of the figure is told, though a later one restates it.
    assert (2020, "flow_total_equals_beneficiaries") in {
        (check["report_year"], check["check_name"]) for check in found["checks"]
    }


def test_a_person_reads_vintages_and_verdicts_line_by_line(explain: Explain) -> None:
    lines = [line.strip() for line in explain("Ñandúes", "2020", "beneficiaries").stdout.splitlines()]
    assert "* 2020, revision 1:  36,000" in lines
    assert "2021, revision 1:  35,400  (-600 against the report before)" in lines
    assert (
        "2020  closes           beneficiaries_within_target:"
        " expected 40,000, actual 36,000, difference -4,000 (people)"
    ) in lines
    assert (
        "2021  closes           label_years_match [coverage/previous]: expected 2020, actual 2020 (year)"
    ) in lines


def test_report_year_chooses_the_vintage(explain: Explain) -> None:
    found = as_json(explain, "Ñandúes", "2020", "beneficiaries", "--report-year", "2021")
    assert found["shown"]["value"] == 35_400


def test_what_a_report_repeats_of_the_year_before_is_explained_with_that_year(explain: Explain) -> None:
    found = as_json(explain, "Ñandúes", "2021", "previous_year_beneficiaries")
    assert (found["figure"]["measure"], found["figure"]["reference_year"]) == ("beneficiaries", 2020)
    assert found["shown"]["value"] == 35_400
    assert [each["value"] for each in found["vintages"]] == [36_000, 35_400]


def test_a_report_year_without_the_figure_names_those_with_it(explain: Explain) -> None:
    run = explain("Ñandúes", "2020", "beneficiaries", "--report-year", "2019")
    assert run.exit_code == 1
    assert "reports of 2020, 2021 have it" in run.stderr


def test_a_null_says_why(explain: Explain) -> None:
    run = explain("Faros de Papel", "2021", "extrabudgetary")
    assert run.exit_code == 0
    assert "NULL: not_reported" in run.stdout
    assert REASONS["not_reported"] in run.stdout
    assert '"El programa no presenta información."' in run.stdout


def test_an_ambiguous_null_shows_its_candidates(explain: Explain) -> None:
    run = explain("Senda", "2019", "printed_clp", "--report-year", "2020")
    assert "NULL: ambiguous" in run.stdout
    assert '"233 | 227"' in run.stdout
    assert "senda_de_los_condores_2020.txt, line 254" in run.stdout


def test_a_computed_figure_points_to_what_it_is_computed_from(explain: Explain) -> None:
    found = as_json(explain, "Ñandúes", "2020", "coverage", "--report-year", "2020")
    assert (found["figure"]["column_name"], found["shown"]["value"], found["unit"]) == (
        "coverage_pct",
        90,
        "percent",
    )
    assert {place["operand"]: place["printed_text"] for place in found["shown"]["places"]} == {
        "beneficiaries": "36.000",
        "target_population": "40.000",
    }


def test_a_measure_of_program_year_names_the_figures_it_is_computed_from(explain: Explain) -> None:
    found = as_json(explain, "Redes de Oportunidades", "2021", "execution_rate")
    assert found["column_name"] == "execution_rate"
    figures = [(each["figure"]["column_name"], each["shown"]["value"]) for each in found["operands"]]
    assert [name for name, _ in figures] == ["executed_clp", "initial_budget_clp"]
    (_, executed), (_, budget) = figures
    assert found["value"] == pytest.approx(executed / budget)


@pytest.mark.parametrize(
    ("measure", "operands"),
    [
        ("execution_band", ["executed_clp", "initial_budget_clp"]),
        ("coverage_band", ["coverage_pct"]),
        ("administrative_share", ["administrative_spending_clp", "total_executed_clp"]),
        ("spending per beneficiary", ["executed_clp", "beneficiaries"]),
        ("spending_per_beneficiary_band", ["printed_clp"]),
        ("executed_real", ["executed_clp"]),
        ("rank_in_ministry", ["executed_clp"]),
    ],
)
def test_a_value_computed_from_computed_ones_leads_to_printed_figures(
    explain: Explain, measure: str, operands: list[str]
) -> None:
    found = as_json(explain, "Redes de Oportunidades", "2021", measure)
    assert [each["figure"]["column_name"] for each in found["operands"]] == operands


def test_a_person_reads_what_a_computed_measure_is_made_of(explain: Explain) -> None:
    run = explain("Redes de Oportunidades", "2021", "execution_rate", "--image", "none.png")
    assert "program_year.execution_rate: executed_clp over initial_budget_clp" in run.stdout
    assert "fct_spending.executed_clp: 262,482,000 pesos" in run.stdout
    assert f'"262.482"  {REDES}, page 5, x 185.9' in run.stdout
    assert run.exit_code == 1
    assert "explain one of the figures that it is computed from" in run.stderr


def test_a_computed_measure_of_a_year_without_figures_names_the_years(explain: Explain) -> None:
    run = explain("Faros", "2031", "execution_rate")
    assert run.exit_code == 1
    assert "it has them for 2019, 2020, 2021, 2022" in run.stderr


def test_a_row_is_in_the_check_of_its_table(explain: Explain) -> None:
    found = as_json(
        explain, "Ñandúes", "2021", "spending", "--table", "fct_spending_by_region", "--item", "atacama"
    )
    checks = {check["check_name"] for check in found["checks"]}
    assert "regional_spending_equals_component_spending" in checks
    assert "executed_equals_components_plus_administrative" not in checks


@pytest.mark.parametrize(
    ("arguments", "value", "unit"),
    [
        (["beneficiaries", "--item", "atacama"], 1_000, "Niñas y niños"),
        (
            ["beneficiaries", "--table", "beneficiaries_by_flow", "--item", "total/total"],
            37_500,
            "Niñas y niños",
        ),
        (["unit of measure", "--table", "fct_beneficiaries"], "Niñas y niños", None),
    ],
    ids=["region", "flow", "words"],
)
def test_parts_are_named_by_table_and_item(
    explain: Explain, arguments: list[str], value: object, unit: str | None
) -> None:
    found = as_json(explain, "Programa Ficticio Ñandúes que Leen", "2021", *arguments)
    assert (found["shown"]["value"], found["unit"]) == (value, unit)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["Redes", "2021", "spending"], "fct_spending_by_region.spending_clp of 13 Metropolitana"),
        (["Redes", "2021", "budget"], "fct_spending.initial_budget_clp"),
        (["luna", "2020", "executed"], "2 programmes match 'luna'"),
        (["Redes de Oportunidade de Negosios", "2021", "executed"], "Redes de Oportunidades de Negocios"),
        (["???", "2021", "executed"], "Did you mean"),
        (["Faros", "2031", "executed"], "it has them for 2019, 2020, 2021, 2022"),
        (["Faros", "2020", "executed"], "no measure 'executed' for 2020 (but for 2021)"),
        (["Faros", "2021", "profit"], "fct_spending.executed_clp"),
        (["Faros", "2021", "executed", "--table", "dim_program"], "dim_program has no figures for 2021"),
        (["Redes", "2021", "spending", "--item", "Atlantis"], "has no item 'Atlantis'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_no_match_and_several_matches_are_explained(
    explain: Explain, arguments: list[str], said: str
) -> None:
    run = explain(*arguments)
    assert run.exit_code == 1
    assert said in run.stderr
    assert run.stdout == ""


@pytest.mark.parametrize(
    "name", ["bips-87195", "redes de oportunidades de negocios", "OPORTUNIDADES,  DE NEGÓCIOS"]
)
def test_a_programme_is_found_by_key_and_by_any_spelling(explain: Explain, name: str) -> None:
    assert as_json(explain, name, "2021", "executed")["programme"]["program_key"] == "bips-87195"


def test_an_earlier_name_finds_the_programme(explain: Explain) -> None:
    found = as_json(explain, "Huertos de Luna", "2019", "executed")
    assert found["programme"]["program_name"] == "Huertos y Mesas de Luna (programa ficticio)"


def test_a_year_that_is_no_number_is_a_usage_error(explain: Explain) -> None:
    assert explain("Redes", "last", "executed").exit_code == 2


def test_before_anything_is_published_it_says_what_to_do(tmp_path: Path) -> None:
    run = panelsocial("explain", "Redes", "2021", "executed", "--warehouse", str(tmp_path))
    assert run.returncode == 1
    assert "run `panelsocial refresh`" in run.stderr


def test_a_file_that_is_no_warehouse_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "current").mkdir()
    (tmp_path / "current" / "panel_social.duckdb").write_text("no database")
    run = panelsocial("explain", "Redes", "2021", "executed", "--warehouse", str(tmp_path))
    assert run.returncode == 1
    assert "cannot be queried" in run.stderr
    assert "Traceback" not in run.stderr


def test_every_reason_has_its_words() -> None:
    promised = (PROJECT / "dbt_project" / "models" / "quality" / "missing_values.yml").read_text("utf-8")
    assert f"values: [{', '.join(REASONS)}]" in promised


@pytest.mark.parametrize(
    ("named", "column"),
    [
        ("ejecutado", "fct_spending.executed_clp"),
        ("Presupuesto Inicial", "fct_spending.initial_budget_clp"),
        ("presupuesto final", "fct_spending.final_budget_clp"),
        ("beneficiarios", "fct_beneficiaries.beneficiaries"),
        ("poblacion objetivo", "fct_beneficiaries.target_population"),
        ("POBLACIÓN POTENCIAL", "fct_beneficiaries.potential_population"),
        ("gasto administrativo", "fct_spending.administrative_spending_clp"),
        ("recursos ejecutados", "fct_spending.executed_clp"),  # the form's label
        ("cobertura", "fct_beneficiaries.coverage_pct"),
        ("gasto por beneficiario", "program_year.spending_per_beneficiary_clp"),
        ("tasa de ejecución", "program_year.execution_rate"),
    ],
)
def test_a_measure_has_spanish_names(explain: Explain, named: str, column: str) -> None:
    run = explain("Redes de Oportunidades de Negocios", "2021", named)
    assert run.exit_code == 0, run.output
    assert run.output.splitlines()[1].startswith(f"{column}: ")


def test_a_spanish_name_of_several_measures_lists_them(explain: Explain) -> None:
    run = explain("Redes de Oportunidades de Negocios", "2021", "presupuesto")
    assert run.exit_code == 1
    assert "fct_spending.initial_budget_clp\n" in run.output
    assert "fct_spending.final_budget_clp\n" in run.output


def test_every_everyday_word_names_a_column_of_the_dictionary(sample_warehouse: Path) -> None:
    file = PROJECT / "pipelines" / "explain" / "everyday_words.csv"
    words = [line.rpartition(",")[2] for line in file.read_text("utf-8").splitlines()[1:]]
    with duckdb.connect(str(sample_warehouse), read_only=True) as con:
        known = {name for (name,) in con.execute('select distinct "column" from dictionary').fetchall()}
    assert set(words) <= known
