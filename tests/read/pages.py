"""A page of a known content, drawn in every way in which pages are turned, scaled and boxed."""

import math
from collections.abc import Sequence
from pathlib import Path

from pipelines.read import Page
from tests.read.drawing import raw_pdf, read, stream

FONT = "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>"
LINES = ("Gasto Total: 262.482", "Beneficiarios 72.917 personas", "Meta 12,5 %", "Nada")
WORDS = " ".join(LINES).split()
TABLE = "100 500 120 40 re S 220 500 120 40 re S " + " ".join(
    f"BT /F1 10 Tf {x} 515 Td ({text}) Tj ET" for x, text in ((110, "Nuble"), (230, "249.075"))
)


def content(lines: Sequence[str] = LINES) -> str:
    """Lines from the top of an upright page of 600 by 800 points, and a table of two cells under them."""
    printed = (f"BT /F1 10 Tf 100 {700 - 20 * at} Td ({line}) Tj ET" for at, line in enumerate(lines))
    return " ".join([*printed, TABLE])


def turn(degrees: float, x: float = 300, y: float = 400) -> str:
    """The instruction that turns everything against the clock about a point."""
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    e, f = x - cosine * x + sine * y, y - sine * x - cosine * y
    return f"{cosine:.6f} {sine:.6f} {-sine:.6f} {cosine:.6f} {e:.4f} {f:.4f} cm"


def draw(path: Path, contents: str, entries: str = "/MediaBox [0 0 600 800]", *more: str) -> Path:
    """A PDF of one page with these instructions and entries; ``more`` are objects from number 6 on."""
    return raw_pdf(
        path,
        "<</Type /Catalog /Pages 2 0 R>>",
        "<</Type /Pages /Kids [3 0 R] /Count 1>>",
        f"<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>> {entries}>>",
        stream(contents),
        FONT,
        *more,
    )


def page_of(path: Path, contents: str, entries: str = "/MediaBox [0 0 600 800]", *more: str) -> Page:
    """The only page of such a PDF."""
    (page,) = read(draw(path, contents, entries, *more)).pages
    return page
