"""Text dumps of a drawn PDF in the orders of the usual tools, and which of the tools are installed.

Apache PDFBox's order is not made from a PDF: ``draw_text`` writes it itself.
"""

import shutil
import subprocess
from io import BytesIO
from typing import Literal, get_args

from pdfminer.high_level import extract_text

Order = Literal["pdfminer", "pdftotext", "pdftotext_layout"]

# Debian's package of pdftotext.
PACKAGE = "poppler-utils"


def available_orders() -> tuple[Order, ...]:
    """The orders that can be made on this machine."""
    return get_args(Order) if shutil.which("pdftotext") else ("pdfminer",)


def dump(pdf: bytes, order: Order) -> str:
    """The text of ``pdf``, pages ended by form feeds.

    Raises ``subprocess.CalledProcessError`` where pdftotext cannot read it.
    """
    if order == "pdfminer":
        return extract_text(BytesIO(pdf))
    layout = ["-layout"] if order == "pdftotext_layout" else []
    command = ["pdftotext", *layout, "-enc", "UTF-8", "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
