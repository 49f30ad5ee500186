"""Words by their place on the page: in reading order, and inside a box."""

from bisect import bisect_left
from collections.abc import Iterable
from operator import attrgetter

from pipelines.read.document import Box, Word

_left = attrgetter("box.x0")


_Placed = tuple[float, int, float, Word]
"""A word by its place: twice its centre's distance from the top, so as not to halve all the time; its number
among the words; its height; and itself."""


class PlacedWords:
    """The words of a page, to be looked up by their place. Every word must have a box."""

    def __init__(self, words: Iterable[Word]) -> None:
        self._placed = _by_height(words)
        self._centres = [centre for centre, _, _, _ in self._placed]

    def inside(self, box: Box) -> list[Word]:
        """The words whose centre lies inside ``box``, as ``Box.holds_centre_of`` tells it."""
        return [word for _, _, _, word in self._inside(box)]

    def in_reading_order(self, box: Box) -> list[Word]:
        """The words whose centre lies inside ``box``: top to bottom, and left to right along each line.

        A word stands on a line when its centre is less than half a letter's height (the smaller of the
        two) from the centre of the line's first word. The first word, not the last one, is the measure:
        otherwise cells whose lines are slightly shifted would chain two lines into one.
        """
        return _line_by_line(self._inside(box))

    def _inside(self, box: Box) -> list[_Placed]:
        first, end = bisect_left(self._centres, 2 * box.top), bisect_left(self._centres, 2 * box.bottom)
        left, right = 2 * box.x0, 2 * box.x1
        return [
            placed
            for placed in self._placed[first:end]
            if (place := placed[3].box) and left <= place.x0 + place.x1 < right
        ]


def _line_by_line(placed: Iterable[_Placed]) -> list[Word]:
    """The words of ``placed``, which come from top to bottom, along each line."""
    ordered: list[Word] = []
    line: list[Word] = []
    first, height = 0.0, 0.0  # of the line's first word
    for centre, _, tall, word in placed:
        if line and centre - first >= min(tall, height):
            ordered += sorted(line, key=_left)
            line = []
        if not line:
            first, height = centre, tall
        line.append(word)
    return ordered + sorted(line, key=_left)


def _by_height(words: Iterable[Word]) -> list[_Placed]:
    """``words`` from top to bottom."""
    return sorted([_placed(word, number) for number, word in enumerate(words)])


def _placed(word: Word, number: int) -> _Placed:
    box = word.box
    assert box is not None, "a word of a text dump has no place on a page"
    return box.top + box.bottom, number, box.bottom - box.top, word
