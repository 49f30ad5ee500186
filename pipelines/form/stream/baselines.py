"""Words of a table without rules as printed pieces: runs of words on one baseline, apart from the next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from pipelines.form.stream.lines import box_around
from pipelines.read.document import Box, Word

SAME_BASELINE = 0.25
"""Share of a letter's height that the words of one line may be shifted. Cells that are centred against
each other print their lines half a line apart."""

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one line without a clear gap between them. ``line`` counts the lines of the page."""

    words: tuple[Word, ...]
    box: Box
    line: int

    @property
    def text(self) -> str:
        """Its words, without white space."""
        return "".join(word.text for word in self.words)


def letter_height(words: Iterable[Word]) -> float:
    """The height of the usual letter of ``words``, in points."""
    return median(box_of(word).bottom - box_of(word).top for word in words)


def baselines(words: Iterable[Word], height: float) -> list[list[Word]]:
    """The words of one page as lines, top to bottom, each from left to right."""
    lines: list[list[Word]] = []
    start = 0.0
    for word in sorted(words, key=_middle):
        if not lines or _middle(word) - start > SAME_BASELINE * height:
            lines.append([])
            start = _middle(word)
        lines[-1].append(word)
    return [sorted(line, key=lambda word: box_of(word).x0) for line in lines]


def pieces_of(lines: Iterable[Sequence[Word]], room: float) -> list[Piece]:
    """The lines cut wherever ``room`` points or more are blank."""
    found: list[Piece] = []
    for number, line in enumerate(lines):
        run: list[Word] = []
        for word in line:
            if run and box_of(word).x0 - box_of(run[-1]).x1 >= room:
                found.append(_piece(run, number))
                run = []
            run.append(word)
        found.append(_piece(run, number))
    return found


def bands(spans: Iterable[Span], room: float) -> list[Span]:
    """``spans`` merged wherever less than ``room`` lies between them."""
    merged: list[Span] = []
    for low, high in sorted(spans):
        if merged and low - merged[-1][1] < room:
            merged[-1] = (merged[-1][0], max(merged[-1][1], high))
        else:
            merged.append((low, high))
    return merged


def box_of(word: Word) -> Box:
    """The place of a word that is known to stand on a PDF's page."""
    assert word.box is not None, "a word of a text dump has no place on a page"
    return word.box


def _piece(words: Sequence[Word], line: int) -> Piece:
    box = box_around(words)
    assert box is not None, "a piece has words"
    return Piece(tuple(words), box, line)


def _middle(word: Word) -> float:
    box = box_of(word)
    return (box.top + box.bottom) / 2
