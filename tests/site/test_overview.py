"""The first page, ministries, regions, indicators and findings: what they show is what SQL says."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import duckdb
import pytest
from starlette.testclient import TestClient

from pipelines.build.persons import COUNTS_PERSONS
from pipelines.config import Settings
from pipelines.site.application import application
from pipelines.site.chile import PANELS, region_map
from pipelines.site.formats import Kind, shown
from pipelines.site.notes import _sentence
from pipelines.site.pages.ministries import slugs
from pipelines.site.release import Release
from pipelines.site.visit import Visit
from pipelines.site.words import (
    COVERAGE_BANDS,
    COVERAGE_STATUSES,
    EXECUTION_BANDS,
    FINDING_REASONS,
    FORMS,
    MISSING_REASONS,
    QUARANTINE_REASONS,
    RULES,
    SPENDING_PER_BENEFICIARY_BANDS,
    Words,
)


@pytest.fixture(scope="module")
def client(archive_warehouse: Path) -> TestClient:
    return site(archive_warehouse)


def site(database: Path) -> TestClient:
    return TestClient(application(Settings(warehouse=database.parents[1])))


def rows(database: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(database), read_only=True) as con:
        return con.execute(sql).fetchall()


def table(client: TestClient, path: str, block: str) -> list[list[str]]:
    """The cells of a block of a page, row by row."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    section = answer.text.partition(f'<section class="block" id="{block}">')[2].partition("</section>")[0]
    body = section.partition("<tbody>")[2].partition("</tbody>")[0]
    found = [re.findall("<td.*?</td>", row, re.DOTALL) for row in body.split("</tr>")]
    return [[unescape(re.sub("<[^>]*>", "", cell)) for cell in row] for row in found if row]


def as_shown(found: list[tuple[Any, ...]], *kinds: Kind) -> list[list[str]]:
    return [[shown(value, kind, "es") for value, kind in zip(row, kinds, strict=True)] for row in found]


def test_the_first_page_has_spending_people_and_reports_by_year(
    client: TestClient, archive_warehouse: Path
) -> None:
    spending = rows(
        archive_warehouse,
        "select year, count(*), sum(initial_budget_clp), sum(executed_clp), sum(executed_real_clp)"
        " from program_year group by year order by year",
    )
    expected = as_shown(spending, "year", "count", "money", "money", "money")
    assert [row[:5] for row in table(client, "/", "por-ano")] == expected
    people = rows(
        archive_warehouse,
        f"select year, sum(beneficiaries) filter ({COUNTS_PERSONS}) from program_year"
        " group by year order by year",
    )
    assert [row[:2] for row in table(client, "/", "personas")] == as_shown(people, "year", "count")
    coverage = rows(
        archive_warehouse,
        "select year, count(*) filter (status = 'missing') from quality.report_coverage"
        " group by year order by year",
    )
    archive = table(client, "/", "archivo")
    assert [[row[0], row[-1]] for row in archive] == as_shown(coverage, "year", "count")
    ((proved,),) = rows(archive_warehouse, "select count(*) from quality.report_coverage")
    assert sum(int(number) for row in archive for number in row[1:]) == proved


def test_the_ministry_that_left_most_unspent_comes_first(client: TestClient, archive_warehouse: Path) -> None:
    ((year,),) = rows(archive_warehouse, "select max(year) from program_year")
    expected = rows(
        archive_warehouse,
        "select ministry, sum(initial_budget_clp - executed_clp) as unspent from program_year"
        f" where year = {year} and execution_rate is not null group by all order by unspent desc, ministry",
    )
    for path, block in (("/", "ministerios"), ("/ministerios/", "ministerios")):
        found = [[row[0], row[4]] for row in table(client, path, block) if row[4] != "—"]
        assert found == as_shown(expected, "text", "money")


def test_a_ministry_lists_its_programmes_which_lead_to_the_print(
    client: TestClient, archive_warehouse: Path
) -> None:
    release = Release(archive_warehouse.resolve().parent)
    for name, slug in slugs(release).items():
        year = release.rows("select max(year) as y from program_year where ministry = $m", {"m": name})[0][
            "y"
        ]
        executed = release.rows(
            "select executed_clp from program_year where ministry = $m and year = $y"
            " order by executed_clp desc nulls last",
            {"m": name, "y": year},
        )
        found = [row[3] for row in table(client, f"/ministerios/{slug}/", "programas")]
        assert found == [shown(row["executed_clp"], "money", "es") for row in executed]
    assert "/cifras/fct_spending.executed_clp/" in client.get(f"/ministerios/{slug}/").text
    assert client.get("/ministerios/ninguno/").status_code == 404
    assert client.get(f"/ministerios/{slug}/1900/").status_code == 404


def test_regions_spend_and_reach_what_the_facts_say(client: TestClient, archive_warehouse: Path) -> None:
    expected = rows(
        archive_warehouse,
        "select region_name, sum(spending_clp) from fct_spending_by_region"
        " where year = (select max(year) from fct_spending_by_region) group by all order by region_name",
    )
    found = sorted([row[0], row[2]] for row in table(client, "/regiones/", "regiones"))
    assert found == sorted(as_shown(expected, "text", "money"))
    persons = rows(
        archive_warehouse,
        "select year, sum(regional.beneficiaries) from fct_beneficiaries_by_region as regional"
        f" join fct_beneficiaries using (program_key, year) where region_code = '13' and {COUNTS_PERSONS}"
        " group by year order by year",
    )
    found = [[row[0], row[5]] for row in table(client, "/regiones/13/", "por-ano") if row[5] != "—"]
    assert found == as_shown(persons, "year", "count")


