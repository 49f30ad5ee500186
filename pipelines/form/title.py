"""Which form a document is, from its printed title lines. File names are never asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from pipelines.form.folding import MONTHS, fold
from pipelines.form.lines import Line, page_lines
from pipelines.form.load_spec import the_form
from pipelines.form.spec import Form, TitleSpec
from pipelines.read.document import Document, Word
from pipelines.read.errors import Unreadable

TITLE_ZONE = 12
"""How many printed lines (letterhead, logo) may stand above the title on the first page."""

TITLE_LINES = 6
"""Over how many printed lines the two title lines may wrap."""

QUOTED_WORDS = 12


@dataclass(frozen=True, slots=True)
class Title:
    """What the title lines say. ``report_year`` is the year printed there; ``closing_date`` is None where
    the form prints none or the printed day does not exist; ``title`` is the printed text of both lines.
    """

    form: str
    supported: bool
    report_year: int
    closing_date: date | None
    title: str


@dataclass(frozen=True, slots=True)
class TitlePlace:
    """Where the title stands among a page's lines: from ``first_line`` up to but not including
    ``end_line``, and the words of its two parts.
    """

    spec: TitleSpec
    first_line: int
    end_line: int
    title: tuple[Word, ...]
    closing: tuple[Word, ...]


def recognise(document: Document) -> Title:
    """The form of ``document`` and the year it is about.

    Raises ``Unreadable``: not_a_report where no known title stands at the head of the first page,
    several_reports where a second report begins further down.
    """
    form = the_form()
    pages = [page_lines(page) for page in document.pages if page.words]
    place = find_title(pages[0], form) if pages else None
    if place is None:
        raise Unreadable("not_a_report", _what_it_says(pages))
    _check_single(pages, place, form)
    words = (*place.title, *place.closing)
    found = place.spec.pattern.regex.fullmatch(fold(_printed(words)))
    moving = found.groupdict() if found else {}
    return Title(
        form=place.spec.form,
        supported=place.spec.supported,
        report_year=int(moving["year"] or 0),
        closing_date=_closing_date(moving),
        title=_printed(words),
    )


def find_title(lines: Sequence[Line], form: Form, *, zone: int = TITLE_ZONE) -> TitlePlace | None:
    """The title among the first ``zone`` lines of a page; it fills whole lines, however they wrap."""
    openings = {spec.pattern.opening for spec in form.titles}
    for start in range(min(zone, len(lines))):
        if fold(lines[start].words[0].text)[:1] not in openings:
            continue
        for end in range(start + 1, min(start + TITLE_LINES, len(lines)) + 1):
            place = _as_title(lines, start, end, form)
            if place:
                return place
    return None


def _as_title(lines: Sequence[Line], start: int, end: int, form: Form) -> TitlePlace | None:
    words = [word for line in lines[start:end] for word in line.words]
    folded = [fold(word.text) for word in words]
    for spec in form.titles:
        found = spec.pattern.regex.fullmatch("".join(folded))
        if found:
            length, split = 0, 0
            while length < found.end("first"):
                length += len(folded[split])
                split += 1
            return TitlePlace(spec, start, end, tuple(words[:split]), tuple(words[split:]))
    return None


def _check_single(pages: Sequence[Sequence[Line]], first: TitlePlace, form: Form) -> None:
    """A second title under which the form begins again is a second report, not a running header.

    They are not split: a report's identity is the sha256 of its file.
    """
    opening = next((section.heading for section in form.sections if section.heading), None)
    begun: list[int] = []  # the pages on which reports begin
    titled: int | None = None
    for number, lines in enumerate(pages):
        for position, line in enumerate(lines):
            at_first = number == 0 and position == first.first_line
            if at_first or find_title(lines[position:], form, zone=1):
                titled = line.page
            if titled is not None and opening and opening.fits(fold(line.text)):
                begun.append(titled)
                titled = None
    if len(begun) > 1:
        ranges = _page_ranges(begun, pages[-1][-1].page)
        detail = f"The file holds {len(begun)} reports: {ranges}. Split it into one file each."
        raise Unreadable("several_reports", detail)


def _page_ranges(begun: Sequence[int], last: int) -> str:
    """The pages of each report in words; one that begins in the middle of a page shares it."""
    ends = [max(page, following - 1) for page, following in pairwise(begun)] + [last]
    return ", ".join(
        f"page {page}" if page == end else f"pages {page} to {end}"
        for page, end in zip(begun, ends, strict=True)
    )


def _closing_date(moving: Mapping[str, str | None]) -> date | None:
    day, month, year = (moving.get(name) for name in ("day", "month", "year"))
    if not (day and month and year):
        return None
    try:
        return date(int(year), MONTHS.index(month.replace("setiembre", "septiembre")) + 1, int(day))
    except ValueError:
        return None


def _printed(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _what_it_says(pages: Sequence[Sequence[Line]]) -> str:
    words = [word.text for page in pages for line in page for word in line.words]
    if not words:
        return "The document has no words."
    quoted = " ".join(words[:QUOTED_WORDS])
    return f"The first page carries no title of a known form. It begins: “{quoted[:200]}”"
