"""Programmes: what their pages show is what SQL says, and the search finds them by any name."""

import json
import re
import shutil
from html import unescape
from pathlib import Path
from typing import Any

import duckdb
import pytest
from starlette.testclient import TestClient

from pipelines.config import Settings
from pipelines.site.application import application
from pipelines.site.formats import shown
from pipelines.site.search_index import folded
from pipelines.site.words import RULES
from tests.site.test_figures import asked


@pytest.fixture(scope="module")
def client(archive_warehouse: Path) -> TestClient:
    return TestClient(application(Settings(warehouse=archive_warehouse.parents[1])))


def table(client: TestClient, path: str, block: str) -> list[list[str]]:
    """The cells of a block of a page, row by row."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    section = answer.text.partition(f'<section class="block" id="{block}">')[2].partition("</section>")[0]
    body = section.partition("<tbody>")[2].partition("</tbody>")[0]
    found = [re.findall("<td.*?</td>", row, re.DOTALL) for row in body.split("</tr>")]
    return [[unescape(re.sub("<[^>]*>", "", cell)) for cell in row] for row in found if row]


def money(value: int | None) -> str:
    return shown(value, "money", "es")


def renamed_programme(database: Path) -> dict[str, Any]:
    """A programme with a former name, of those the one with most reports."""
    return asked(
        database,
        "select program_key, dim_program.program_name, names.program_name as former_name, last_report_year"
        " from dim_program join program_names as names using (program_key)"
        " where names.program_name <> dim_program.program_name order by report_count desc, program_key",
    )[0]


def test_the_page_has_cost_per_head_budget_and_people_of_every_year(
    client: TestClient, archive_warehouse: Path
) -> None:
    programme = renamed_programme(archive_warehouse)
    key, path = programme["program_key"], f"/programas/{programme['program_key']}/"
    years = asked(archive_warehouse, "from program_year where program_key = $key order by year", key=key)
    assert len(years) > 1
    assert [row[:3] for row in table(client, path, "costo-por-beneficiario")] == [
        [
            str(row["year"]),
            money(row["spending_per_beneficiary_clp"]),
            money(row["spending_per_beneficiary_real_clp"]),
        ]
        for row in years
    ]
    assert [row[1:4] for row in table(client, path, "dinero")] == [
        [money(row[name]) for name in ("initial_budget_clp", "final_budget_clp", "executed_clp")]
        for row in years
    ]
    assert [row[4] for row in table(client, path, "personas")] == [
        shown(row["beneficiaries"], "count", "es") for row in years
    ]
    restated = asked(archive_warehouse, "from quality.restatements where program_key = $key", key=key)
    assert len(table(client, path, "reformulaciones")) == min(100, len(restated))
    assert programme["former_name"] in unescape(client.get(path).text)


def test_the_year_has_what_its_report_prints(client: TestClient, archive_warehouse: Path) -> None:
    (report,) = asked(
        archive_warehouse,
        "select program_key, year, report_id from dim_report"
        " semi join (from quality.reconciliations where status = 'breaks') using (report_id)"
        " semi join fct_spending_by_region using (report_id) order by all limit 1",
    )
    key, path = report["program_key"], f"/programas/{report['program_key']}/{report['year']}/"
    of = {"key": key, "year": report["year"]}
    where = "where program_key = $key and year = $year"
    (spending,) = asked(archive_warehouse, f"from fct_spending {where}", **of)
    shown_money = table(client, path, "dinero")
    assert [money(spending["initial_budget_clp"]), money(spending["executed_clp"])] == [
        shown_money[0][1],
        shown_money[2][1],
    ]
    regions = asked(
        archive_warehouse,
        "select region_name, spending_clp from dim_region"
        f" join (from fct_spending_by_region {where}) using (region_code, region_name)"
        " order by north_south_order nulls last",
        **of,
    )
    assert {(row[0], row[1]) for row in table(client, path, "regiones")} >= {
        (row["region_name"], money(row["spending_clp"])) for row in regions
    }
    components = asked(
        archive_warehouse,
        f"from fct_components {where} order by spending_clp desc nulls last, component_name",
        **of,
    )
    assert [(row[0], row[3]) for row in table(client, path, "componentes")] == [
        (row["component_name"], money(row["unit_cost_clp"])) for row in components
    ]
    checks = asked(
        archive_warehouse,
        "from quality.reconciliations where report_id = $report and status = 'breaks'",
        report=report["report_id"],
    )
    assert len(table(client, path, "verificaciones")) == len(checks)
    assert len(table(client, path, "hallazgos")) == len(
        asked(archive_warehouse, f"from program_findings {where}", **of)
    )
    for block in ("regiones", "beneficiarios-por-region"):
        assert client.get(f"{path}graficos/{block}.json").status_code == 200


def test_every_programme_and_year_has_its_page(client: TestClient, archive_warehouse: Path) -> None:
    every = asked(archive_warehouse, "select distinct program_key, year from quality.report_coverage")
    reports = {
        (row["program_key"], row["year"])
        for row in asked(archive_warehouse, "select program_key, year from dim_report")
    }
    for key in sorted({row["program_key"] for row in every}):
        assert client.get(f"/programas/{key}/").status_code == 200
    for row in every:
        is_here = (row["program_key"], row["year"]) in reports
        answer = client.get(f"/programas/{row['program_key']}/{row['year']}/")
        assert answer.status_code == (200 if is_here else 404)
        # Where the year is not here, the page leads to the programme.
        assert f"programas/{row['program_key']}/" in answer.text


def test_the_search_ignores_accents_and_case_and_knows_former_names(
    client: TestClient, archive_warehouse: Path
) -> None:
    programme = renamed_programme(archive_warehouse)
    for name in ("program_name", "former_name"):
        answer = client.get("/programas/", params={"q": folded(programme[name]).upper()})
        results = answer.text.partition('id="search-results"')[2]
        found = re.findall(r'<li><a href="([^"]+)">([^<]+)</a>', results)
        assert (f"../programas/{programme['program_key']}/", programme["program_name"]) in [
            (path, unescape(text)) for path, text in found
        ]
    assert "0 programas" in client.get("/programas/", params={"q": "<zzz>"}).text
    index = json.loads(client.get("/buscar.json").text)
    known = asked(archive_warehouse, "select distinct program_key from quality.report_coverage")
    assert {one["key"] for one in index} == {row["program_key"] for row in known}
    (one,) = (one for one in index if one["key"] == programme["program_key"])
    assert one["name"] == programme["program_name"]
    assert programme["former_name"] in one["former"]
    # Without anything asked the whole list stands there.
    assert len(table(client, "/programas/", "programas")) == len(known)


def test_a_former_key_leads_to_the_programme(client: TestClient, archive_warehouse: Path) -> None:
    (row,) = asked(
        archive_warehouse,
        "select program_key, year, 'name-' || left(md5(concat_ws('|', folded, served)), 12) as former_key"
        " from ("
        "  select *,"
        "    trim(regexp_replace(strip_accents(lower(program_name)), '[^a-z0-9]+', ' ', 'g')) as folded,"
        "    trim(regexp_replace(strip_accents(lower(service)), '[^a-z0-9]+', ' ', 'g')) as served"
        "  from program_names)"
        " where former_key not in (select program_key from quality.report_coverage) order by all limit 1",
    )
    moved = client.get(f"/programas/{row['former_key']}/{row['year']}/", follow_redirects=False)
    assert moved.status_code == 302
    figure = f"{row['year']}/cifras/fct_spending.executed_clp/"
    landed = client.get(f"/programas/{row['former_key']}/{figure}")
    assert landed.url.path == f"/programas/{row['program_key']}/{figure}"
    for wrong in ("name-000000000000", "bips-0", "x", "%00", "..%2F"):
        assert client.get(f"/programas/{wrong}/").status_code == 404
        assert client.get(f"/programas/{row['program_key']}/{wrong}/").status_code == 404


def test_an_evaluation_page_has_texts_and_verdicts(sample_warehouse: Path, tmp_path: Path) -> None:
    folder = tmp_path / "releases" / "one"
    shutil.copytree(sample_warehouse.resolve().parent, folder)
    (tmp_path / "current").symlink_to(folder)
    (folder / sample_warehouse.name).chmod(0o644)
    with duckdb.connect(str(folder / sample_warehouse.name)) as con:
        con.execute(
            "create temp table page as select * replace ('p' as report_id, 2023 as year,"
            " 'evaluation_page' as form, 'a/b.html' as source_file)"
            " from dim_report where program_key = 'bips-87195' limit 1"
        )
        con.execute("insert into dim_report by name from page")
        con.execute(
            "insert into quality.documents by name"
            " select page.*, 'Redes' as program_name, true as is_current, '' as why from page"
        )
        con.execute(
            "insert into program_profile by name select 'p' as report_id, program_key, year,"
            " 'Une a <b>vecinos</b>' as purpose from page"
        )
        con.execute(
            "insert into program_findings by name select program_key, year, 'p' as report_id,"
            " 'targeting_criteria' as rule, true as finding, 'published' as origin,"
            " 'No los define.' as sentence, '' as source, 2023 as rule_year from page"
        )
    client = TestClient(application(Settings(warehouse=tmp_path)))
    answer = client.get("/programas/bips-87195/2023/")
    assert answer.status_code == 200
    assert "Une a &lt;b&gt;vecinos&lt;/b&gt;" in answer.text
    ((rule, finding, sentence, *_),) = table(client, "/programas/bips-87195/2023/", "hallazgos")
    assert (finding, sentence) == ("Sí", "No los define.")
    assert rule not in RULES
    gone = client.get("/programas/bips-87195/2023/cifras/fct_spending.executed_clp/")
    assert gone.status_code == 404
    assert "ninguna cifra" in gone.text
