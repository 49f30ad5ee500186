"""A small report of three pages, drawn line by line, and what is done to its pages."""

import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pypdfium2
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.pdfgen.canvas import Canvas

from pipelines.form import match
from pipelines.form.readings.reading import Reading
from pipelines.read import read_document
from tests.form.documents import NAMES, TITLE

FOOTER = "Cifras inventadas. Página {}"
PAGES = (
    [
        *TITLE.strip().split("\n"),
        *NAMES.strip().split("\n"),
        "Año de inicio: 2009",
        "1. ANTECEDENTES",
        "Tipo de formulario: Programa",
        *["Unidad responsable: División de faros y de boyas", "de la costa"],
    ],
    [
        "2. DIAGNÓSTICO Y OBJETIVO",
        "Problema principal: Faltan faros.",
        "Propósito del programa: Que los barcos lleguen.",
        "3. POBLACIÓN",
        "3.1) Población potencial",
        "Cuantificación Población potencial: 262.482",
    ],
    [
        "3.2) Población objetivo",
        "Criterios de focalización del programa: Los faros",
        "que más lejos están.",
    ],
)

Draw = Callable[[Canvas], None]


def draw_pages(
    path: Path,
    pages: Iterable[Sequence[str]] = PAGES,
    *,
    footer: Callable[[int], str | None] = FOOTER.format,
    over: Draw | None = None,
    under: Draw | None = None,
    size: Callable[[int], tuple[float, float]] = lambda _: A4,
) -> Path:
    """Draw a page for each list of lines; ``over`` and ``under`` draw on every page last and first."""
    canvas = Canvas(str(path))
    for number, lines in enumerate(pages, start=1):
        width, height = size(number)
        canvas.setPageSize((width, height))
        if under:
            under(canvas)
        canvas.setFont("Helvetica", 9)
        for at, line in enumerate(lines):
            canvas.drawString(60, height - 70 - 14 * at, line)
        running = footer(number)
        if running:
            canvas.drawString(200, 30, running)
        if over:
            over(canvas)
        canvas.showPage()
    canvas.save()
    return path


def bound(path: Path, *parts: tuple[Path, Sequence[int]]) -> Path:
    """A PDF of pages of others, counted from 1, copied into it one after the other."""
    whole = pypdfium2.PdfDocument.new()
    for source, numbers in parts:
        whole.import_pages(pypdfium2.PdfDocument(source), [number - 1 for number in numbers])
    saved = io.BytesIO()
    whole.save(saved)
    path.write_bytes(saved.getvalue())
    return path


def values(path: Path) -> list[tuple[str, str, str, str]]:
    """What is read from ``path``, but for what belongs to its pages and not to the report."""
    return [(one.section, one.item, one.text, one.status) for one in readings(path) if one.section != "page"]


def of_pages(path: Path, item: str) -> list[str]:
    """What is read from ``path`` of a kind that belongs to its pages."""
    return [one.text for one in readings(path) if one.section == "page" and one.item == item]


def readings(path: Path) -> list[Reading]:
    """Every reading of ``path``; each printed word is part of one."""
    document = read_document(path)
    found = match(document)
    assert sum(one.words for one in found) == sum(page.word_count for page in document.pages)
    return found


__all__ = ["A4", "LETTER", "PAGES", "bound", "draw_pages", "of_pages", "readings", "values"]
