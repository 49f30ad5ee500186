"""Which form a document is, from its printed title lines. File names are never asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from pipelines.form.spec.folding import MONTHS, fold
from pipelines.form.spec.load import the_form
from pipelines.form.spec.model import Form, TitleSpec
from pipelines.form.stream.lines import Line, page_lines
from pipelines.read.document import Document, Page, Word
from pipelines.read.errors import Unreadable

TITLE_ZONE = 12
"""How many printed lines (letterhead, logo) may stand above the title on the first page."""

TITLE_LINES = 6
"""Over how many printed lines the two title lines may wrap."""

QUOTED_WORDS = 12


@dataclass(frozen=True, slots=True)
class Title:
    """What the title lines say. ``report_year`` is the year printed there; ``closing_date`` is None where
    the form prints none; ``title`` is the printed text of both lines.
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

    @property
    def year(self) -> int | None:
        """The year printed in the title, if its closing date is one."""
        found = self.spec.pattern.regex.fullmatch(fold(_printed((*self.title, *self.closing))))
        return int(found["year"]) if found else None


def recognise(document: Document) -> Title:
    """The form of ``document`` and the year it is about.

    Raises ``Unreadable``: not_a_report where no known title stands at the head of a page (see
    ``title_page``), invalid_date where the closing date in the title is none.
    """
    found_on = title_page((page_lines(page) for page in document.pages if page.words), the_form())
    if found_on is None:
        raise Unreadable("not_a_report", _what_it_says(document.pages))
    _, place = found_on
    words = (*place.title, *place.closing)
    found = place.spec.pattern.regex.fullmatch(fold(_printed(words)))
    if found is None:
        raise _invalid_date(place)
    moving = found.groupdict()
    return Title(
        form=place.spec.form,
        supported=place.spec.supported,
        report_year=int(moving["year"]),
        closing_date=_closing_date(place, moving),
        title=_printed(words),
    )


def title_page(pages: Iterable[Sequence[Line]], form: Form) -> tuple[int, TitlePlace] | None:
    """The position of the page that the report begins on, given the lines of each, and the title at its head.

    Pages before it are covers, which may carry the title as well: the report begins under the last title with
    a name below it and the form's first heading behind. Without that heading it begins on the first page or,
    if its form is one that is not supported, under the first title.
    """
    first: tuple[int, TitlePlace] | None = None
    found: tuple[int, TitlePlace] | None = None
    for index, lines in enumerate(pages):
        place = find_title(lines, form)
        if place is None and found is None:
            continue
        start = place.end_line if place else 0
        opening = next((at for at in range(start, len(lines)) if _opens(lines[at], form)), None)
        if place:
            first = first or (index, place)
            is_named = (len(lines) if opening is None else opening) > start
            found = (index, place) if is_named or found is None else found
        if opening is not None:
            return found
    return first if first and (first[0] == 0 or not first[1].spec.supported) else None


def _opens(line: Line, form: Form) -> bool:
    """Whether a line is the form's first heading."""
    first = next((section.heading for section in form.sections if section.heading), None)
    return first is not None and first.fits(fold(line.text))


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
    printed = "".join(folded)
    for spec in form.titles:
        found = spec.pattern.regex.fullmatch(printed) or (
            spec.undated and spec.undated.regex.fullmatch(printed)
        )
        if found:
            length, split = 0, 0
            while length < found.end("first"):
                length += len(folded[split])
                split += 1
            return TitlePlace(spec, start, end, tuple(words[:split]), tuple(words[split:]))
    return None


def _closing_date(place: TitlePlace, moving: Mapping[str, str | None]) -> date | None:
    """The printed day; None where the form prints none. Raises ``Unreadable`` (invalid_date)."""
    day, month, year = (moving.get(name) for name in ("day", "month", "year"))
    if not (day and month and year):
        return None
    try:
        return date(int(year), MONTHS.index(month.replace("setiembre", "septiembre")) + 1, int(day))
    except ValueError as error:
        raise _invalid_date(place) from error


def _invalid_date(place: TitlePlace) -> Unreadable:
    return Unreadable(
        "invalid_date",
        f"The closing date in the title is no date: “{_printed(place.closing)}”."
        " Compare it with the published report, and ask the publisher for a corrected one.",
    )


def _printed(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _what_it_says(pages: Sequence[Page]) -> str:
    words = (word.text for page in pages for word in page.words)
    quoted = " ".join(islice(words, QUOTED_WORDS))
    if not quoted:
        return "The document has no words."
    return f"The first page carries no title of a known form. It begins: “{quoted[:200]}”"
