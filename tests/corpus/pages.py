"""Which blocks are drawn on pages of which size."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle

from tests.corpus.blocks import Block, Heading
from tests.corpus.style import Style

Chapter = tuple[Style, Sequence[Block]]


def chapters(blocks: Sequence[Block], style: Style) -> list[Chapter]:
    """All ``blocks`` in ``style``; where sizes are mixed, each chapter in one of three in turn."""
    if style.page != "mixed":
        return [(style, blocks)]
    upright, landscape = replace(style, page="upright"), replace(style, page="landscape")
    found: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, Heading) and block.new_page:
            found.append([])
        found[-1].append(block)
    return list(zip(cycle((upright, landscape, replace(upright, paper="legal"))), found, strict=False))
