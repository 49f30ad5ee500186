"""Time, size and memory of the site on many reports: ``python -m benchmarks.site --reports 2000``.

Publishes the database of ``benchmarks.queries``, starts `panelsocial site` over it, asks for some pages of
every kind in both languages, for what they show, and for their files. Prints for each kind of page the median
and the longest time of an answer, and the bytes that are transferred (with gzip): the page with its charts,
and a first visit with style, scripts and the charts' program. With ``--keep DIR`` a later run measures the
same release again; with ``--warehouse DIR`` it measures the current release there.

Exit status 1 when a kind of page has a median over 200 ms or transfers over 500 kB, when browsers do not keep
the charts' program, or when the application has over 300 MB of memory at the end.
"""

import argparse
import gzip
import http.client
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from urllib.parse import quote, urljoin, urlsplit

from lxml import html

from benchmarks.memory import Memory, memory_of
from benchmarks.queries import build_many
from pipelines.assets.dbt_models import MANIFEST
from pipelines.build.table_keys import keys_of
from pipelines.publish.changes import fill_changes, write_changes
from pipelines.publish.comments import write_comments
from pipelines.publish.release import publish
from pipelines.publish.releases import current_release
from pipelines.site.assets import BUNDLE
from pipelines.site.drawing import IDLE_SECONDS
from pipelines.site.pages.every import PAGES
from pipelines.site.release import Release
from pipelines.site.visit import LANGUAGES, prefix
from tests.site.browser.addresses import chosen

MOST_MILLISECONDS = 200
MOST_BYTES = 500_000
MOST_MEMORY = 300_000_000
FOR_EVER = "immutable"

FIRST_FILES = ("buscar.json", "graficos/ministerios.svg", "datos/ministerios.csv", "datos/ministerios.xlsx")
"""The index of the search, and files of the first page."""


@dataclass
class Kind:
    """What was measured of a kind of page: milliseconds of each answer, bytes of each page."""

    name: str
    times: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    first_visits: list[int] = field(default_factory=list)

    @property
    def milliseconds(self) -> float:
        """The median."""
        return median(self.times)


class Reader:
    """Asks the server, by one connection. ``kept`` are answers that a browser would keep."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def ask(self, path: str) -> tuple[float, int, bytes, http.client.HTTPMessage]:
        """Milliseconds, transferred bytes, the content and the headers. Fails where the answer is none."""
        began = time.perf_counter()
        self._connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = self._connection.getresponse()
        content = answer.read()
        taken = 1000 * (time.perf_counter() - began)
        if answer.status != 200:
            raise SystemExit(f"{answer.status}: {path}")
        is_packed = answer.headers["Content-Encoding"] == "gzip"
        return taken, len(content), gzip.decompress(content) if is_packed else content, answer.headers


def main() -> None:
    """Publish or take a release, serve it, ask, print."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as temporary:
        kept = (arguments.keep or Path(temporary)).resolve()
        warehouse = arguments.warehouse or _warehouse(kept, arguments.reports)
        folder = current_release(warehouse)
        if folder is None:
            raise SystemExit(f"Nothing is published in {warehouse}.")
        with _served(warehouse, arguments.port) as process:
            missed = _measure(Release(folder), process, arguments)
    for sentence in missed:
        print(f"MISSED: {sentence}")
    sys.exit(1 if missed else 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=2000, help="default: %(default)s")
    parser.add_argument("--pages", type=int, default=4, help="of a kind; default: %(default)s")
    parser.add_argument("--rounds", type=int, default=3, help="of each page; default: %(default)s")
    parser.add_argument("--port", type=int, default=8123, help="of the server; default: %(default)s")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="folder to keep database and release in")
    parser.add_argument("--warehouse", type=Path, metavar="DIR", help="a warehouse with a release")
    return parser.parse_args()


def _warehouse(folder: Path, reports: int) -> Path:
    """A warehouse with a release of many reports."""
    database, warehouse = folder / "many" / "panel_social.duckdb", folder / "many" / "warehouse"
    if not database.exists():
        build_many(folder, database, reports)
    if current_release(warehouse) is None:

        def complete(release: Path) -> None:
            fill_changes(release)
            write_comments(database, release)

        keys = keys_of(MANIFEST)
        publish(database, warehouse, lambda beside: write_changes(database, None, beside, keys), complete)
    return warehouse


