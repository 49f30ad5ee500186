"""What readers do: search, switch, download, go back; by keyboard, on a phone, on paper, without scripts."""

import re
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from pipelines.site.pages.every import PAGES
from pipelines.site.visit import LANGUAGES, prefix
from tests.site.browser.addresses import chosen
from tests.site.browser.downloads import rows_of
from tests.site.browser.served import Served
from tests.site.browser.watched import Watched

LUNA = "programas/name-93513885b406/"
"""*Huertos y Mesas de Luna*, which was *Huertos de Luna*."""

REDES = "programas/bips-87195/2021/"

PHONE = ViewportSize(width=390, height=780)


@pytest.mark.parametrize("asked", ["MESAS", "mésas de lúna", "huertos de luna", "mesas huertos"])
def test_search_ignores_case_and_accents_and_knows_old_names(watched: Watched, asked: str) -> None:
    page = watched.page
    watched.open("programas/")
    page.get_by_role("searchbox").press_sequentially(asked, delay=5)
    results = page.locator("#search-results a")
    expect(results).to_have_count(1)
    expect(results).to_contain_text("Huertos y Mesas de Luna")
    expect(page.locator("#all-programmes")).to_be_hidden()
    results.click()
    page.wait_for_url(watched.base + LUNA)
    page.go_back()
    expect(results).to_have_count(1)
    expect(page.get_by_role("searchbox")).to_have_value(asked)


def test_search_says_when_nothing_is_found(watched: Watched) -> None:
    watched.open("en/programas/")
    watched.page.get_by_role("searchbox").fill("no such programme")
    expect(watched.page.get_by_role("status")).to_have_text("No programme has these words.")


def test_results_are_walked_by_arrows(watched: Watched) -> None:
    page = watched.page
    watched.open("programas/")
    page.get_by_role("searchbox").fill("huertos")
    expect(page.locator("#search-results a")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(watched.base + LUNA)


def test_the_language_switch_stays_on_the_page(watched: Watched) -> None:
    page = watched.page
    watched.open(REDES)
    page.get_by_role("link", name="English").click()
    page.wait_for_url(f"{watched.base}en/{REDES}")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    watched.drawn()
    page.get_by_role("link", name="Español").click()
    page.wait_for_url(watched.base + REDES)
    watched.drawn()


def test_files_hold_the_rows_of_the_query(watched: Watched, site: Served, tmp_path: Path) -> None:
    watched.open("ministerios/")
    block = watched.page.locator("section.block").first
    with duckdb.connect(str(site.release().database), read_only=True) as con:
        newest = "(select max(year) from program_year)"
        expected = con.execute(
            "select ministry, sum(executed_clp)::bigint from program_year"
            f" where year = {newest} group by all order by all"
        ).fetchall()
    for name in ("CSV", "XLSX", "Parquet"):
        with watched.page.expect_download() as started:
            block.locator(".files a", has_text=name).click()
        file = tmp_path / started.value.suggested_filename
        started.value.save_as(file)
        assert file.suffix == f".{name.lower()}"
        rows = rows_of(file)
        assert sorted(str(row[0]) for row in rows) == [str(row[0]) for row in expected], name
        cells = {str(row[0]): {str(cell) for cell in row} for row in rows}
        assert all(str(executed) in cells[str(ministry)] for ministry, executed in expected), name


def test_the_back_button_leads_back_through_pages(watched: Watched) -> None:
    page = watched.page
    watched.open("")
    page.get_by_role("navigation", name="Secciones").get_by_role("link", name="Ministerios").click()
    page.wait_for_url(f"{watched.base}ministerios/")
    watched.drawn()
    page.locator("section.block tbody a").first.click()
    page.wait_for_url(re.compile("ministerios/.+"))
    watched.drawn()
    page.go_back()
    page.wait_for_url(f"{watched.base}ministerios/")
    page.go_back()
    page.wait_for_url(watched.base)
    watched.drawn()


def test_the_keyboard_skips_the_menu(watched: Watched) -> None:
    page = watched.page
    watched.open("ministerios/")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_class("skip")
    assert page.evaluate("() => document.activeElement.getBoundingClientRect().left >= 0")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phone_scrolls_no_page_sideways(archive: Served, browser: Browser, language: str) -> None:
    context = browser.new_context(viewport=PHONE, device_scale_factor=2, is_mobile=True, has_touch=True)
    page = context.new_page()
    watched, wide, release = Watched(page, archive.base), [], archive.release()
    for kind in PAGES:
        for parameters in chosen(kind, release, 1):
            watched.open(path := prefix(language) + kind.path.format(**parameters))
            if page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth"):
                wide.append(path)
    context.close()
    assert wide == []


def test_print_leaves_out_what_only_a_screen_uses(watched: Watched) -> None:
    page = watched.page
    watched.open("")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Secciones")).to_be_hidden()
    for link in page.locator(".files").all():
        expect(link).to_be_hidden()
    expect(page.locator("figure.chart svg").first).to_be_visible()
    expect(page.locator("table").first).to_be_visible()
    assert page.pdf()[:5] == b"%PDF-"


@pytest.fixture
def plain(browser: Browser) -> Page:
    """A tab without scripts."""
    return browser.new_context(java_script_enabled=False).new_page()


def test_without_scripts_charts_are_pictures(plain: Page, site: Served) -> None:
    watched = Watched(plain, site.base)
    for path in ("", "en/ministerios/"):
        plain.goto(site.base + path, wait_until="networkidle")
        pictures = plain.locator("figure.chart img")
        assert pictures.count() > 0
        for picture in pictures.all():
            picture.scroll_into_view_if_needed()
            assert picture.evaluate("one => one.decode().then(() => one.naturalWidth)") > 0
    assert watched.faults == []
    plain.context.close()


def test_without_scripts_the_search_is_answered_by_the_server(plain: Page, sample: Served) -> None:
    plain.goto(f"{sample.base}programas/")
    plain.get_by_role("searchbox").fill("huertos de luna")
    plain.keyboard.press("Enter")
    plain.wait_for_url(re.compile(r"\?q=huertos"))
    plain.locator("#search-results a").click()
    plain.wait_for_url(sample.base + LUNA)
    plain.context.close()


def test_without_scripts_the_console_answers(plain: Page, sample: Served) -> None:
    plain.goto(f"{sample.base}en/consultas/consola/")
    plain.get_by_label("Query in SQL").fill("select count(*) as programmes from dim_program")
    plain.get_by_role("button", name="Ask").click()
    with duckdb.connect(str(sample.release().database), read_only=True) as con:
        ((count,),) = con.execute("select count(*) from dim_program").fetchall()
    expect(plain.locator("#respuesta td")).to_have_text(str(count))
    plain.context.close()
