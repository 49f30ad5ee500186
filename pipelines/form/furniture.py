"""Page furniture: running headers, footers and page numbers, which belong to no field."""

import re
from collections.abc import Sequence

from pipelines.form.folding import fold
from pipelines.form.lines import Line
from pipelines.form.spec import Form
from pipelines.read.document import Page

SAME_HEIGHT = 2.0
"""Points by which a running line may move from page to page."""

MARGIN_ZONE = 0.12
"""Share of the page's height, at either end, in which running lines stand."""

FOOT_ZONE = 0.06
"""Share of the page's height in which a lone line at the foot of a one-page document is a footer."""

_DIGITS = re.compile(r"\d+")
# The day or time of printing, which has no letters.
_STAMP = re.compile(r"\d+[/:-]\d+[\d/:,.-]*")


def furniture_lines(pages: Sequence[Page], lines: Sequence[Sequence[Line]], form: Form) -> list[set[int]]:
    """For each page the positions (in ``lines`` of that page) of the lines that are furniture.

    A line at a page's edge is furniture if the form's specification names it, or if it stands on every
    page of a document of several pages, or on every page but the first of three or more: in a PDF at the
    same height. Numbers in it may vary. In a PDF of one page, where nothing can repeat, a line at the
    very foot of the page with clear space above it is taken for the footer. In a text dump, which may print
    the edge of a page in its middle, lines that count the pages are furniture wherever they stand.
    """
    found: list[set[int]] = [set() for _ in pages]
    edges = _Edges(pages, lines, form, found)
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
    places: dict[tuple[str, int], list[tuple[int, int]]] = {}
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
        self, pages: Sequence[Page], lines: Sequence[Sequence[Line]], form: Form, found: list[set[int]]
    ) -> None:
        self.pages = pages
        self.lines = lines
        self.form = form
        self.found = found

    def take(self, at_foot: bool) -> bool:
        """Take one more line off some page; False when none is left to take."""
        outer = [self._outermost(index, at_foot) for index in range(len(self.pages))]
        named = [
            (index, position)
            for index, position in enumerate(outer)
            if position is not None and self._is_named(self.lines[index][position])
        ]
        taken = named or self._running(outer)
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
        positions = range(len(self.lines[index]))
        inwards = reversed(positions) if at_foot else iter(positions)
        return next((position for position in inwards if position not in self.found[index]), None)

    def _is_named(self, line: Line) -> bool:
        folded = fold(line.text)
        return any(pattern.fits(folded) for pattern in self.form.furniture)

    def _running(self, outer: Sequence[int | None]) -> list[tuple[int, int]]:
        """The outermost lines of all pages, if they are one running line."""
        standing = [(index, at) for index, at in enumerate(outer) if at is not None]
        if len(standing) < 2:
            return []
        if self._is_one_line(standing):
            return standing
        later = standing[1:]
        if len(later) < 2 or any(self._is_ruled(index, at) for index, at in later):
            return []
        return later if self._is_one_line(later) else []

    def _is_one_line(self, standing: Sequence[tuple[int, int]]) -> bool:
        lines = [self.lines[index][position] for index, position in standing]
        texts = [fold(line.text) for line in lines]
        says_nothing = self.form.not_reported.fits(texts[0]) or self.form.not_applicable.fits(texts[0])
        if says_nothing or len({_DIGITS.sub("#", text) for text in texts}) > 1:
            return False
        if not all(self._is_in_margin(index, line) for (index, _), line in zip(standing, lines, strict=True)):
            return False
        tops = [line.box.top for line in lines if line.box]
        if tops and max(tops) - min(tops) > SAME_HEIGHT:
            return False
        if tops and len(set(texts)) == 1 and _STAMP.fullmatch(texts[0]):
            return True
        return _has_words(texts[0], in_pdf=bool(tops)) or _counts_pages(
            texts, [index for index, _ in standing]
        )

    def _is_in_margin(self, index: int, line: Line) -> bool:
        height = self.pages[index].height
        if not height or not line.box:
            return True
        middle = (line.box.top + line.box.bottom) / 2
        return middle < height * MARGIN_ZONE or middle > height * (1 - MARGIN_ZONE)

    def _is_ruled(self, index: int, position: int) -> bool:
        words = self.lines[index][position].words
        return any(
            grid.box.holds_centre_of(word.box)
            for grid in self.pages[index].grids
            for word in words
            if word.box
        )


def _has_words(folded: str, *, in_pdf: bool) -> bool:
    """Whether a line says enough not to be a figure that two pages happen to end with.

    A text dump gives no heights, so its line must say more.
    """
    letters = sum(character.isalpha() for character in folded)
    return letters >= (3 if in_pdf else 8)


def _counts_pages(texts: Sequence[str], indexes: Sequence[int]) -> bool:
    """Whether lines of one number each count the pages."""
    if not all(text.isdigit() and len(text) < 6 for text in texts):
        return False
    return len({int(text) - index for text, index in zip(texts, indexes, strict=True)}) == 1