def test_a_map_has_every_region_and_says_where_there_is_no_figure(archive_warehouse: Path) -> None:
    visit = Visit(Release(archive_warehouse.resolve().parent), "es", "")
    chart = region_map(
        [{"code": "13", "value": 5}, {"code": "01", "value": None}], "code", "value", "t", visit
    )
    shapes = [one["properties"] for panel in chart.to_dict()["datasets"].values() for one in panel] or [
        one["properties"] for panel in chart.to_dict()["hconcat"] for one in panel["data"]["values"]
    ]
    assert len(shapes) == sum(map(len, PANELS)) == 16
    assert {one["name"]: one["label"] for one in shapes if one["label"] != "sin dato"} == {
        "Metropolitana": "5"
    }


def test_indicators_count_as_the_facts_do(client: TestClient, archive_warehouse: Path) -> None:
    expected = rows(
        archive_warehouse,
        "select year, count(*), count(*) filter (reached_estimate), count(*) filter (not reached_estimate),"
        " count(*) filter (reached_estimate is null) from fct_indicators group by year order by year",
    )
    kinds: tuple[Kind, ...] = ("year", "count", "count", "count", "count")
    assert table(client, "/indicadores/", "por-ano") == as_shown(expected, *kinds)
    for year, _all, *counts in expected:
        blocks = ("alcanzan", "no-alcanzan", "no-se-sabe")
        listed = [len(client.get(f"/indicadores/{year}/datos/{one}.csv").text.splitlines()) for one in blocks]
        assert [max(0, lines - 1) for lines in listed] == counts


def test_findings_are_those_of_the_rules(client: TestClient, archive_warehouse: Path) -> None:
    page = table(client, "/hallazgos/", "reglas")
    assert len(page) == len(rows(archive_warehouse, "select distinct rule from rules"))
    expected = rows(
        archive_warehouse,
        "select year, value, limit_value from program_findings"
        " where rule = 'coverage_under_10' and origin = 'computed' and finding",
    )
    found = [row[2:5] for row in table(client, "/hallazgos/coverage_under_10/", "programas")]
    assert sorted(found) == sorted(as_shown(expected, "year", "share", "share"))
    assert client.get("/hallazgos/ninguna/").status_code == 404


def test_every_page_says_that_figures_are_invented(sample_warehouse: Path) -> None:
    sample = site(sample_warehouse)
    for path in ("/", "/ministerios/", "/regiones/", "/indicadores/", "/hallazgos/", "/hallazgos/ninguna/"):
        assert "Datos de muestra." in sample.get(path).text
        assert "Sample data." in sample.get(f"/en{path}").text


def test_open_proposals_are_one_sentence_in_both_languages() -> None:
    assert _sentence(0, "es") == ""
    assert _sentence(1, "en").endswith("1 proposal is open.")
    assert "2 propuestas abiertas" in _sentence(2, "es")


def test_two_names_that_fold_to_one_word_have_two_addresses(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "panel_social.duckdb")) as con:
        con.execute(
            "create table program_year as from (values ('Ministerio Árbol', 2020),"
            " ('Ministerio ARBOL', 2019), ('Año', 2021), (null, 2021)) as t(ministry, year)"
        )
    found = slugs(Release(tmp_path))
    assert found["Ministerio ARBOL"] == "ministerio-arbol"
    assert len(set(found.values())) == 3
    assert all(re.fullmatch("[a-z0-9-]+", slug) and slug != "ano" for slug in found.values())


@pytest.mark.parametrize(
    ("model", "words"),
    [
        ("quality/missing_values.yml", MISSING_REASONS),
        ("quality/quarantined_files.yml", QUARANTINE_REASONS),
        ("quality/report_coverage.yml", COVERAGE_STATUSES),
        ("marts/program_findings.yml", {**FINDING_REASONS, "computed": "", "published": ""}),
    ],
)
def test_every_accepted_code_has_a_word(model: str, words: Words) -> None:
    text = (Path(__file__).parents[2] / "dbt_project" / "models" / model).read_text(encoding="utf-8")
    for listed in re.findall(r"values:\s*(\[[^\]]*\]|(?:\s*- \w+\n)+)", text):
        assert set(re.findall(r"\w+", listed)) <= set(words)


def test_every_rule_and_band_has_a_word(archive_warehouse: Path) -> None:
    seeds = Path(__file__).parents[2] / "dbt_project" / "seeds"
    published = f"select distinct rule from read_csv('{seeds}/published_verdicts.csv')"
    rules = rows(archive_warehouse, f"select rule from rules union {published}")
    assert {rule for (rule,) in rules} <= set(RULES)
    bands = {
        "execution": EXECUTION_BANDS,
        "coverage": COVERAGE_BANDS,
        "spending_per_beneficiary": SPENDING_PER_BENEFICIARY_BANDS,
    }
    for kind, band in rows(archive_warehouse, f"select band_type, band from read_csv('{seeds}/bands.csv')"):
        assert band in bands[kind]
    assert {form for (form,) in rows(archive_warehouse, "select distinct form from dim_report")} <= set(FORMS)
