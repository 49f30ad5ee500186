"""Fourth producer: LibreOffice Writer exporting a text document."""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.corpus import draw_odt
from tests.corpus.blocks import Block, Drawing
from tests.corpus.commands import ProducerFailedError, run
from tests.corpus.drawn import page_count, pdf_drawing
from tests.corpus.model import Report
from tests.corpus.style import Style

PROGRAM = "soffice"
START_SECONDS = 120.0
REPORT_SECONDS = 20.0
# Documents of one start, which takes some seconds.
BATCH = 50


def available() -> bool:
    return shutil.which(PROGRAM) is not None


def draw_many(jobs: Sequence[tuple[Report, Sequence[Block], Style]]) -> list[Drawing]:
    """Each report as a PDF; raises ProducerFailedError."""
    drawings: list[Drawing] = []
    for start in range(0, len(jobs), BATCH):
        with tempfile.TemporaryDirectory(prefix="libreoffice-") as folder:
            drawings += _draw_batch(Path(folder), jobs[start : start + BATCH])
    return drawings


def _draw_batch(folder: Path, jobs: Sequence[tuple[Report, Sequence[Block], Style]]) -> list[Drawing]:
    sources = [folder / f"{number}.fodt" for number in range(len(jobs))]
    for source, job in zip(sources, jobs, strict=True):
        source.write_text(draw_odt.document(*job), encoding="utf-8")
    # A profile of its own: two runs with one profile wait for each other, or one of them does nothing.
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [PROGRAM, profile, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder)]
    run([*command, *map(str, sources)], START_SECONDS + REPORT_SECONDS * len(jobs))
    return [_drawing(source.with_suffix(".pdf"), *job) for source, job in zip(sources, jobs, strict=True)]


def _drawing(path: Path, report: Report, blocks: Sequence[Block], _: Style) -> Drawing:
    if not path.exists():
        raise ProducerFailedError(f"{PROGRAM} exported nothing")
    content = path.read_bytes()
    footers = [draw_odt.footer_of(report, number) for number in range(1, page_count(content) + 1)]
    return pdf_drawing(content, blocks, footers)
