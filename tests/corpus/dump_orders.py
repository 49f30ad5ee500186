"""Text dumps in the orders of the usual tools, and which of the tools are installed."""

import shutil
import subprocess
from collections.abc import Sequence
from io import BytesIO
from typing import Literal, get_args

from pdfminer.high_level import extract_text

from tests.corpus import draw_text
from tests.corpus.blocks import Block
from tests.corpus.model import Report

Order = Literal["pdfbox", "pdfminer", "pdftotext", "pdftotext_layout"]

# Debian's package of pdftotext.
PACKAGE = "poppler-utils"


def available_orders() -> tuple[Order, ...]:
    """The orders that can be made on this machine."""
    return get_args(Order) if shutil.which("pdftotext") else ("pdfbox", "pdfminer")


def dump(report: Report, blocks: Sequence[Block], pdf: bytes, order: Order) -> str:
    """The text of the report whose ``blocks`` are drawn as ``pdf``, pages ended by form feeds.

    Apache PDFBox's order is not made from a PDF: ``draw_text`` writes it, with footers of its own.
    Raises ``subprocess.CalledProcessError`` where pdftotext cannot read the PDF.
    """
    if order == "pdfbox":
        return draw_text.draw(report, blocks).content.decode()
    if order == "pdfminer":
        return extract_text(BytesIO(pdf))
    layout = ["-layout"] if order == "pdftotext_layout" else []
    command = ["pdftotext", *layout, "-enc", "UTF-8", "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
