"""In which order a text dump prints the cells of a table: side by side on lines, or each in its own box.

Apache PDFBox and `pdftotext -layout` print what stands side by side on one line. pdfminer and plain
`pdftotext` give every cell a box of its own, column by column, row by row or as it comes, and a box may
stand above the header of its table or below the next heading. What is forced in the first order is not in
the second.
"""

from collections.abc import Iterable
from itertools import pairwise

from pipelines.form.anchors import Anchor
from pipelines.form.stream import Stream


def prints_cells_apart(stream: Stream, anchors: Iterable[Anchor]) -> bool:
    """Whether some table's header has neighbouring cells of one line each, and none of them share it.

    False for a PDF, whose words have places.
    """
    return any(anchor.expected.kind == "header" and _is_apart(stream, anchor) for anchor in anchors)


def _is_apart(stream: Stream, anchor: Anchor) -> bool:
    if anchor.grid or stream.words(anchor.start, anchor.end)[0].box is not None:
        return False
    cells = sorted(anchor.columns.values())
    neighbours = [
        stream.starts_line[right[0]]
        for left, right in pairwise(cells)
        if _is_one_line(stream, left) and _is_one_line(stream, right)
    ]
    return bool(neighbours) and all(neighbours)


def _is_one_line(stream: Stream, cell: tuple[int, int]) -> bool:
    return not any(stream.starts_line[cell[0] + 1 : cell[1]])
