"""Cells that a text dump with gaps breaks over lines, told by what stands in them: phrases and numbers.

What stands in place of a value ("El programa no presenta información.") is known word for word, and a number
ends in no dot or comma. So their parts find each other below each other, and the row stays the line of its
other cells, however close the next one stands.
"""

from collections.abc import Iterator, Sequence

from pipelines.form.folding import fold
from pipelines.form.load_spec import the_form
from pipelines.form.values import is_broken_number
from pipelines.read.document import Word

Chunk = tuple[Word, ...]
"""Words of one line without a gap."""

PARTS = 5
"""No phrase has more words, so that it is broken over no more lines."""


def with_whole_cells(lines: Sequence[Sequence[Chunk]]) -> list[list[Chunk]]:
    """``lines``, cut at their gaps, with each broken phrase or number whole in that one of its lines which
    holds anything else. Those beside two such lines, or beside none, stay as they are.
    """
    broken = list(_broken(lines))
    parts = {id(part) for cell in broken for part in cell}
    held = [any(id(chunk) not in parts for chunk in line) for line in lines]
    whole: dict[int, Chunk] = {}
    for cell in broken:
        beside = [part for part in cell if held[_place(part, lines)]]
        if len(beside) == 1:
            whole |= {id(part): () for part in cell}
            whole[id(beside[0])] = tuple(word for part in cell for word in part)
    joined = [[whole.get(id(chunk), chunk) for chunk in line] for line in lines]
    return [line for line in ([chunk for chunk in line if chunk] for line in joined) if line]


def _place(part: Chunk, lines: Sequence[Sequence[Chunk]]) -> int:
    return next(place for place, line in enumerate(lines) if any(chunk is part for chunk in line))


def _broken(lines: Sequence[Sequence[Chunk]]) -> Iterator[list[Chunk]]:
    """The parts of each broken cell, from line to line."""
    for place, line in enumerate(lines):
        for chunk in line:
            cell = [chunk]
            for below in lines[place + 1 : place + PARTS]:
                under = [one for one in below if _is_under(one, cell[-1])]
                if _is_whole(cell) or len(under) != 1:
                    break
                cell.append(under[0])
            if len(cell) > 1 and _is_whole(cell):
                yield cell


def _is_under(chunk: Chunk, above: Chunk) -> bool:
    """Whether a chunk stands on the line below another one, and below some letter of it."""
    left, right, high, low = above[0], above[-1], above[0].line_no, chunk[0].line_no
    if high is None or low != high + 1 or left.page != chunk[0].page:
        return False
    assert left.indent is not None and right.indent is not None
    assert chunk[0].indent is not None and chunk[-1].indent is not None
    starts_left = chunk[0].indent < right.indent + len(right.text)
    return starts_left and left.indent < chunk[-1].indent + len(chunk[-1].text)


def _is_whole(cell: Sequence[Chunk]) -> bool:
    """Whether the parts of a cell are a phrase, or the two halves of a number."""
    form, words = the_form(), [word for part in cell for word in part]
    folded = fold("".join(word.text for word in words))
    if form.not_reported.fits(folded) or form.not_applicable.fits(folded):
        return True
    return len(words) == len(cell) == 2 and words[0].text[-1] in ".," and is_broken_number(*words)
