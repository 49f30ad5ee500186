"""Reading order of words that have a place on the page."""

from collections.abc import Iterable

from pipelines.read.document import Box, Word


def in_reading_order(words: Iterable[Word]) -> list[Word]:
    """Top to bottom, and left to right along each line. Every word must have a box.

    A word stands on a line when its centre is less than half a letter's height (the smaller of the
    two) from the centre of the line's first word. The first word, not the last one, is the measure:
    otherwise cells whose lines are slightly shifted would chain two lines into one.
    """
    ordered: list[Word] = []
    line: list[Word] = []
    for word in sorted(words, key=lambda word: _middle(_box(word))):
        if line and not _on_line(_box(word), _box(line[0])):
            ordered += _left_to_right(line)
            line = []
        line.append(word)
    return ordered + _left_to_right(line)


def _on_line(box: Box, first: Box) -> bool:
    half_height = min(box.bottom - box.top, first.bottom - first.top) / 2
    return abs(_middle(box) - _middle(first)) < half_height


def _left_to_right(line: list[Word]) -> list[Word]:
    return sorted(line, key=lambda word: _box(word).x0)


def _middle(box: Box) -> float:
    return (box.top + box.bottom) / 2


def _box(word: Word) -> Box:
    assert word.box is not None, "a word of a text dump has no place on a page"
    return word.box
