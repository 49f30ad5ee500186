"""Words grouped to printed lines, and where printed boxes begin."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.read.document import Box, Page, Word

BOX_GAP = 0.6
"""Share of a letter's height: more room than this above a line separates two paragraphs."""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, never empty.

    ``opens_box`` is True where blank space separates it from the line above. ``block`` is 0 in running
    text; lines of one ruled layout box with several columns share another number.
    """

    words: tuple[Word, ...]
    opens_box: bool = False
    block: int = 0

    @property
    def page(self) -> int:
        """The page the line stands on, from 1."""
        return self.words[0].page

    @property
    def text(self) -> str:
        """The line as printed."""
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box | None:
        """The place of the line (PDF only)."""
        return box_around(self.words)


def box_around(words: Sequence[Word]) -> Box | None:
    """The smallest box around ``words``; None for a text dump."""
    if len(words) == 1:
        return words[0].box
    boxes = [word.box for word in words if word.box is not None]
    if not boxes:
        return None
    first = boxes[0]
    x0, top, x1, bottom = first.x0, first.top, first.x1, first.bottom
    for box in boxes:  # comparing here is twice as fast as calling min and max
        x0 = box.x0 if box.x0 < x0 else x0
        top = box.top if box.top < top else top
        x1 = box.x1 if box.x1 > x1 else x1
        bottom = box.bottom if box.bottom > bottom else bottom
    return Box(x0, top, x1, bottom)


def page_lines(page: Page) -> list[Line]:
    """The lines of a page, in reading order."""
    return lines_of(page.words)


def lines_of(words: Iterable[Word], block: int = 0) -> list[Line]:
    """``words`` (in reading order) as lines."""
    groups: list[list[Word]] = []
    group: list[Word] = []
    for word in words:
        if group and _continues(group[0], group[-1], word):
            group.append(word)
        else:
            group = [word]
            groups.append(group)
    lines: list[Line] = []
    above: Word | None = None
    box_above: Box | None = None
    for group in groups:
        box = box_around(group)
        opens = above is not None and _is_apart(above, box_above, group[0], box)
        lines.append(Line(tuple(group), opens, block))
        above, box_above = group[0], box
    return lines


def _continues(first: Word, last: Word, word: Word) -> bool:
    """Whether ``word`` stands on the line from ``first`` to ``last``."""
    if word.page != first.page:
        return False
    box, start, end = word.box, first.box, last.box
    if box is None or start is None or end is None:
        return word.line_no == first.line_no and box is None and start is None
    if box.x0 < end.x0:
        return False
    if box.top == start.top and box.bottom == start.bottom:  # nearly always, so it is asked first
        return True
    half_height = min(start.bottom - start.top, box.bottom - box.top) / 2
    return abs((start.top + start.bottom) - (box.top + box.bottom)) / 2 <= max(half_height, 0.01)


def _is_apart(above: Word, box_above: Box | None, line: Word, box: Box | None) -> bool:
    """Whether blank space separates two lines, given by their first words and their boxes."""
    if above.page != line.page:
        return False
    if above.line_no is not None and line.line_no is not None:
        return line.line_no - above.line_no > 1
    if box_above is None or box is None:
        return False
    return box.top - box_above.bottom > BOX_GAP * (box.bottom - box.top)
