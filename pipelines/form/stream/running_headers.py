"""Running headers, footers and page numbers, which belong to no field."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipelines.form.labels.printed import is_label
from pipelines.form.spec.folding import fold
from pipelines.form.spec.model import Form
from pipelines.form.stream.lines import Line
from pipelines.read.document import Page

SAME_HEIGHT = 2.0
"""Points by which a running line may move from page to page of one size."""

MARGIN_ZONE = 0.12
"""Share of the page's height, at either end, in which running lines stand."""

FOOT_ZONE = 0.06
"""Share of the page's height in which a lone line at the foot of a one-page document is a footer."""

MANY_PAGES = 3
"""A line that stands at one height on so many pages is a running line even if most pages lack it."""

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"[^\w%$]*\d{1,5}[^\w%$]*")
# The day or time of printing, which has no letters.
_STAMP = re.compile(r"\d+[/:-]\d+[\d/:,.-]*")

_Place = tuple[int, int]
"""A line: the page's position in the document, and the line's on the page."""


def running_lines(
    pages: Sequence[Page], lines: Sequence[Sequence[Line]], form: Form, title: int | None = None
) -> list[set[int]]:
    """For each page the positions (in ``lines`` of that page) of the lines that are running headers or
    footers. ``title`` is the position of the title's first line on the first page: no header stands below.

    A line at a page's edge is one if the form's specification names it, or if it repeats a heading or caption
    of the form with the remark that it goes on. In a PDF also if half of the pages, or three of them, have it
    there, at the same height on pages of the same size; its numbers stay or count the pages, for else it is a
    row of a table. On other pages it then
    stands at any height, as the outermost line. A line that has no height of its own, because it follows the
    text, is one if half of the pages, and three at least, begin or end with it, and its numbers stay or count
    the pages. In a text dump, which gives no heights, if all pages have it, or all but the first of three or
    more.

    In a PDF of one page, where nothing can repeat, a line at the very foot of the page with clear space above
    it is taken for the footer. In a text dump, which may print the edge of a page in its middle, lines that
    count the pages are running lines wherever they stand.
    """
    found: list[set[int]] = [set() for _ in pages]
    edges = _Edges(pages, lines, form, found, title)
    for at_foot in (False, True):
        while edges.take(at_foot):
            pass
    if len(pages) == 1 and not found[0]:
        edges.take_lone_footer()
    if len(pages) > 2 and not pages[0].height:
        _take_page_counts(lines, found)
    return found


def _take_page_counts(lines: Sequence[Sequence[Line]], found: Sequence[set[int]]) -> None:
    """Lines of a text dump that count its pages, wherever the dump prints them: the same words on every
    page, the last number of which goes up with the page.
    """
    places: dict[tuple[str, int], list[_Place]] = {}
    for page, on_page in enumerate(lines):
        for position, line in enumerate(on_page):
            numbers = _DIGITS.findall(line.text)
            if numbers and len(numbers[-1]) < 6:
                key = _DIGITS.sub("#", fold(line.text)), int(numbers[-1]) - page
                places.setdefault(key, []).append((page, position))
    for (text, _), standing in places.items():
        on_pages = [page for page, _ in standing]
        if on_pages == list(range(len(lines))) and _has_words(text, in_pdf=False):
            for page, position in standing:
                found[page].add(position)


