"""Words by their place on the page: in reading order, and inside a box."""

from bisect import bisect_left
from collections.abc import Iterable
from operator import attrgetter

from pipelines.read.document import Box, Word

_left = attrgetter("box.x0")


def in_reading_order(words: Iterable[Word]) -> list[Word]:
    """Top to bottom, and left to right along each line. Every word must have a box.

    A word stands on a line when its centre is less than half a letter's height (the smaller of the
    two) from the centre of the line's first word. The first word, not the last one, is the measure:
    otherwise cells whose lines are slightly shifted would chain two lines into one.
    """
    ordered: list[Word] = []
    line: list[Word] = []
    first, height = 0.0, 0.0  # of the line's first word; twice its centre, so as not to halve all the time
    for centre, _, tall, word in _by_height(words):
        if line and centre - first >= min(tall, height):
            ordered += sorted(line, key=_left)
            line = []
        if not line:
            first, height = centre, tall
        line.append(word)
    return ordered + sorted(line, key=_left)


class PlacedWords:
    """The words of a page, to be looked up by their place."""

    def __init__(self, words: Iterable[Word]) -> None:
        placed = _by_height(words)
        self._centres = [centre for centre, _, _, _ in placed]
        self._words = [word for _, _, _, word in placed]

    def inside(self, box: Box) -> list[Word]:
        """The words whose centre lies inside ``box``, as ``Box.holds_centre_of`` tells it."""
        first, end = bisect_left(self._centres, 2 * box.top), bisect_left(self._centres, 2 * box.bottom)
        left, right = 2 * box.x0, 2 * box.x1
        return [
            word
            for word in self._words[first:end]
            if (place := word.box) and left <= place.x0 + place.x1 < right
        ]


def _by_height(words: Iterable[Word]) -> list[tuple[float, int, float, Word]]:
    """``words`` from top to bottom: twice each one's centre, its number, its height and itself."""
    boxes = ((_box(word), number, word) for number, word in enumerate(words))
    return sorted([(box.top + box.bottom, number, box.bottom - box.top, word) for box, number, word in boxes])


def _box(word: Word) -> Box:
    assert word.box is not None, "a word of a text dump has no place on a page"
    return word.box
