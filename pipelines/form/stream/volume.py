"""Which pages of a document are which report: most hold one, a bound volume several.

A report begins on a page that its title opens. Where that is not certain nothing is split, because half
a report would be published as a whole one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.form.labels.title import TITLE_ZONE, find_title
from pipelines.form.spec.folding import fold
from pipelines.form.spec.load import the_form
from pipelines.form.spec.model import Form, TitleSpec
from pipelines.form.stream.lines import page_lines
from pipelines.read.document import Box, Document, Page
from pipelines.read.errors import Unreadable

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class PageRange:
    """Pages of a file, counted from 1, both ends included."""

    first: int
    last: int

    def __str__(self) -> str:
        return f"page {self.first}" if self.first == self.last else f"pages {self.first} to {self.last}"


@dataclass(slots=True)
class _Found:
    """A title somewhere in the document, and what follows it up to the next one.

    ``above`` are the lines over it on its page. ``is_named`` says that lines stand between it and the
    form's first heading, ``opens`` that this heading follows.
    """

    spec: TitleSpec
    text: str
    page: int
    above: Sequence[str]
    is_named: bool = False
    opens: bool = False

    def is_repeated_by(self, text: str, page: int) -> bool:
        """Whether another title on ``page`` is the same one: once as running header, once under it."""
        return (self.text, self.page) == (text, page) and not self.is_named and not self.opens


@dataclass(slots=True)
class _Doubt:
    """Why a document is not split, if it is not; the first reason counts."""

    why: str = ""

    def add(self, why: str) -> None:
        self.why = self.why or why


def report_pages(document: Document) -> list[PageRange]:
    """The pages of each report in ``document``, in their order; every page belongs to one report.

    A document that is no report at all is one range. Pages are looked at one after the other.

    Raises ``Unreadable`` (several_reports) where there is more than one report and it is not certain
    where each begins; the detail says why.
    """
    form = the_form()
    last = len(document.pages)
    titles = list(_titles(document, form))
    doubt = _Doubt()
    begun = _begun(titles, form, doubt)
    again = _bound_twice([title.page for title in begun], document) if len(begun) > 1 else ()
    begun = [title for title in begun if title.page not in again]
    if len(begun) < 2:
        return [PageRange(1, last)]
    first_printed = next(page.number for page in document.pages if page.words)
    if begun[0].page != first_printed:
        doubt.add(f"page {first_printed} stands before the first title")
    for title in begun:
        if not title.is_named:
            doubt.add(f"no programme's name stands under the title on page {title.page}")
    if doubt.why:
        ranges = _ranges([title.page for title in begun], last)
        raise Unreadable(
            "several_reports",
            f"The file seems to hold {len(ranges)} reports: {', '.join(map(str, ranges))}."
            f" It is not split, because {doubt.why}. Split it into one file each.",
        )
    return _ranges([1, *(title.page for title in begun[1:])], last)


def _titles(document: Document, form: Form) -> Iterator[_Found]:
    """Every title that fills whole lines, wherever on a page."""
    opening = next((section.heading for section in form.sections if section.heading), None)
    found: _Found | None = None
    for page in document.pages:
        lines = page_lines(page)
        title_end = 0
        for position, line in enumerate(lines):
            place = find_title(lines[position:], form, zone=1)
            if place:
                title_end = position + place.end_line
                text = fold("".join(word.text for word in (*place.title, *place.closing)))
                if found and found.is_repeated_by(text, page.number):
                    continue
                if found:
                    yield found
                found = _Found(place.spec, text, page.number, [fold(one.text) for one in lines[:position]])
            elif found and not found.opens and position >= title_end:
                folded = fold(line.text)
                if opening and opening.fits(folded):
                    found.opens = True
                elif not _is_running_header(folded, form):
                    found.is_named = True
    if found:
        yield found


def _begun(titles: Sequence[_Found], form: Form, doubt: _Doubt) -> list[_Found]:
    """Those of ``titles`` under which a report begins; the others run at the head of its pages.

    The same title again begins another report if the form begins again under it.
    """
    begun: list[_Found] = []
    has_opened = False
    for title in titles:
        current = begun[-1] if begun else None
        is_other = current is not None and title.text != current.text
        heads_page = _heads_page(title, titles[0], form)
        if current is None or (title.opens and (has_opened or is_other)):
            if not heads_page:
                doubt.add(f"a title stands in the middle of page {title.page}")
            begun.append(title)
            has_opened = title.opens
        elif is_other and heads_page:
            if title.spec.supported and title.spec is current.spec:
                doubt.add(
                    f"page {title.page} carries the title of another year, and the form does not begin there"
                )
            begun.append(title)
            has_opened = False
        else:
            has_opened = has_opened or title.opens
    return begun


def _bound_twice(numbers: Sequence[int], document: Document) -> set[int]:
    """The pages among ``numbers`` of a PDF that repeat an earlier one of them, between pages that do not."""

    def is_alike(number: int, other: int) -> bool:
        both = (number, other)
        if not all(1 <= one <= len(document.pages) for one in both):
            return False
        found, before = (_print_on(document.pages[one - 1]) for one in both)
        return bool(found) and found == before

    seen: dict[int, int] = {}
    found: set[int] = set()
    for number in numbers:
        print_ = _print_on(document.pages[number - 1])
        first = seen.setdefault(hash(tuple(print_)), number) if print_ else number
        if first != number and not any(is_alike(number + step, first + step) for step in (-1, 1)):
            found.add(number)
    return found


def _print_on(page: Page) -> list[tuple[str, Box]]:
    """The words of a page with their places, which those of a text dump have not."""
    return [(word.text, word.box) for word in page.words if word.box]


def _heads_page(title: _Found, first: _Found, form: Form) -> bool:
    """Whether over ``title`` stands nothing but what stands over the first one, and running headers."""
    letterhead = {_DIGITS.sub("#", line) for line in first.above}
    return len(title.above) < TITLE_ZONE and all(
        _DIGITS.sub("#", line) in letterhead or _is_running_header(line, form) for line in title.above
    )


def _is_running_header(folded: str, form: Form) -> bool:
    return any(pattern.fits(folded) for pattern in form.running_headers)


def _ranges(starts: Sequence[int], last: int) -> list[PageRange]:
    """From each start to the page before the next; a report that begins in mid-page shares that page."""
    ends = [max(start, following - 1) for start, following in pairwise(starts)]
    return [PageRange(start, end) for start, end in zip(starts, [*ends, last], strict=True)]
