"""Every kind of page in a browser: nothing fails or hinders, and figures are those of the release."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

import duckdb
import pytest
from playwright.sync_api import Page as Tab

from pipelines.site.block import Block
from pipelines.site.formats import shown
from pipelines.site.pages.every import PAGES
from pipelines.site.visit import LANGUAGES, Page, Visit, prefix
from tests.site.browser.addresses import chosen
from tests.site.browser.served import Served
from tests.site.browser.watched import Watched

MOST = {"sample": 1000, "export": 3, "archive": 3}
"""Pages of a kind that are opened in each language."""

BARRIERS = {"sample": 2, "export": 1, "archive": 1}
"""How many of them are looked at for barriers, which takes long: pages of a kind have the same parts."""

ROWS = 5
"""Rows of a table that are compared."""


@pytest.mark.parametrize("which", MOST)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PAGES, ids=[page.path or "inicio" for page in PAGES])
def test_a_page(request: pytest.FixtureRequest, page: Tab, which: str, language: str, kind: Page) -> None:
    site: Served = request.getfixturevalue(which)
    if kind.needs_application and site.is_export:
        return
    release, tab, faults = site.release(), Watched(page, site.base), list[str]()
    for number, parameters in enumerate(chosen(kind, release, MOST[which])):
        path = kind.path.format(**parameters)
        visit = Visit(release, language, path, raw=site.raw, is_export=site.is_export)
        tab.open(visit_path := prefix(language) + path)
        content = kind.content(visit, **parameters)
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("h1").inner_text() == content.title
        other = next(one for one in LANGUAGES if one != language)
        switch = page.locator("a.language").evaluate("one => one.href")
        assert unquote(switch) == site.base + prefix(other) + path
        faults += [
            f"{visit_path}: {one}"
            for block in content.blocks
            for one in _other_figures(page, block, language)
        ]
        if number < BARRIERS[which]:
            faults += [f"{visit_path}: {one}" for one in tab.barriers()]
    assert tab.faults + faults == []


def _other_figures(page: Tab, block: Block, language: str) -> Iterator[str]:
    """Cells of the first rows that show something else than the block's query gives."""
    if not (block.has_table and block.columns):
        return
    with duckdb.connect(str(block.release.database), read_only=True) as con:
        found = con.execute(block.sql, dict(block.parameters))
        names = [column[0] for column in found.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchmany(ROWS)]
    cells = page.locator(f"[id='{block.name}'] tbody tr").evaluate_all(
        "(rows, most) => rows.slice(0, most).map(row => [...row.cells].map(cell => cell.innerText.trim()))",
        ROWS,
    )
    if len(cells) != len(rows):
        yield f"{block.name}: {len(cells)} rows, not {len(rows)}"
    for row, printed in zip(rows, cells, strict=False):
        for column, text in zip(block.filled, printed, strict=True):
            value = row.get(column.name)
            if column.kind in {"text", "flag"} or value is None:
                continue
            if column.kind in {"money", "count"}:
                is_right = re.sub(r"[^0-9]", "", text) == str(abs(round(value)))
            else:
                is_right = text == shown(value, column.kind, language)
            if not is_right:
                yield f"{block.name}: {column.name} is {value}, and the page says {text!r}"
