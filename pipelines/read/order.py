"""Words by their place on the page: in reading order, and inside a box."""

from bisect import bisect_left
from collections.abc import Iterable
from operator import itemgetter

from pipelines.read.document import Box, Word


def in_reading_order(words: Iterable[Word]) -> list[Word]:
    """Top to bottom, and left to right along each line. Every word must have a box.

    A word stands on a line when its centre is less than half a letter's height (the smaller of the
    two) from the centre of the line's first word. The first word, not the last one, is the measure:
    otherwise cells whose lines are slightly shifted would chain two lines into one.
    """
    unordered = list(words)
    if len(unordered) < 2:
        return unordered
    ordered: list[Word] = []
    line: list[Word] = []
    first, height = 0.0, 0.0  # of the line's first word
    for word in sorted(unordered, key=_middle):
        middle, box = _middle(word), _box(word)
        tall = box.bottom - box.top
        if line and middle - first >= min(tall, height) / 2:
            ordered += sorted(line, key=_left) if len(line) > 1 else line
            line = []
        if not line:
            first, height = middle, tall
        line.append(word)
    return ordered + sorted(line, key=_left)


class PlacedWords:
    """The words of a page, to be looked up by their place."""

    def __init__(self, words: Iterable[Word]) -> None:
        by_height = sorted(((_twice_middle(word), word) for word in words if word.box), key=itemgetter(0))
        self._heights = [height for height, _ in by_height]
        self._words = [word for _, word in by_height]

    def inside(self, box: Box) -> list[Word]:
        """The words whose middle lies inside ``box``, as ``Box.holds_centre_of`` tells it."""
        first, end = bisect_left(self._heights, 2 * box.top), bisect_left(self._heights, 2 * box.bottom)
        left, right = 2 * box.x0, 2 * box.x1
        return [
            word
            for word in self._words[first:end]
            if (place := word.box) and left <= place.x0 + place.x1 < right
        ]


def _left(word: Word) -> float:
    return _box(word).x0


def _middle(word: Word) -> float:
    return _twice_middle(word) / 2


def _twice_middle(word: Word) -> float:
    box = _box(word)
    return box.top + box.bottom


def _box(word: Word) -> Box:
    assert word.box is not None, "a word of a text dump has no place on a page"
    return word.box
