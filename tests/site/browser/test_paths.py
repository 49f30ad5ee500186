"""The three paths of the tutorial, walked by clicks, and the way from a figure to its page."""

import random
import re

import duckdb
import pytest
from playwright.sync_api import Page, expect

from pipelines.site.figure_paths import figure_path
from pipelines.site.visit import Visit
from tests.site.browser.served import Served
from tests.site.browser.watched import Watched


def money(pesos: int) -> str:
    """As a page in Spanish prints it."""
    return f"${pesos:,}".replace(",", ".")


def asked(site: Served, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(site.release().database), read_only=True) as con:
        return con.execute(sql).fetchall()


def test_which_ministry_left_most_unspent(watched: Watched, site: Served) -> None:
    ((ministry, initial, executed, unspent),) = asked(
        site,
        "select ministry, sum(initial_budget_clp)::bigint, sum(executed_clp)::bigint,"
        " sum(initial_budget_clp - executed_clp)::bigint as unspent from program_year"
        " where year = 2021 and execution_rate is not null group by ministry order by unspent desc limit 1",
    )
    page = watched.page
    watched.open("")
    page.get_by_role("navigation", name="Secciones").get_by_role("link", name="Ministerios").click()
    row = page.locator("section.block tbody tr").first
    expect(row).to_contain_text(str(ministry))
    for amount in (initial, executed, unspent):
        expect(row).to_contain_text(money(int(str(amount))))
    watched.drawn()
    row.get_by_role("link", name=str(ministry)).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(str(ministry))
    watched.drawn()
    page.get_by_role("link", name="Redes de Oportunidades de Negocios").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Redes de Oportunidades de Negocios")
    watched.drawn()


def test_what_a_programme_cost_per_head_in_three_years(watched: Watched, site: Served) -> None:
    costs = asked(
        site,
        "select year, spending_per_beneficiary_clp::bigint, unit_of_measure from program_year"
        " where program_key = 'name-93513885b406' order by year",
    )
    assert len(costs) == 3
    page = watched.page
    watched.open("")
    page.get_by_role("navigation", name="Secciones").get_by_role("link", name="Programas").click()
    page.get_by_role("searchbox").fill("huertos y mesas")
    page.locator("#search-results a").click()
    for year, cost, unit in costs:
        row = page.locator("tbody tr", has_text=str(year)).filter(has_text=money(int(str(cost)))).first
        expect(row).to_be_visible()
        expect(page.locator("main")).to_contain_text(str(unit))
    watched.drawn()


def test_why_a_figure_is_missing(watched: Watched, site: Served) -> None:
    page = watched.page
    watched.open("programas/")
    page.get_by_role("searchbox").fill("faros")
    page.locator("#search-results a").click()
    watched.drawn()
    page.get_by_role("main").get_by_role("link", name="2021").first.click()
    watched.drawn()
    row = page.locator("tbody tr", has_text="Población objetivo").first
    expect(row).to_contain_text("El programa no presenta información.")
    row.get_by_role("link").first.click()
    page.wait_for_url(re.compile(r"cifras/"))
    if site.is_export:
        row = page.locator(":target")
        expect(row).to_contain_text("El programa no presenta información.")
        expect(row.get_by_role("link").first).to_have_attribute("href", re.compile(r"documentos/.+\.pdf"))
        return
    expect(page.get_by_role("main")).to_contain_text("El programa no presenta información.")
    picture = page.locator("figure.page img").first
    assert picture.evaluate("one => one.decode().then(() => one.naturalWidth)") > 0


@pytest.mark.parametrize("which", ["sample", "archive"])
def test_figures_lead_to_their_printed_page(request: pytest.FixtureRequest, which: str, page: Page) -> None:
    site: Served = request.getfixturevalue(which)
    watched = Watched(page, site.base)
    visit = Visit(site.release(), "es", "")
    figures = visit.rows(
        "select vintages.program_key, reference_year as year, table_name, column_name, item, printed_text"
        " from vintages inner join quality.documents using (report_id)"
        " where value is not null and printed_text is not null and table_name like 'fct_%'"
        " and vintages.is_current and report_year = reference_year and source_file like '%.pdf' order by all"
    )
    for one in random.Random(20).sample(figures, 10):
        key = (one["program_key"], one["year"], one["table_name"], one["column_name"], one["item"])
        watched.open(figure_path(visit, *key))
        expect(watched.page.get_by_role("main")).to_contain_text(one["printed_text"])
        picture = watched.page.locator("figure.page img").first
        assert picture.evaluate("one => one.decode().then(() => one.naturalWidth)") > 0
    assert watched.faults == []
