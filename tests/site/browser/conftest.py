"""One browser and one server of each site for all tests of this folder that a process runs.

Their scope is the package: Playwright's event loop must have ended before tests elsewhere start their own.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.conftest import Made
from tests.corpus.archive import random_archive
from tests.corpus.archive_files import draw_archive
from tests.corpus.draw_chromium import FLAGS
from tests.site.browser import served
from tests.site.browser.served import Served
from tests.site.browser.watched import Watched
from tests.warehouse import PROJECT, panelsocial, run_refresh

RAW = PROJECT / "data" / "raw" / "sample"

BELOW = "panel/social"
"""Where the export is below the address of its web server."""

PROGRAM = shutil.which("chromium")

MILLISECONDS = 30_000
"""For an element or an answer to come, on a machine that does other work too."""

Served.__test__ = False  # type: ignore[attr-defined]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.slow)
            if PROGRAM is None:
                item.add_marker(pytest.mark.skip(reason="chromium is not installed"))


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    expect.set_options(timeout=MILLISECONDS)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=PROGRAM, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture(scope="package")
def sample(sample_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The application over the sample."""
    log = tmp_path_factory.mktemp("sample") / "log"
    with served.application(sample_warehouse.parents[1], RAW, log) as site:
        yield site


@pytest.fixture(scope="package")
def exported(sample_warehouse: Path, made_once: Made) -> Path:
    """The folder of an export of the sample. Nobody changes it."""

    def make(folder: Path) -> None:
        paths = ("--warehouse", str(sample_warehouse.parents[1]), "--raw", str(RAW))
        run = panelsocial("site", "--export", str(folder / BELOW), *paths)
        assert run.returncode == 0, run.stdout + run.stderr

    return made_once("exported_sample", make) / BELOW


@pytest.fixture(scope="package")
def export(
    exported: Path, sample_warehouse: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """The sample as files, in a folder of a web server."""
    root, log = exported.parents[1], tmp_path_factory.mktemp("export") / "log"
    with served.files(root, BELOW, sample_warehouse.parents[1], RAW, log) as site:
        yield site


@pytest.fixture(scope="package")
def archive(made_once: Made, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The application over an archive of some 300 reports, with faults of every kind."""

    def make(folder: Path) -> None:
        draw_archive(random_archive(seed=7, programmes=90, years=4), folder / "raw")
        run_refresh(folder / "raw", folder)

    folder = made_once("archive_of_300", make)
    log = tmp_path_factory.mktemp("archive") / "log"
    with served.application(folder / "warehouse", folder / "raw", log) as site:
        yield site


@pytest.fixture(params=["application", "export"])
def site(request: pytest.FixtureRequest) -> Served:
    """The sample, as application and as files."""
    found: Served = request.getfixturevalue("sample" if request.param == "application" else "export")
    return found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh tab, without anything kept from another test."""
    context = browser.new_context(viewport={"width": 1200, "height": 800}, locale="es-CL")
    context.set_default_timeout(MILLISECONDS)
    yield context.new_page()
    context.close()


@pytest.fixture
def watched(site: Served, page: Page) -> Iterator[Watched]:
    """A tab on ``site``; the test fails where something went wrong on a page."""
    tab = Watched(page, site.base)
    yield tab
    assert tab.faults == []
