"""Tables of a text dump whose header cells stand among the others, each above the cells of its column."""

from collections.abc import Sequence
from itertools import pairwise

from pipelines.form.anchors import Anchor, Expected, expected_labels
from pipelines.form.dumps.blocks import box_order
from pipelines.form.dumps.cell_boxes import torn_row
from pipelines.form.dumps.labels_first import Headed, labelled_columns
from pipelines.form.dumps.regions import region_rows_apart
from pipelines.form.rows import Row, RowCell
from pipelines.form.spec import Table
from pipelines.form.stream import Stream
from pipelines.form.tokens import Token, boxes_of, lines_in, words_in
from pipelines.read.document import Word

HEADER_LINES = 4
"""No header cell of these tables is broken over more lines."""

Headers = dict[str, tuple[Word, ...]]
"""The words of the header cells by column."""


def rows_between_headers(tokens: Sequence[Token], table: Table, total: int | None) -> Headed | None:
    """The header and the rows of a table whose header cells stand among the others; None in doubt.

    ``total`` is what the figures of the table add up to, if the report says it elsewhere.
    """
    if table.columns[0].header is None:
        return labelled_columns(tokens, table)
    kinds = [column.kind for column in table.columns]
    if "text" not in kinds:
        only = torn_row(tokens, table)
        return (only[0], [only[1]]) if only else None
    columns = _below_headers(tokens, table)
    if columns is None:
        return None
    headers, cells = columns
    if kinds == ["text", "number"]:
        rows = region_rows_apart([[token for below in cells for token in below]], table, total)
        return (headers, rows) if rows else None
    return (headers, [_only_row(cells, table)]) if any(column.ends for column in table.columns) else None


def _below_headers(tokens: Sequence[Token], table: Table) -> tuple[Headers, list[list[Token]]] | None:
    """The header cells, if each is printed once and in order, and the cells below each of them."""
    lines = lines_in(tokens)
    headers: Headers = {}
    cells: list[list[Token]] = []
    at = 0
    while at < len(lines):
        column, length = _header_at(lines[at : at + HEADER_LINES], table)
        if length:
            if column != len(headers):
                return None
            headers[table.columns[column].id] = tuple(
                word for line in lines[at : at + length] for word in words_in(line)
            )
            cells.append([])
        elif cells:
            cells[-1] += lines[at]
        else:
            return None
        at += length or 1
    return (headers, cells) if len(headers) == len(table.columns) and all(cells) else None


def _header_at(lines: Sequence[Sequence[Token]], table: Table) -> tuple[int, int]:
    """The column whose header ``lines`` begin with, and how many lines that takes; 0 for none."""
    for length in range(len(lines), 0, -1):
        folded = "".join(token.folded for line in lines[:length] for token in line)
        for place, column in enumerate(table.columns):
            if column.header and column.header.fits(folded):
                return place, length
    return 0, 0


def _only_row(cells: Sequence[Sequence[Token]], table: Table) -> Row:
    """The row of a component, each cell one box below its header; in doubt if its type does not end the cell
    that it belongs to.
    """
    boxes = [box for below in cells for box in boxes_of(below)]
    known = len(boxes) == len(cells) and box_order(boxes, table.columns) == list(table.columns)
    everywhere = tuple(column.id for column in table.columns)
    return Row(
        tuple(
            RowCell((column.id,) if known else everywhere, words_in(below), undecided=not known)
            for column, below in zip(table.columns, cells, strict=True)
        ),
        cells[0][0].words[0],
    )


def torn_table(stream: Stream, anchor: Anchor, after: Anchor | None, end: int) -> tuple[int, Expected] | None:
    """The table that the form prints behind the field ``anchor``, and the unit before ``end`` at which it
    begins: at a line that is the first cell of its header, and the only such line. None if there is none, or
    if ``after``, the next label found, is the whole header.
    """
    expected = _behind(anchor)
    table = expected.item if expected and expected.kind == "header" else None
    if expected is None or not isinstance(table, Table) or (after and after.expected is expected):
        return None
    header = table.columns[0].header
    lines = [index for index in range(anchor.end, end) if stream.starts_line[index]]
    found = [
        start
        for start, stop in pairwise([*lines, end])
        if header and header.fits(stream.folded[stream.offsets[start] : _offset(stream, stop)])
    ]
    return (found[0], expected) if len(found) == 1 else None


def _behind(anchor: Anchor) -> Expected | None:
    """The label that the form prints behind ``anchor``; behind the last one of a component the first one of
    the next.
    """
    labels, following = expected_labels(), anchor.expected.no + 1
    group = anchor.expected.group
    if group and following == group[1]:
        return labels[group[0]]
    return labels[following] if following < len(labels) else None


def _offset(stream: Stream, index: int) -> int:
    return stream.offsets[index] if index < len(stream) else len(stream.folded)
