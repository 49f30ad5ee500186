"""In which order a text dump prints the cells of a table: side by side on lines, or each in its own box.

Apache PDFBox and `pdftotext -layout` print what stands side by side on one line. pdfminer and plain
`pdftotext` give every cell a box of its own, column by column, row by row or as it comes, and a box may
stand above the header of its table or below the next heading. What is forced in the first order is not in
the second.
"""

from collections.abc import Sequence
from itertools import pairwise

from pipelines.form.labels.chain import Anchor, expected_labels
from pipelines.form.readings.tokens import lines_in, tokens_of
from pipelines.form.spec.model import Field, Table
from pipelines.form.stream.units import Stream
from pipelines.form.tables.sequences.stray_cells import begins_a_row, holds_a_cell, numbered_pages
from pipelines.read.document import Word

HEAD_LETTERS = 16
"""Letters by which the beginning of a label is known; a shorter label may stand in prose."""

ROOM = 0.75
"""Share of a page's longest line, in letters, that fits on each of its lines, whatever letters they are."""


class ValuesApart:
    """Whether what stands behind a label is its value, in a dump that prints every cell in its own box."""

    def __init__(self, stream: Stream, anchors: Sequence[Anchor]) -> None:
        self._stream = stream
        self._anchors = anchors
        self._numbered = numbered_pages(stream, anchors)
        # Where one label has nothing behind it, labels and values are cells of their own, too.
        self._beside = any(
            left.expected.kind == "field" and left.end == right.start and not left.cut
            for left, right in pairwise(anchors)
        )

    def is_doubtful(self, anchor: Anchor, after: Anchor | None, stop: int) -> bool:
        """Whether the value up to unit ``stop`` may be incomplete, another label's or partly another cell's.

        Nothing behind the label is no blank: the value may stand elsewhere. Where a label of the form is
        missing before the next one, ``after``, it may be torn apart in the value, or its table may. Nor
        does a blank line end every box here.
        """
        stream, start = self._stream, anchor.end
        if start == stop:
            return not anchor.cut
        if self._beside and stream.starts_line[start] and not anchor.cut:
            return True
        tokens = tokens_of(stream, start, stop)
        lines = lines_in(tokens)
        if len(lines) > 1 and (_is_short(anchor) or not _is_next(anchor, after)):
            return True
        figures = [
            line[0].starts_line and all(token.is_figure and not token.is_phrase for token in line)
            for line in lines
        ]
        return len(lines) > 1 and (any(figures) or holds_a_cell(tokens, self._numbered))

    def holds_a_row(self, header: Anchor, after: Anchor | None) -> bool:
        """Whether the value of the label behind a table, ``after``, has one more row of that table in it."""
        table = header.expected.item
        if (
            after is None
            or not isinstance(table, Table)
            or not any(column.starts for column in table.columns)
        ):
            return False
        starts = [anchor.start for anchor in self._anchors if anchor.start >= after.end]
        stop = min(starts, default=len(self._stream))
        return begins_a_row(tokens_of(self._stream, after.end, stop), table)


def _is_short(anchor: Anchor) -> bool:
    """Whether the value is one printed box, whatever follows it."""
    return isinstance(anchor.expected.item, Field) and anchor.expected.item.extent == "box"


def _is_next(anchor: Anchor, after: Anchor | None) -> bool:
    """Whether the form has no label between the two."""
    own, group = anchor.expected.no, anchor.expected.group
    following = after.expected.no if after else len(expected_labels())
    return following == own + 1 or (group is not None and (own + 1, following) == (group[1], group[0]))


def ends_with_page(stream: Stream, end: int, *, is_whole: bool) -> bool:
    """Whether a value of one printed box ends with its page, before unit ``end`` of a text dump: it
    ``is_whole``, or its last line had room for the word that begins the next page.
    """
    page, following = stream.units[end - 1].page, stream.units[end]
    if following.page == page or not isinstance(following, Word) or following.box is not None:
        return False
    first = next(at for at in range(end - 1, -1, -1) if at == 0 or stream.units[at - 1].page != page)
    widths = [sum(len(word.text) + 1 for word in line) for line in stream.lines(first, end)]
    return is_whole or widths[-1] + len(following.text) <= ROOM * max(widths)


def is_in_dump(stream: Stream, anchor: Anchor) -> bool:
    """Whether a label stands in a text dump: its words have no place on a page."""
    first = stream.units[anchor.start]
    return isinstance(first, Word) and first.box is None


def holds_torn_label(stream: Stream, anchor: Anchor, after: Anchor | None, end: int) -> bool:
    """Whether a text dump prints, between ``anchor`` and the next label found, the beginning of a label
    that the form has between them: one that the value beside it has torn apart.
    """
    start = anchor.end
    if start >= end or not is_in_dump(stream, anchor):
        return False
    labels = expected_labels()
    upto = after.expected.no if after else len(labels)
    last = stream.offsets[end] if end < len(stream) else len(stream.folded)
    text = stream.folded[stream.offsets[start] : last]
    heads = (label.pattern.heads[0][:HEAD_LETTERS] for label in labels[anchor.expected.no + 1 : upto])
    return any(len(head) == HEAD_LETTERS and head in text for head in heads)


def prints_cells_apart(stream: Stream, anchors: Sequence[Anchor]) -> bool:
    """Whether some table's header has neighbouring cells of one line each, and none of them share it.

    False for a PDF, whose words have places.
    """
    return any(anchor.expected.kind == "header" and _is_apart(stream, anchor) for anchor in anchors)


def _is_apart(stream: Stream, anchor: Anchor) -> bool:
    if not is_in_dump(stream, anchor):
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


def tables_over_pages(anchors: Sequence[Anchor]) -> set[str]:
    """The tables of prose whose header is printed again on a new page: a cell may be cut in two there, and
    either part be taken for the whole.
    """
    again = [
        anchor.expected
        for above, anchor in pairwise(anchors)
        if anchor.again and not anchor.expected.group and not _is_first(above, anchor)
    ]
    return {
        one.item.id
        for one in again
        if isinstance(one.item, Table) and sum(column.kind == "text" for column in one.item.columns) > 1
    }


def _is_first(above: Anchor, anchor: Anchor) -> bool:
    """Whether a header at the head of a page follows the heading or the caption of its table."""
    return above.end == anchor.start and above.expected.no + 1 == anchor.expected.no
