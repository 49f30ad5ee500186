"""Applies the form to a document: every printed word becomes part of exactly one reading."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipelines.form.assembly import Assembly
from pipelines.form.labels.chain import find_anchors
from pipelines.form.labels.in_tables import holds_labels, in_order_of_cells
from pipelines.form.labels.title import TitlePlace, title_page
from pipelines.form.labels.unknown import behind_captions, with_unknown_labels
from pipelines.form.readings.reading import Reading
from pipelines.form.readings.values import reading
from pipelines.form.spec.folding import fold
from pipelines.form.spec.load import the_form
from pipelines.form.spec.model import Form
from pipelines.form.stream.as_shown import as_shown
from pipelines.form.stream.asides import words_aside
from pipelines.form.stream.duplicated_glyphs import duplicated_lines
from pipelines.form.stream.lines import Line, page_lines
from pipelines.form.stream.pages_apart import annex_start, repeated_pages
from pipelines.form.stream.running_headers import running_lines
from pipelines.form.stream.strokes import strokes_of
from pipelines.form.stream.turned import with_turned_headers
from pipelines.form.stream.units import Stream, StreamBuilder
from pipelines.form.tables.grid_header import GridHeader, headers_of
from pipelines.form.tables.inferences import infer
from pipelines.form.tables.repeated_rows import settle_repeated_rows
from pipelines.read.document import Document, Grid, Page

UNMAPPED = "unmapped"


def match(document: Document) -> list[Reading]:
    """Everything printed in ``document`` as readings, in the order of the document.

    The words of all readings add up to the words of the document. Never raises for a document's
    content: what the form does not know has the status ``unmapped``, what cannot be decided
    ``ambiguous``.
    """
    form = the_form()
    ordered = [in_order_of_cells(with_turned_headers(page)) for page in document.pages]
    shown = [page for page, _ in ordered]
    pages = [page for page in shown if page.words]
    lines = [page_lines(page) for page in pages]
    begin, place = title_page(lines, form) or (0, None)
    asides = words_aside(shown)
    kinds = _kinds_of_lines(pages, lines, begin, place, form)
    builder = StreamBuilder(word for _, values in ordered for word in values)
    year = place.year if place else None
    tables = _Headers(form, year)
    running: list[tuple[int, Reading]] = []
    for page, on_page, kind_of in zip(pages, lines, kinds, strict=True):
        start = builder.position()
        body = [position for position in range(len(on_page)) if position not in kind_of]
        builder.add_page(page, [on_page[position] for position in body], tables.is_table)
        for position, kind in sorted(kind_of.items()):
            at = start if body and position < body[0] else builder.position()
            running.append((at, _of_page(kind, on_page[position])))
        running += [(start, one) for one in asides[page.number]]
    stream = builder.finish(strokes_of(pages))
    owned = {index: tables.of(unit) for index, unit in enumerate(stream.units) if isinstance(unit, Grid)}
    title_start, title_end = _title_units(place, stream)
    anchors, rivals = with_unknown_labels(stream, title_end, *find_anchors(stream, title_end, owned))
    if below := behind_captions(anchors):
        known = find_anchors(stream, title_end, owned, below)
        anchors, rivals = with_unknown_labels(stream, title_end, *known)
    assembly = Assembly(stream, anchors, rivals, form, year)
    assembly.add_head(title_start, title_end, len(place.title) if place else 0)
    assembly.add_labels()
    running += [(0, one) for page in document.pages if not page.words for one in asides[page.number]]
    readings = as_shown([*_merged(assembly.found, running), *_marks(pages)], document.pages)
    if document.medium == "text":
        readings = infer(readings)
    return settle_repeated_rows(readings, form.tables())


class _Headers:
    """Which grids are tables of the form: by their own header, or as a further part of the one above."""

    def __init__(self, form: Form, year: int | None) -> None:
        self._tables = tuple(form.tables())
        self._year = year
        self._own: dict[int, list[GridHeader]] = {}
        self._all: dict[int, list[GridHeader]] = {}

    def is_table(self, grid: Grid, before: Grid | None) -> bool:
        """Whether ``grid`` carries a header, or has the columns of the table directly above it."""
        own = headers_of(grid, self._tables, self._year)
        above = self._all.get(id(before), []) if before and not holds_labels(grid) else []
        known = own or [header for header in above if header.fits_columns(grid)]
        if known:
            self._own[id(grid)], self._all[id(grid)] = own, known
        return bool(known)

    def of(self, grid: Grid) -> list[GridHeader]:
        """The headers that ``grid`` itself carries."""
        return self._own.get(id(grid), [])


def _kinds_of_lines(
    pages: Sequence[Page], lines: Sequence[Sequence[Line]], begin: int, place: TitlePlace | None, form: Form
) -> list[dict[int, str]]:
    """For each page the positions of the lines that are none of the report's, and what they are. The title
    stands at ``place`` on the page at position ``begin``.
    """
    apart = dict.fromkeys(repeated_pages(pages, lines), "repeated_page")
    apart |= dict.fromkeys(range(begin), "cover")
    own = [index for index in range(len(pages)) if index not in apart]
    own_pages, own_lines = [pages[index] for index in own], [lines[index] for index in own]
    headers = running_lines(own_pages, own_lines, form, place.first_line if place else None)
    duplicated = duplicated_lines(own_lines, headers)
    end = annex_start(own_pages, own_lines, headers, form)
    apart |= dict.fromkeys(own[end:] if end else (), "annex")
    kinds = [dict.fromkeys(range(len(found)), apart.get(index, "")) for index, found in enumerate(lines)]
    for index, taken, again in zip(own, headers, duplicated, strict=True):
        kinds[index] |= dict.fromkeys(_carried(lines[index], form), "carried_forward")
        kinds[index] |= dict.fromkeys(again, UNMAPPED) | dict.fromkeys(taken, "running_header")
    return [{position: kind for position, kind in found.items() if kind} for found in kinds]


def _carried(lines: Sequence[Line], form: Form) -> list[int]:
    """The positions of the lines that carry the sum of a table over the end of a page."""
    return [
        position
        for position, line in enumerate(lines)
        if any(pattern.fits(fold(line.text)) for pattern in form.carried)
    ]


def _of_page(kind: str, line: Line) -> Reading:
    """A line that belongs to the page, not to the report."""
    if kind == UNMAPPED:
        return _unmapped("page", line)
    return reading("page", kind, line.words, near=line.words[0], status="value")


def _marks(pages: Iterable[Page]) -> list[Reading]:
    """The marks beside words, each with its word as label. Texts have them, too; figures do not."""
    return [
        replace(reading("page", "mark", [mark], near=mark, label=word.text, status="value"), words=0)
        for page in pages
        for word in page.words
        for mark in word.marks
    ]


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
    """Readings in the order of the document, running headers put in where its page begins or ends."""
    tagged = [(at, 0, one) for at, one in running] + [(at, 1, one) for at, one in found]
    return [one for _, _, one in sorted(tagged, key=lambda entry: entry[:2])]
