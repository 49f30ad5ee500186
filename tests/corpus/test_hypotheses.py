"""Other layouts print the same report: no value is lost or doubled or gets another place in the form."""

from collections import Counter
from collections.abc import Sequence
from random import Random

import pytest

from tests.corpus.blocks import Block, TableBlock
from tests.corpus.hypotheses import HYPOTHESES, laid_out_as, random_layout
from tests.corpus.layout import lay_out
from tests.corpus.looks import LOOKS
from tests.corpus.random_reports import random_report

WAYS = [(subject, name) for subject, ways in HYPOTHESES.items() for name in ways]


@pytest.mark.parametrize(("subject", "name"), WAYS)
def test_a_layout_prints_each_value_once_in_its_place(subject: str, name: str) -> None:
    blocks = lay_out(random_report(Random("layout"), 1))
    assert _places(laid_out_as(blocks, {subject: name})) == _places(blocks)


def test_layouts_are_drawn_by_chance_and_the_same_again() -> None:
    layouts = [random_layout(Random(number)) for number in range(20)]
    assert layouts == [random_layout(Random(number)) for number in range(20)]
    assert {subject for layout in layouts for subject in layout} == {*HYPOTHESES, *LOOKS}


def _places(blocks: Sequence[Block]) -> Counter[tuple[str, int | None, str]]:
    """How often each item, row and column holds a value; header cells and carried sums left out."""
    pieces = [
        piece
        for block in blocks
        for piece in (
            [one for row in block.rows for cell in row for one in cell.pieces]
            if isinstance(block, TableBlock)
            else [block.piece]
        )
    ]
    kept = [one for one in pieces if one.item != "carried_forward"]
    return Counter((one.item, one.row_no, one.column) for one in kept)
