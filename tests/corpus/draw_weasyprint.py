"""Seventh producer: WeasyPrint, a printer of web pages in Python over the system's Pango."""

from collections.abc import Sequence
from ctypes.util import find_library
from importlib.util import find_spec
from threading import Lock

from tests.corpus import draw_html
from tests.corpus.blocks import Block, Drawing
from tests.corpus.drawn import page_count, pdf_drawing
from tests.corpus.model import Report
from tests.corpus.style import Style

_ONE_THREAD = Lock()  # Pango's fonts are no thread's own


def available() -> bool:
    return find_spec("weasyprint") is not None and find_library("pangoft2-1.0") is not None


def draw_many(jobs: Sequence[tuple[Report, Sequence[Block], Style]]) -> list[Drawing]:
    """Each report as a PDF."""
    with _ONE_THREAD:
        return [_draw(*job) for job in jobs]


def _draw(report: Report, blocks: Sequence[Block], style: Style) -> Drawing:
    from weasyprint import HTML  # noqa: PLC0415  # absent where only reports of other producers are drawn

    content = HTML(string=draw_html.page(report, blocks, style, footer=True)).write_pdf()
    footers = [draw_html.footer_of(report, number) for number in range(1, page_count(content) + 1)]
    return pdf_drawing(content, blocks, footers, style)
