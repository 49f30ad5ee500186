"""Headers of tables that wrap elsewhere than the form's."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from tests.corpus.blocks import Block, Cell, TableBlock


def _wrapped(blocks: Sequence[Block], wrap: Callable[[str], Sequence[str]]) -> list[Block]:
    """``wrap`` makes lines of a header's text."""

    def cell_of(cell: Cell) -> Cell:
        return replace(cell, lines=tuple(wrap(" ".join(cell.lines))) or ("",))

    return [
        replace(block, header=tuple(map(cell_of, block.header))) if isinstance(block, TableBlock) else block
        for block in blocks
    ]


def _in_two(text: str) -> list[str]:
    """Half of the words on each of two lines."""
    words = text.split()
    half = (len(words) + 1) // 2
    return [" ".join(part) for part in (words[:half], words[half:]) if part]


HEADERS = {
    "unbroken": lambda blocks: _wrapped(blocks, lambda text: [text]),
    "halved": lambda blocks: _wrapped(blocks, _in_two),
    "words": lambda blocks: _wrapped(blocks, str.split),
}
