"""Headers of tables that wrap elsewhere than the form's."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from tests.corpus.blocks import Block, Cell, TableBlock

# A column with this share of the page's width is too narrow for longer words, and cuts them.
_NARROW, _LONGEST = 0.18, 8


def _wrapped(blocks: Sequence[Block], wrap: Callable[[str, float], Sequence[str]]) -> list[Block]:
    """``wrap`` makes lines of a header's text in a column of a width."""

    def cell_of(cell: Cell, width: float) -> Cell:
        return replace(cell, lines=tuple(wrap(" ".join(cell.lines), width)) or ("",))

    return [
        replace(block, header=tuple(map(cell_of, block.header, block.widths)))
        if isinstance(block, TableBlock)
        else block
        for block in blocks
    ]


def _in_two(text: str) -> list[str]:
    """Half of the words on each of two lines."""
    words = text.split()
    half = (len(words) + 1) // 2
    return [" ".join(part) for part in (words[:half], words[half:]) if part]


def _cut(text: str, width: float) -> list[str]:
    """In a narrow column a word a line, long ones over several."""
    if width > _NARROW:
        return [text]
    return [
        word[start : start + _LONGEST] for word in text.split() for start in range(0, len(word), _LONGEST)
    ]


HEADERS = {
    "unbroken": lambda blocks: _wrapped(blocks, lambda text, _: [text]),
    "halved": lambda blocks: _wrapped(blocks, lambda text, _: _in_two(text)),
    "words": lambda blocks: _wrapped(blocks, lambda text, _: text.split()),
    "cut": lambda blocks: _wrapped(blocks, _cut),
}
