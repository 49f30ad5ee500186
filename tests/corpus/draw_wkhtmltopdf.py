"""Fifth producer: wkhtmltopdf, an old WebKit. Debian's build draws no footers."""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.corpus import draw_html
from tests.corpus.blocks import Block, Drawing
from tests.corpus.commands import run
from tests.corpus.drawn import pdf_drawing
from tests.corpus.model import Report
from tests.corpus.style import Style

PROGRAM = "wkhtmltopdf"
SECONDS = 120
MILLIMETRES = 25.4 / 72


def available() -> bool:
    return shutil.which(PROGRAM) is not None


def draw_many(jobs: Sequence[tuple[Report, Sequence[Block], Style]]) -> list[Drawing]:
    """Each report as a PDF; raises ProducerFailedError."""
    with tempfile.TemporaryDirectory(prefix="wkhtmltopdf-") as folder:
        return [_draw(Path(folder), *job) for job in jobs]


def _draw(folder: Path, report: Report, blocks: Sequence[Block], style: Style) -> Drawing:
    source, target = folder / "report.html", folder / "report.pdf"
    source.write_text(draw_html.page(report, blocks, style), encoding="utf-8")
    target.unlink(missing_ok=True)
    width, height = style.size
    sides = (f"--margin-{side}" for side in ("top", "right", "bottom", "left"))
    margins = (word for side in sides for word in (side, f"{style.margin * MILLIMETRES:.2f}mm"))
    paper = ("--page-width", f"{width * MILLIMETRES:.2f}mm", "--page-height", f"{height * MILLIMETRES:.2f}mm")
    run([PROGRAM, "--quiet", "--encoding", "utf-8", *paper, *margins, str(source), str(target)], SECONDS)
    return pdf_drawing(target.read_bytes(), blocks, (), style)