class _Edges:
    """The outermost lines of every page, taken away from the outside in."""

    def __init__(
        self,
        pages: Sequence[Page],
        lines: Sequence[Sequence[Line]],
        form: Form,
        found: list[set[int]],
        title: int | None,
    ) -> None:
        self.pages = pages
        self.lines = lines
        self.form = form
        self.found = found
        self.title = title

    def take(self, at_foot: bool) -> bool:
        """Take one more line off some page; False when none is left to take."""
        outer = [self._outermost(index, at_foot) for index in range(len(self.pages))]
        standing = [(index, at) for index, at in enumerate(outer) if at is not None]
        taken = [place for place in standing if self._is_named(place, at_foot)] or self._running(
            standing, at_foot
        )
        for index, position in taken:
            self.found[index].add(position)
        return bool(taken)

    def take_lone_footer(self) -> None:
        """The last line of a one-page PDF, where it stands in the bottom margin and apart."""
        position = self._outermost(0, at_foot=True)
        height = self.pages[0].height
        if position is None or not position or not height:
            return
        line, above = self.lines[0][position], self.lines[0][position - 1]
        if not line.box or not above.box:
            return
        letter = line.box.bottom - line.box.top
        is_low = line.box.top > height * (1 - FOOT_ZONE)
        if is_low and line.box.top - above.box.bottom > 1.5 * letter:
            self.found[0].add(position)

    def _outermost(self, index: int, at_foot: bool) -> int | None:
        end = None if at_foot or index else self.title
        positions = range(len(self.lines[index]))[:end]
        inwards = reversed(positions) if at_foot else iter(positions)
        return next((position for position in inwards if position not in self.found[index]), None)

    def _is_named(self, place: _Place, at_foot: bool) -> bool:
        folded = self._folded(place)
        if any(pattern.fits(folded) for pattern in self.form.running_headers):
            return True
        return not at_foot and any(
            folded.endswith(remark) and is_label(folded.removesuffix(remark), self.form)
            for remark in self.form.continued
        )

    def _folded(self, place: _Place) -> str:
        page, position = place
        return fold(self.lines[page][position].text)

    def _running(self, standing: Sequence[_Place], at_foot: bool) -> list[_Place]:
        """Those of the outermost lines of all pages that are one running line."""
        if len(standing) < 2:
            return []
        if self.pages[0].height is None:
            for places in (standing, standing[1:]):
                if len(places) > 1 and (places is standing or len(places) > 2) and self._is_one_line(places):
                    return list(places)
            return []
        alike: dict[str, list[_Place]] = defaultdict(list)
        for place in standing:
            alike[_DIGITS.sub("#", self._folded(place))].append(place)
        for places in alike.values():
            in_margin = [
                (page, at) for page, at in places if is_in_margin(self.lines[page][at], self.pages[page])
            ]
            level = self._level(in_margin, at_foot)
            often = len(level) >= MANY_PAGES or (len(level) > 1 and 2 * len(level) >= len(standing))
            free = len(level) == len(standing) or not any(map(self._is_ruled, level))
            unruled = [place for place in places if place in level or not self._is_ruled(place)]
            if often and free and self._is_one_line(level) and self._rises_with_pages(level):
                return unruled if self._goes_with_pages(unruled) else level
            if self._follows_the_text(unruled, len(standing)):
                return unruled
        return []

    def _follows_the_text(self, places: Sequence[_Place], page_count: int) -> bool:
        """Whether a line is a running one at any height: a number alone must count all pages."""
        if len(places) < MANY_PAGES or 2 * len(places) < page_count or not self._is_one_line(places):
            return False
        text = self._folded(places[0])
        is_count = len(places) == page_count and _PAGE_NUMBER.fullmatch(text) is not None
        return (is_count or _has_words(text, in_pdf=False)) and self._goes_with_pages(places)

    def _rises_with_pages(self, places: Sequence[_Place]) -> bool:
        """Whether each number of a line is the same at all ``places``, or rises by two a page at most: a page
        may be drawn twice or left out.
        """
        numbers = zip(*(map(int, _DIGITS.findall(self._folded(place))) for place in places), strict=True)
        pages = [page for page, _ in places]
        return all(
            len(set(column)) == 1
            or all(
                0 <= number - before <= 2 * (page - previous)
                for (previous, before), (page, number) in pairwise(zip(pages, column, strict=True))
            )
            for column in numbers
        )

    def _goes_with_pages(self, places: Sequence[_Place]) -> bool:
        """Whether each number of a line is the same at all ``places``, or counts their pages."""
        numbers = zip(*(_DIGITS.findall(self._folded(place)) for place in places), strict=True)
        pages = [page for page, _ in places]
        return all(len(set(column)) == 1 or _counts_pages(column, pages) for column in numbers)

    def _level(self, places: Iterable[_Place], at_foot: bool) -> list[_Place]:
        """The largest group of ``places`` that, on pages of one size, stand equally far from the edge."""
        by_size: dict[tuple[float, float], list[tuple[float, _Place]]] = defaultdict(list)
        for page, position in places:
            width, height = self.pages[page].width, self.pages[page].height
            box = self.lines[page][position].box
            if box and width and height:
                size = round(width), round(height)
                by_size[size].append((height - box.bottom if at_foot else box.top, (page, position)))
        return sorted(place for group in by_size.values() for place in _largest_level(group))

    def _is_one_line(self, standing: Sequence[_Place]) -> bool:
        texts = [self._folded(place) for place in standing]
        says_nothing = self.form.not_reported.fits(texts[0]) or self.form.not_applicable.fits(texts[0])
        if says_nothing or len({_DIGITS.sub("#", text) for text in texts}) > 1:
            return False
        in_pdf = self.pages[0].height is not None
        if in_pdf and len(set(texts)) == 1 and _STAMP.fullmatch(texts[0]):
            return True
        if _has_words(texts[0], in_pdf=in_pdf):
            return not is_label(texts[0], self.form)
        return all(map(_PAGE_NUMBER.fullmatch, texts)) and _counts_pages(
            [_DIGITS.findall(text)[0] for text in texts], [index for index, _ in standing]
        )

    def _is_ruled(self, place: _Place) -> bool:
        page, position = place
        return any(
            grid.box.holds_centre_of(word.box)
            for grid in self.pages[page].grids
            for word in self.lines[page][position].words
            if word.box
        )


def is_in_margin(line: Line, page: Page) -> bool:
    """Whether a line stands where running lines do: anywhere in a text dump, which gives no heights."""
    if not page.height or not line.box:
        return True
    middle = (line.box.top + line.box.bottom) / 2
    return not MARGIN_ZONE <= middle / page.height <= 1 - MARGIN_ZONE


def _largest_level(group: Sequence[tuple[float, _Place]]) -> list[_Place]:
    """The most places whose distances from the edge differ by ``SAME_HEIGHT`` at most."""
    levels = [
        [place for distance, place in group if start <= distance <= start + SAME_HEIGHT] for start, _ in group
    ]
    return max(levels, key=len, default=[])


def _has_words(folded: str, *, in_pdf: bool) -> bool:
    """Whether a line says enough not to be a figure that two pages happen to end with.

    A text dump gives no heights, so its line must say more.
    """
    letters = sum(character.isalpha() for character in folded)
    return letters >= (3 if in_pdf else 8)


def _counts_pages(numbers: Sequence[str], indexes: Sequence[int]) -> bool:
    """Whether numbers, one of each of the pages at ``indexes``, count the pages."""
    return len({int(number) - index for number, index in zip(numbers, indexes, strict=True)}) == 1
