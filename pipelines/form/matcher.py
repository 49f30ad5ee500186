"""Applies the form to a document: every printed word becomes part of exactly one reading."""

from collections.abc import Iterable
from dataclasses import replace

from pipelines.form.anchors import find_anchors
from pipelines.form.assembly import Assembly
from pipelines.form.echoes import echoed_lines
from pipelines.form.furniture import furniture_lines
from pipelines.form.grid_header import GridHeader, headers_of
from pipelines.form.inferences import infer
from pipelines.form.lines import Line, page_lines
from pipelines.form.load_spec import the_form
from pipelines.form.reading import Reading
from pipelines.form.spec import Form
from pipelines.form.stream import Stream, StreamBuilder
from pipelines.form.title import TitlePlace, find_title
from pipelines.form.values import reading
from pipelines.read.document import Document, Grid, Page


def match(document: Document) -> list[Reading]:
    """Everything printed in ``document`` as readings, in the order of the document.

    The words of all readings add up to the words of the document. Never raises for a document's
    content: what the form does not know has the status ``unmapped``, what cannot be decided
    ``ambiguous``.
    """
    form = the_form()
    pages = [page for page in document.pages if page.words]
    lines = [page_lines(page) for page in pages]
    place = find_title(lines[0], form) if pages else None
    furniture = furniture_lines(pages, lines, form)
    if place:
        furniture[0] -= set(range(place.first_line, place.end_line))
    echoes = echoed_lines(lines, furniture)
    builder = StreamBuilder()
    headers = _Headers(form)
    running: list[tuple[int, Reading]] = []
    for page, found, taken, echoed in zip(pages, lines, furniture, echoes, strict=True):
        body = [index for index in range(len(found)) if index not in taken and index not in echoed]
        start = builder.position()
        builder.add_page(page, [found[index] for index in body], headers.is_table)
        for index in sorted(taken | echoed):
            at = start if body and index < body[0] else builder.position()
            one = _furniture(found[index]) if index in taken else _unmapped("page", found[index])
            running.append((at, one))
    stream = builder.finish()
    owned = {index: headers.of(unit) for index, unit in enumerate(stream.units) if isinstance(unit, Grid)}
    title_start, title_end = _title_units(place, stream)
    anchors, rivals = find_anchors(stream, title_end, owned)
    assembly = Assembly(stream, anchors, rivals, form)
    assembly.add_head(title_start, title_end, len(place.title) if place else 0)
    assembly.add_labels()
    readings = [*_merged(assembly.found, running), *_marks(pages)]
    return infer(readings) if document.medium == "text" else readings


def keep_lines(document: Document) -> list[Reading]:
    """Every printed line of a document whose form is not supported, as an unmapped reading."""
    return [_unmapped("0", line) for page in document.pages for line in page_lines(page)]


class _Headers:
    """Which grids are tables of the form: by their own header, or as a further part of the one above."""

    def __init__(self, form: Form) -> None:
        self._tables = tuple(form.tables())
        self._own: dict[int, list[GridHeader]] = {}
        self._all: dict[int, list[GridHeader]] = {}

    def is_table(self, grid: Grid, before: Grid | None) -> bool:
        """Whether ``grid`` carries a header, or has the columns of the table directly above it."""
        own = headers_of(grid, self._tables)
        above = self._all.get(id(before), []) if before else []
        known = own or [header for header in above if header.fits_columns(grid)]
        if known:
            self._own[id(grid)], self._all[id(grid)] = own, known
        return bool(known)

    def of(self, grid: Grid) -> list[GridHeader]:
        """The headers that ``grid`` itself carries."""
        return self._own.get(id(grid), [])


def _marks(pages: Iterable[Page]) -> list[Reading]:
    """The marks beside words, each with its word as label. Texts have them, too; figures do not."""
    return [
        replace(reading("page", "mark", [mark], near=mark, label=word.text, status="value"), words=0)
        for page in pages
        for word in page.words
        for mark in word.marks
    ]


def _furniture(line: Line) -> Reading:
    return reading("page", "furniture", line.words, near=line.words[0], status="value")


def _unmapped(section: str, line: Line) -> Reading:
    return reading(section, "unmapped", line.words, near=line.words[0], status="unmapped")


def _title_units(place: TitlePlace | None, stream: Stream) -> tuple[int, int]:
    """The units of the stream that the title takes; none where a layout box tore it apart."""
    if place is None:
        return 0, 0
    words = (*place.title, *place.closing)
    start = next((index for index, unit in enumerate(stream.units) if unit is words[0]), len(stream))
    end = start + len(words)
    found = stream.units[start:end]
    if len(found) == len(words) and all(one is word for one, word in zip(found, words, strict=True)):
        return start, end
    return 0, 0


def _merged(found: list[tuple[int, Reading]], running: list[tuple[int, Reading]]) -> list[Reading]:
    """Readings in the order of the document, furniture put in where its page begins or ends."""
    tagged = [(at, 0, one) for at, one in running] + [(at, 1, one) for at, one in found]
    return [one for _, _, one in sorted(tagged, key=lambda entry: entry[:2])]
