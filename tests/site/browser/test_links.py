"""Every page of the sample answers, and every link on it leads somewhere."""

import random
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote, unquote, urljoin, urlsplit
from urllib.request import urlopen

from lxml import html

from pipelines.site.pages.every import PAGES
from pipelines.site.visit import LANGUAGES, prefix
from tests.site.browser.addresses import every
from tests.site.browser.served import Served

MOST_BYTES = 500_000
"""Of a page without its files."""

OTHERS = 150
"""Addresses that no list has, such as those of figures, that are asked for: at random, always the same."""

LINKS = (
    "//a/@href | //img/@src | //link/@href | //script/@src | //form/@action | //@data-chart | //@data-index"
)


def test_every_page_of_the_application_answers_and_leads_on(sample: Served) -> None:
    release = sample.release()
    pages = {
        sample.base + quote(prefix(language) + page.path.format(**parameters), safe="/~")
        for page in PAGES
        for parameters in every(page, release)
        for language in LANGUAGES
    }
    found = {link for page in sorted(pages) for link in links_of(page, answer(page))}
    others = sorted(link for link in found - pages if link.startswith(sample.base))
    for link in random.Random(5).sample(others, min(OTHERS, len(others))):
        answer(link)


def test_every_link_of_the_export_leads_to_a_file(export: Served, exported: Path) -> None:
    base, dead, count = "http://export/", set[tuple[str, str]](), 0
    for page in exported.rglob("index.html"):
        content, address = page.read_bytes(), f"{base}{page.parent.relative_to(exported).as_posix()}/"
        assert len(content) < MOST_BYTES, page
        count += 1
        for link in links_of(address, content):
            path = unquote(urlsplit(link).path).lstrip("/")
            target = exported / path / "index.html" if not path or path.endswith("/") else exported / path
            if link.startswith(base) and not target.is_file():
                dead.add((page.relative_to(exported).as_posix(), path))
    assert not sorted(dead)[:20]
    assert count > len(PAGES)


def test_an_anchor_of_the_export_is_on_its_page(export: Served, exported: Path) -> None:
    base, ids = "http://export/", dict[Path, set[str]]()
    anchors = {
        link
        for page in sorted(exported.glob("programas/*/*/index.html"))
        for link in links_of(f"{base}{page.parent.relative_to(exported).as_posix()}/", page.read_bytes())
        if "#" in link and ".pdf" not in link
    }
    assert anchors
    for link in anchors:
        parts = urlsplit(link)
        page = exported / unquote(parts.path).lstrip("/") / "index.html"
        if page not in ids:
            ids[page] = set(strings(page.read_bytes(), "//@id"))
        assert unquote(parts.fragment) in ids[page], link


def answer(address: str) -> bytes:
    """What the site answers; fails where that is no page, or one that is too large."""
    try:
        with urlopen(address, timeout=60) as answered:
            content: bytes = answered.read()
    except HTTPError as error:
        raise AssertionError(f"{error.code}: {address}") from None
    assert len(content) < MOST_BYTES or ".pdf" in address, address
    return content


def links_of(page: str, content: bytes) -> Iterator[str]:
    """The addresses that a page names."""
    for link in strings(content, LINKS):
        yield urljoin(page, link)


def strings(content: bytes, path: str) -> list[str]:
    """The attributes of a page that an XPath names."""
    found = html.fromstring(content).xpath(path)
    assert isinstance(found, list)
    return [str(one) for one in found]
