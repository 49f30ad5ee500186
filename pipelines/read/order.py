"""Reading order of words that have a place on the page."""

from collections.abc import Iterable

from pipelines.read.document import Box, Word


def in_reading_order(words: Iterable[Word]) -> list[Word]:
    """Top to bottom, and left to right along each line. Every word must have a box.

    A word stands on a line when its centre is less than half a letter's height (the smaller of the
    two) from the centre of the line's first word. The first word, not the last one, is the measure:
    otherwise cells whose lines are slightly shifted would chain two lines into one.
    """
    placed = [(_middle(word), no, word) for no, word in enumerate(words)]
    if len(placed) < 2:
        return [word for _, _, word in placed]
    placed.sort()
    ordered: list[Word] = []
    line: list[Word] = []
    first, height = 0.0, 0.0  # of the line's first word
    for middle, _, word in placed:
        tall = _box(word).bottom - _box(word).top
        if line and middle - first >= min(tall, height) / 2:
            ordered += sorted(line, key=_left) if len(line) > 1 else line
            line = []
        if not line:
            first, height = middle, tall
        line.append(word)
    return ordered + sorted(line, key=_left)


def _left(word: Word) -> float:
    return _box(word).x0


def _middle(word: Word) -> float:
    box = _box(word)
    return (box.top + box.bottom) / 2


def _box(word: Word) -> Box:
    assert word.box is not None, "a word of a text dump has no place on a page"
    return word.box
