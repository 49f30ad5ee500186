"""Words by their place on the page: in reading order, and inside a box."""

from bisect import bisect_left
from collections.abc import Iterable
from operator import attrgetter

from pipelines.read.document import Box, Word

_left = attrgetter("box.x0")

_Placed = tuple[float, int, float, float, Word]
"""A word by its place: twice its centre's distance from the top, so as not to halve all the time; its number
among the words; its height; twice its centre's distance from the left; and itself."""


class PlacedWords:
    """The words of a page, to be looked up by their place. Every word must have a box."""

    def __init__(self, words: Iterable[Word]) -> None:
        self._placed = _by_height(words)
        self._centres = [placed[0] for placed in self._placed]

    def within(self, box: Box) -> "PlacedWords":
        """The words whose centre lies inside ``box``, as ``Box.holds_centre_of`` tells it."""
        part = PlacedWords(())
        part._placed = self._inside(box)
        part._centres = [placed[0] for placed in part._placed]
        return part

    def inside(self, box: Box) -> list[Word]:
        """The words whose centre lies inside ``box``, from top to bottom."""
        return [placed[-1] for placed in self._inside(box)]

    def in_reading_order(self, box: Box | None = None) -> list[Word]:
        """The words, or those whose centre lies inside ``box``: top to bottom, and left to right along each
        line.

        A word stands on a line when its centre is less than half a letter's height (the smaller of the
        two) from the centre of the line's first word. The first word, not the last one, is the measure:
        otherwise cells whose lines are slightly shifted would chain two lines into one.
        """
        return _line_by_line(self._inside(box) if box else self._placed)

    def _inside(self, box: Box) -> list[_Placed]:
        first, end = bisect_left(self._centres, 2 * box.top), bisect_left(self._centres, 2 * box.bottom)
        left, right = 2 * box.x0, 2 * box.x1
        return [placed for placed in self._placed[first:end] if left <= placed[3] < right]


def _line_by_line(placed: Iterable[_Placed]) -> list[Word]:
    """The words of ``placed``, which come from top to bottom, along each line."""
    ordered: list[Word] = []
    line: list[Word] = []
    first, height = 0.0, 0.0  # of the line's first word
    for centre, _, tall, _, word in placed:
        apart = centre - first
        if line and (apart >= tall or apart >= height):
            ordered += sorted(line, key=_left)
            line = []
        if not line:
            first, height = centre, tall
        line.append(word)
    return ordered + sorted(line, key=_left)


def _by_height(words: Iterable[Word]) -> list[_Placed]:
    """``words`` from top to bottom."""
    placed: list[_Placed] = []
    for number, word in enumerate(words):
        box = word.box
        assert box is not None, "a word of a text dump has no place on a page"
        placed.append((box.top + box.bottom, number, box.bottom - box.top, box.x0 + box.x1, word))
    return sorted(placed)