@contextmanager
def _served(warehouse: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """`panelsocial site` over the warehouse, once it answers."""
    command = [str(Path(sys.executable).with_name("panelsocial")), "site", "--port", str(port)]
    process = subprocess.Popen([*command, "--warehouse", str(warehouse)], stdout=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                Reader(port).ask(f"/recursos/{BUNDLE}")
                break
            except ConnectionError:
                if process.poll() is not None:
                    raise SystemExit("The server has ended.") from None
                time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        process.wait(30)


def _measure(release: Release, process: subprocess.Popen[bytes], arguments: argparse.Namespace) -> list[str]:
    """Print everything; return what is too much."""
    reader, begun = Reader(arguments.port), memory_of(process.pid)
    (counted,) = release.rows("select count(*) as reports from quality.documents")
    print(f"{release.database}: {counted['reports']} reports\n")
    print(f"{'page':44}{'pages':>6}{'median':>9}{'longest':>9}{'page':>9}{'first visit':>13}")
    kinds, peak = [], begun
    for page in PAGES:
        kind = Kind(page.path or "(home)")
        for parameters in chosen(page, release, arguments.pages):
            for language in LANGUAGES:
                path = "/" + quote(prefix(language) + page.path.format(**parameters), safe="/~")
                _look(reader, kind, path, arguments.rounds)
        peak = max(peak, memory_of(process.pid))
        kinds.append(kind)
        print(
            f"{kind.name:44}{len(kind.sizes):6}{kind.milliseconds:6.0f} ms{max(kind.times):6.0f} ms"
            f"{max(kind.sizes) / 1e3:6.0f} kB{max(kind.first_visits) / 1e3:10.0f} kB"
        )
    for path in FIRST_FILES:
        taken, size, _, _ = reader.ask(f"/{path}")
        print(f"{path:44}{1:6}{taken:6.0f} ms{'':9}{size / 1e3:6.0f} kB")
    drawing = memory_of(process.pid)
    time.sleep(IDLE_SECONDS + 5)
    ended = memory_of(process.pid)
    print(f"\nmemory: {begun} at the start, {peak} at most between pages,")
    print(f"{drawing} with the process that draws charts without a browser, {ended} when that has ended")
    reader = Reader(arguments.port)  # the server has closed the idle connection
    _, size, _, headers = reader.ask(f"/recursos/{BUNDLE}")
    print(f"the charts' program: {size / 1e3:.0f} kB once, {headers['Cache-Control']}")
    return list(_missed(kinds, ended, headers["Cache-Control"] or ""))


def _look(reader: Reader, kind: Kind, path: str, rounds: int) -> None:
    """Ask for a page several times, and once for all that it shows."""
    for _ in range(rounds):
        taken, size, content, _ = reader.ask(path)
        kind.times.append(taken)
    parsed = html.fromstring(content)
    charts = _targets(path, parsed, "//@data-chart")
    shared = _targets(path, parsed, "//link/@href | //script/@src")
    of_charts = sum(reader.ask(chart)[1] for chart in charts)
    kind.sizes.append(size + of_charts)
    kind.first_visits.append(size + of_charts + sum(reader.ask(one)[1] for one in shared))


def _targets(path: str, page: html.HtmlElement, xpath: str) -> list[str]:
    found = page.xpath(xpath)
    assert isinstance(found, list)
    return sorted({urlsplit(urljoin(path, str(one))).path for one in found})


def _missed(kinds: Sequence[Kind], memory: Memory, caching: str) -> Iterator[str]:
    for kind in kinds:
        if kind.milliseconds > MOST_MILLISECONDS:
            yield f"{kind.name} takes {kind.milliseconds:.0f} ms, over {MOST_MILLISECONDS}"
        if max(kind.sizes) > MOST_BYTES:
            yield f"{kind.name} transfers {max(kind.sizes) / 1e3:.0f} kB, over {MOST_BYTES / 1e3:.0f}"
    if memory.proportional > MOST_MEMORY:
        yield f"the application has {memory}, over {MOST_MEMORY / 1e6:.0f} MB"
    if FOR_EVER not in caching:
        yield f"browsers ask for the charts' program again: {caching}"


if __name__ == "__main__":
    main()
