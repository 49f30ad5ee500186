"""Another release: served without a restart, and exported without writing again what has not changed."""

import json
import shutil
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Page, expect

from pipelines.publish.releases import RELEASES, current_release, switch
from tests.site.browser import served
from tests.site.browser.conftest import RAW
from tests.site.browser.watched import Watched
from tests.warehouse import panelsocial

FIGURE = "programas/bips-87195/2021/cifras/fct_spending.executed_clp/"

GONE = "name-2059aa8438c9"
"""A programme that the later release does not have."""

LATER = "29990101T000000.000000Z"


@pytest.fixture
def warehouse(sample_warehouse: Path, tmp_path: Path) -> Path:
    """A warehouse with a copy of the sample's release, and a later one that is not current yet."""
    release, copy = sample_warehouse.parent.resolve(), tmp_path / "warehouse"
    (copy / RELEASES).mkdir(parents=True)
    for name in (release.name, LATER):
        (copy / RELEASES / name).mkdir()
        shutil.copy(release / sample_warehouse.name, copy / RELEASES / name)
    switch(copy, copy / RELEASES / release.name)
    database = copy / RELEASES / LATER / sample_warehouse.name
    database.chmod(0o644)
    with duckdb.connect(str(database)) as con:
        con.execute(
            "update vintages set value = 111222333 where program_key = 'bips-87195'"
            " and table_name = 'fct_spending' and fact_column = 'executed_clp' and report_year = 2021"
        )
        tables = con.execute(
            "select schema_name, table_name from duckdb_columns() semi join duckdb_tables()"
            " using (schema_name, table_name) where column_name = 'program_key' and schema_name <> 'raw'"
        ).fetchall()
        for schema, table in tables:
            con.execute(f'delete from "{schema}"."{table}" where program_key = ?', [GONE])
    return copy


def test_a_new_release_is_served_without_a_restart(warehouse: Path, page: Page, tmp_path: Path) -> None:
    with served.application(warehouse, RAW, tmp_path / "log") as site:
        watched = Watched(page, site.base)
        watched.open(FIGURE)
        expect(page.locator("dl.figure strong")).to_contain_text("$262.482.000")
        switch(warehouse, warehouse / RELEASES / LATER)
        watched.open(FIGURE)
        expect(page.locator("dl.figure strong")).to_contain_text("$111.222.333")
        expect(page.locator("footer")).to_contain_text(LATER)
        assert watched.faults == []
        page.goto(f"{site.base}programas/{GONE}/")
        expect(page.get_by_role("main").get_by_role("link").first).to_be_visible()


def test_an_export_of_a_new_release_writes_what_has_changed(
    warehouse: Path, exported: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(exported, tmp_path / "export")
    before, stamps = files(folder), stamps_of(folder)
    mine = folder / "programas" / GONE / "notes.txt"
    mine.write_text("mine")
    arguments = ("site", "--export", str(folder), "--warehouse", str(warehouse), "--raw", str(RAW))
    again = panelsocial(*arguments)
    release = current_release(warehouse)
    assert release is not None
    assert f"has release {release.name} already: nothing is written" in again.stdout, again.stderr
    assert stamps_of(folder) == stamps

    switch(warehouse, warehouse / RELEASES / LATER)
    done = panelsocial(*arguments)
    assert done.returncode == 0, done.stderr
    after = files(folder)
    written = {path for path, stamp in stamps_of(folder).items() if stamps.get(path) != stamp}
    assert {path for path in after if before.get(path) != after[path]} == written
    assert "programas/bips-87195/2021/cifras/index.html" in written
    assert "programas/bips-87195/2021/graficos/regiones.svg" not in written
    assert "ayuda/index.html" not in written

    page = (folder / "programas" / GONE / "index.html").read_text("utf-8")
    assert "Ya no está en esta publicación" in page
    assert not (folder / "programas" / GONE / "datos").exists()
    assert mine.read_text() == "mine"


def files(folder: Path) -> dict[str, str]:
    """The checksums that the export lists."""
    listed = json.loads((folder / "export.json").read_text("utf-8"))
    assert isinstance(listed["files"], dict)
    return listed["files"]


def stamps_of(folder: Path) -> dict[str, int]:
    """When each listed file was written."""
    return {path: (folder / path).stat().st_mtime_ns for path in files(folder)}
