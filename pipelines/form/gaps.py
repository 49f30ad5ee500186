"""What a report lacks that every report of its form prints."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipelines.form.readings.reading import Reading
from pipelines.form.spec.load import the_form
from pipelines.form.spec.model import Item, Repeat, Section, Table
from pipelines.read.document import Document

GapKind = Literal["page_without_text", "section_missing", "table_missing", "label_unknown"]

_OUTSIDE = frozenset({"page", "0"})  # sections of readings that are no section of the form's body


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is not there, or shown without text.

    A page (from 1) with an area that shows something and has no words; a section of the form by its number,
    and each item in it; a table by its section and item; or an item whose label is in unknown words.
    """

    kind: GapKind
    page: int | None = None
    section: str | None = None
    item: str | None = None


def find_gaps(report: Document, readings: Sequence[Reading]) -> list[Gap]:
    """What is missing in ``report``, of which ``readings`` were read.

    A page before or behind all sections only counts where a section is missing, which it might show: else it
    is a cover or an annex.
    """
    unknown = dict.fromkeys((one.section, one.resembles) for one in readings if one.resembles)
    printed = {(one.section, one.item.partition(".")[0]) for one in readings} | unknown.keys()
    missing = list(_missing(the_form().sections, printed))
    read_on = [one.page for one in readings if one.section not in _OUTSIDE]
    first, last = (min(read_on), max(read_on)) if read_on else (0, 0)
    pages = [
        Gap("page_without_text", page=page.number)
        for page in report.pages
        if page.wordless and (missing or first <= page.number <= last)
    ]
    labels = [Gap("label_unknown", section=section, item=item) for section, item in unknown]
    return [*pages, *missing, *labels]


def _missing(sections: Sequence[Section], printed: set[tuple[str, str]]) -> Iterator[Gap]:
    for section in sections:
        if section.heading is None:
            continue
        if (section.id, "heading") not in printed:
            yield Gap("section_missing", section=section.id)
            for item in _plain(section.items):
                yield Gap("section_missing", section=section.id, item=item.id)
            continue
        for item in _plain(section.items):
            if isinstance(item, Table) and not item.is_optional and (section.id, item.id) not in printed:
                yield Gap("table_missing", section=section.id, item=item.id)


def _plain(items: Sequence[Item | Repeat]) -> Iterator[Item]:
    for item in items:
        if isinstance(item, Repeat):
            yield from item.items
        else:
            yield item
