"""A text dump by a real producer: pdfminer's own text of the report that ReportLab draws.

pdfminer gives every cell a box of its own and orders boxes by where they stand: the columns of a table
one after the other, a header between its cells, a box of one table behind the heading of the next. Empty
cells vanish, pages end with a form feed. What is printed is that of the PDF; which of it can still be
told is for the reader to say.
"""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

from pdfminer.high_level import extract_text

from tests.corpus import draw_reportlab
from tests.corpus.blocks import Block, Drawing
from tests.corpus.model import Report


def draw(report: Report, blocks: Sequence[Block]) -> Drawing:
    """The report as UTF-8 text, with the footers and headers of the PDF."""
    drawing = draw_reportlab.draw(report, blocks)
    return replace(drawing, content=extract_text(BytesIO(drawing.content)).encode())
