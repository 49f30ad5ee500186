"""Draw the pictures of the README from the published release: `make pictures`.

The site's first page is a picture by Chromium, the terminal is what a command prints, and the graph is drawn
from Dagster's definitions. They change with the release and the program, so they are drawn by hand.
"""

import os
import pty
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright
from rich.console import Console  # noqa: TID251 - only records
from rich.text import Text

from pipelines.assets.dbt_models import MANIFEST
from pipelines.config import Settings
from pipelines.definitions import defs
from tests.corpus.draw_chromium import FLAGS, PROGRAM
from tests.site.browser import served
from tests.site.browser.watched import DRAWN

FOLDER = Path(__file__).resolve().parent

MOST_BYTES = 150_000
"""Of a picture."""

COMMAND = ("explain", "Redes de Oportunidades", "2021", "executed")

SHOWN = ViewportSize(width=1100, height=900)

COLUMNS = (
    ("reports", ("reports",)),
    ("raw tables, seeds", ("raw", "seeds")),
    ("staging", ("staging",)),
    ("intermediate", ("intermediate",)),
    ("", ("intermediate 2",)),
    ("", ("intermediate 3",)),
    ("facts, dimensions", ("dimensions", "facts")),
    ("marts, quality", ("marts", "quality")),
    ("published", ("published",)),
)
"""Of the graph, from left to right: a heading and the folders below it."""

COLOURS = {
    **dict.fromkeys(("reports", "raw"), "#b34a34"),
    "seeds": "#7a5f9e",
    **dict.fromkeys(("marts", "quality", "published"), "#47744a"),
}
ROW, WIDTH, GAP, TOP = 13, 132, 22, 26


def main() -> None:
    """Draw all of them."""
    settings = Settings()
    _site(settings)
    (FOLDER / "terminal.svg").write_text(_terminal(), "utf-8")
    (FOLDER / "assets.svg").write_text(_graph(), "utf-8")
    for picture in sorted(FOLDER.glob("*.[ps][nv]g")):
        size = picture.stat().st_size
        print(f"{picture}: {size / 1e3:.0f} kB{' TOO LARGE' if size > MOST_BYTES else ''}")


def _site(settings: Settings) -> None:
    """The first page in English, as a browser shows it."""
    with (
        tempfile.TemporaryDirectory() as folder,
        served.application(settings.warehouse, settings.raw, Path(folder) / "log") as site,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=f"/usr/bin/{PROGRAM}", args=list(FLAGS))
        page = browser.new_page(viewport=SHOWN)
        page.goto(f"{site.base}en/")
        page.wait_for_function(DRAWN)
        page.screenshot(path=FOLDER / "site.png")
        browser.close()


def _terminal() -> str:
    """What the command prints in a terminal."""
    ours, theirs = pty.openpty()
    program = str(Path(sys.executable).with_name("panelsocial"))
    environment = os.environ | {"COLUMNS": "100", "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"}
    with subprocess.Popen([program, *COMMAND], stdout=theirs, stderr=theirs, env=environment) as process:
        os.close(theirs)
        printed = b""
        while part := _read(ours):
            printed += part
    assert process.returncode == 0, printed
    with Path(os.devnull).open("w") as nowhere:
        console = Console(record=True, width=100, file=nowhere)
        console.print(Text.from_ansi(printed.decode().replace("\r\n", "\n")))
    words = " ".join(f'"{one}"' if " " in one else one for one in COMMAND)
    drawn = console.export_svg(title=f"panelsocial {words}")
    return re.sub(r"@font-face \{.*?\}", "", drawn, flags=re.DOTALL)  # nothing is fetched from elsewhere


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65_536)
    except OSError:  # the process has ended
        return b""


def _graph() -> str:
    """Every asset in the column of its folder, with what it is made of."""
    specs = {spec.key: spec for spec in defs.resolve_all_asset_specs()}
    names = {key: key.path[-1] for key in specs}
    needs = {
        names[key]: [names[dep.asset_key] for dep in spec.deps if dep.asset_key in names]
        for key, spec in specs.items()
    }
    folders = _folders(needs)
    places: dict[str, tuple[int, int]] = {}
    boxes, lines = [], []
    for number, (heading, of) in enumerate(COLUMNS):
        x, y = GAP + number * (WIDTH + GAP), TOP
        boxes.append(f'<text class="h" x="{x}" y="{TOP - 10}">{escape(heading)}</text>')
        for folder in of:
            for name in sorted(one for one, its in folders.items() if its == folder):
                places[name] = (x, y)
                colour = COLOURS.get(folder, "#1f5a96")
                boxes.append(
                    f'<g fill="{colour}"><rect x="{x}" y="{y}" width="{WIDTH}" height="{ROW - 2}" rx="2"/>'
                    f'<text x="{x + 4}" y="{y + 8}">{escape(name[:29])}</text></g>'
                )
                y += ROW
            y += ROW // 2
    for name, others in needs.items():
        for needed in others:
            one, other = places[needed], places[name]
            if one[0] < other[0]:
                (x0, y0), (x1, y1) = (one[0] + WIDTH, one[1] + 5), (other[0], other[1] + 5)
                middle = (x0 + x1) // 2
                lines.append(f"M{x0} {y0}C{middle} {y0} {middle} {y1} {x1} {y1}")
    width = GAP + len(COLUMNS) * (WIDTH + GAP)
    height = max(y for _, y in places.values()) + 2 * ROW
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">'
        "<title>The assets, from reports to the published release</title>"
        "<style>text{font:7.5px sans-serif;fill:#fff}.h{font:bold 11px sans-serif;fill:#333}</style>"
        f'<rect width="{width}" height="{height}" fill="#fff"/>'
        f'<path d="{"".join(lines)}" fill="none" stroke="#777" stroke-width=".5" opacity=".35"/>'
        f"{''.join(boxes)}</svg>\n"
    )


def _folders(needs: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The folder of each asset; "intermediate" has three parts, by how far a model is from the reports."""
    found = dict.fromkeys(needs, "reports") | {"published_warehouse": "published"}
    found |= {source["name"]: "raw" for source in MANIFEST["sources"].values()}
    for node in MANIFEST["nodes"].values():
        if node["resource_type"] in {"model", "seed"} and node["name"] in needs:
            is_seed = node["resource_type"] == "seed"
            found[node["name"]] = "seeds" if is_seed else node["path"].partition("/")[0]
    inner = sorted((one for one in found if found[one] == "intermediate"), key=lambda one: _depth(one, needs))
    for place, name in enumerate(inner):
        part = 1 + 3 * place // len(inner)
        found[name] = f"intermediate {part}" if part > 1 else "intermediate"
    return found


def _depth(name: str, needs: Mapping[str, Sequence[str]]) -> int:
    return 1 + max((_depth(one, needs) for one in needs[name]), default=0)


if __name__ == "__main__":
    main()
