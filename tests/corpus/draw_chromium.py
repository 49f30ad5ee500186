"""Third producer: Chromium printing a web page, with a footer in the pages' margin."""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.corpus import draw_html
from tests.corpus.blocks import Block, Drawing
from tests.corpus.commands import ProducerFailedError, run
from tests.corpus.drawn import page_count, pdf_drawing
from tests.corpus.model import Report
from tests.corpus.style import Style

PROGRAM = "chromium"
SECONDS = 120
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--no-pdf-header-footer",
)


def available() -> bool:
    return shutil.which(PROGRAM) is not None


def draw_many(jobs: Sequence[tuple[Report, Sequence[Block], Style]]) -> list[Drawing]:
    """Each report as a PDF; raises ProducerFailedError."""
    with tempfile.TemporaryDirectory(prefix="chromium-") as folder:
        return [_draw(Path(folder), *job) for job in jobs]


def _draw(folder: Path, report: Report, blocks: Sequence[Block], style: Style) -> Drawing:
    source, target = folder / "report.html", folder / "report.pdf"
    source.write_text(draw_html.page(report, blocks, style, footer=True), encoding="utf-8")
    target.unlink(missing_ok=True)
    profile = f"--user-data-dir={folder / 'profile'}"
    run([PROGRAM, *FLAGS, profile, f"--print-to-pdf={target}", source.as_uri()], SECONDS)
    if not target.exists():
        raise ProducerFailedError(f"{PROGRAM} printed nothing")
    content = target.read_bytes()
    footers = [draw_html.footer_of(report, number) for number in range(1, page_count(content) + 1)]
    return pdf_drawing(content, blocks, footers, style)
