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


def box_around(words: Iterable[Word]) -> Box | None:
    """The smallest box around ``words``; None for a text dump."""
    boxes = [word.box for word in words if word.box is not None]
    if not boxes:
        return None
    return Box(
        min([box.x0 for box in boxes]),
        min([box.top for box in boxes]),
        max([box.x1 for box in boxes]),
        max([box.bottom for box in boxes]),
    )


def page_lines(page: Page) -> list[Line]:
    """The lines of a page, in reading order."""
    return lines_of(page.words)


def lines_of(words: Iterable[Word], block: int = 0) -> list[Line]:
    """``words`` (in reading order) as lines."""
    groups: list[list[Word]] = []
    for word in words:
        if groups and _continues(groups[-1], word):
            groups[-1].append(word)
        else:
            groups.append([word])
    lines: list[Line] = []
    for group in groups:
        opens = bool(lines) and _is_apart(lines[-1].words, group)
        lines.append(Line(tuple(group), opens, block))
    return lines


def _continues(line: Sequence[Word], word: Word) -> bool:
    first, last = line[0], line[-1]
    if word.page != first.page:
        return False
    if word.box is None or first.box is None or last.box is None:
        return word.line_no == first.line_no and word.box is None and first.box is None
    return same_line(first.box, word.box) and word.box.x0 >= last.box.x0


def same_line(first: Box, other: Box) -> bool:
    """Whether two words' boxes stand on one printed line."""
    half_height = min(first.bottom - first.top, other.bottom - other.top) / 2
    return abs((first.top + first.bottom) - (other.top + other.bottom)) / 2 <= max(half_height, 0.01)


def _is_apart(above: Sequence[Word], line: Sequence[Word]) -> bool:
    upper, lower = above[0], line[0]
    if upper.page != lower.page:
        return False
    if upper.line_no is not None and lower.line_no is not None:
        return lower.line_no - upper.line_no > 1
    top, bottom = box_around(line), box_around(above)
    if top is None or bottom is None:
        return False
    return top.top - bottom.bottom > BOX_GAP * (top.bottom - top.top)
