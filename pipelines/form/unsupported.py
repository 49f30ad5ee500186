"""Documents of forms that are known and not supported: every line is kept, and the names in the header."""

from pipelines.form.labels.title import title_page
from pipelines.form.labels.title_block import SECTION, title_block
from pipelines.form.readings.reading import Reading
from pipelines.form.readings.values import reading
from pipelines.form.spec.folding import Pattern, fold
from pipelines.form.spec.load import the_form
from pipelines.form.stream.as_shown import as_shown
from pipelines.form.stream.asides import words_aside
from pipelines.form.stream.lines import Line, page_lines
from pipelines.read.document import Document

# What stands between the title and the names, and what stands behind these.
_VERSION = Pattern.of(["Versión: {number}"])
_BODY_STARTS = (fold("1."), fold("Año de inicio"))


def keep_lines(document: Document) -> list[Reading]:
    """Every printed line of ``document`` as an unmapped reading, but for the names under its title, which are
    the programme's, its ministry's and its service's.
    """
    form = the_form()
    pages = [page for page in document.pages if page.words]
    lines = [page_lines(page) for page in pages]
    header: list[Line] = []
    if found := title_page(lines, form):
        index, place = found
        behind = lines[index][place.end_line :]
        end = next((at for at, line in enumerate(behind) if _begins_body(line)), 0)
        header = [line for line in behind[:end] if not _VERSION.fits(fold(line.text))]
    names = title_block([line.words for line in header], form)
    named = {id(line) for line in header}
    kept: list[Reading] = []
    for line in (line for on_page in lines for line in on_page):
        if id(line) not in named:
            kept.append(reading(SECTION, "unmapped", line.words, near=line.words[0], status="unmapped"))
        elif line is header[0]:
            kept += names
    asides = words_aside(document.pages)
    kept += [one for page in document.pages for one in asides[page.number]]
    return as_shown(kept, document.pages)


def names_in(readings: list[Reading]) -> str:
    """The names in the header of such a document as a sentence; "" where it has none."""
    parts = [one.text for one in readings if one.section == SECTION and one.status == "value" and one.text]
    return f" It is about “{parts[0]}” ({'; '.join(parts[1:])})." if parts[1:] else ""


def _begins_body(line: Line) -> bool:
    return fold(line.text).startswith(_BODY_STARTS)
