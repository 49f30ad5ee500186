"""Superscripts and subscripts: small print beside a word that is no part of it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pipelines.read.document import Box, Word
from pipelines.read.pdf.letters import USUAL_DESCENT

LONGEST = 5
"""Characters: "(12)", "a/", "***"."""

SMALL = 0.85
"""Share of the word's height that the height of a mark is at most. A larger one is raised, and no word
follows on its own line: else it is the text of another cell."""

RISE = (0.08, 0.75)
"""Shares of the word's height by which a mark is raised or lowered, from base line to base line."""

SMALL_GAP, EQUAL_GAP = 0.3, 0.12
"""Shares of the word's height between a word and its mark: of one in smaller letters, and in equal ones."""

_OVERLAP = 0.5  # points that italics reach into their neighbours

# "412¹" in one run of letters: the marks that Unicode has as characters.
_RAISED = frozenset(map(chr, (0xB2, 0xB3, 0xB9, 0x2070, *range(0x2074, 0x208F))))
_FIGURE_AND_MARK = re.compile(rf"(.*\d[%)]?)([{''.join(sorted(_RAISED))}]+)")


def with_marks(words: Sequence[Word]) -> list[Word]:
    """``words`` of a page without those that are marks; each of these is in the ``marks`` of the word that it
    stands beside.
    """
    words = [word if _RAISED.isdisjoint(word.text) else _parted(word) for word in words]
    levels = _raised_levels({(word.box.top, word.box.bottom) for word in words if word.box})
    raised = [
        (word, word.box)
        for word in words
        if len(word.text) <= LONGEST and word.box and (word.box.top, word.box.bottom) in levels
    ]
    if not raised:
        return words
    ends, starts = _by_side(words, "x1"), _by_side(words, "x0")
    marks: set[int] = set()
    for mark, box in raised:
        before = ((word, box.x0 - word.box.x1) for word in _near(ends, box.x0) if word.box)
        behind = ((word, word.box.x0 - box.x1) for word in _near(starts, box.x1) if word.box)
        for word, gap in (*before, *behind):
            if word is mark or id(word) in marks or not word.box or not _is_mark(box, word.box, gap):
                continue
            if _is_small(box, word.box) or (box.bottom < word.box.bottom and _is_alone(box, starts)):
                word.marks = (*word.marks, mark)
                marks.add(id(mark))
                break
    return [word for word in words if id(word) not in marks] if marks else words


def _raised_levels(levels: set[tuple[float, float]]) -> set[tuple[float, float]]:
    """Which ``levels`` (top and bottom of words) are raised or lowered against others, as those of marks are:
    on most pages none is, and no word need be looked at.
    """
    ordered = sorted(levels)
    found: set[tuple[float, float]] = set()
    for number, one in enumerate(ordered):
        for other in ordered[number + 1 :]:
            if other[0] >= one[1]:
                break
            for mark, word in ((one, other), (other, one)):
                if _is_raised(mark[1], mark[1] - mark[0], word[1], word[1] - word[0]):
                    found.add(mark)
    return found


def _parted(word: Word) -> Word:
    found = _FIGURE_AND_MARK.fullmatch(word.text)
    if found is None:
        return word
    return Word(found[1], word.page, word.box, marks=(Word(found[2], word.page, word.box),))


def _by_side(words: Iterable[Word], side: str) -> dict[int, list[Word]]:
    found: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        found[int(getattr(word.box, side))].append(word)
    return found


def _near(by_side: dict[int, list[Word]], x: float) -> Iterator[Word]:
    at = int(x)
    for place in range(at - 4, at + 5):
        yield from by_side.get(place, ())


def _is_small(mark: Box, word: Box) -> bool:
    return mark.bottom - mark.top <= SMALL * (word.bottom - word.top)


def _is_alone(mark: Box, starts: dict[int, list[Word]]) -> bool:
    """Whether no word follows on the mark's own line: else it is the first of a text that stands there."""
    return not any(
        word.box and word.box.top == mark.top and -_OVERLAP <= word.box.x0 - mark.x1 <= mark.bottom - mark.top
        for word in _near(starts, mark.x1 + 4)
    )


def _is_mark(mark: Box, word: Box, gap: float) -> bool:
    """Whether ``mark`` stands beside ``word``, ``gap`` points from it, raised or lowered."""
    height, small = word.bottom - word.top, mark.bottom - mark.top
    widest = SMALL_GAP if _is_small(mark, word) else EQUAL_GAP
    if small > height or not -_OVERLAP <= gap <= widest * height:
        return False
    return _is_raised(mark.bottom, small, word.bottom, height)


def _is_raised(bottom: float, small: float, word_bottom: float, height: float) -> bool:
    """Whether letters ``small`` points high that end at ``bottom`` are a mark's beside those of a word."""
    if height <= 0 or small > height:
        return False
    rise = abs((bottom - USUAL_DESCENT * small) - (word_bottom - USUAL_DESCENT * height)) / height
    return (RISE[0] if small <= SMALL * height else 2 * RISE[0]) <= rise <= RISE[1]
