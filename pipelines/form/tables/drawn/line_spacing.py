"""How a document sets its tables: how far apart the lines of a cell are, and whether rules part the rows."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from pipelines.form.labels.chain import Anchor
from pipelines.form.spec.model import Table
from pipelines.form.stream.baselines import baselines, box_of, letter_height
from pipelines.form.stream.strokes import row_rules
from pipelines.form.stream.units import Stream
from pipelines.form.tables.drawn.header import printed_header
from pipelines.form.tables.sequences.layout import placed
from pipelines.read.document import Word


def widest_pitch(stream: Stream, anchors: Sequence[Anchor]) -> float | None:
    """The space between two lines of a cell, as a share of a letter's height; None if nothing tells it.

    From the tables that follow a heading or a caption, since a wrapped header is no label itself.
    """
    return max(_pitches(stream, anchors), default=None)


ROW_RULES = 3
"""So many rules between the lines of a table show that one stands below each row: below the header there is
one in any case, and words behind the table may stand below its last one.
"""


def rows_are_ruled(stream: Stream, anchors: Sequence[Anchor]) -> bool:
    """Whether the tables of a document rule off their rows, as one of them shows."""
    for _, words in _tables(stream, anchors, ("heading", "caption", "header")):
        pages = [list(some) for _, some in groupby(words, lambda word: word.page)]
        for page in pages if words and words[0].box else ():
            lines = [(box_of(word).top, box_of(word).bottom) for word in page]
            if row_rules(stream.strokes.levels(page), lines) >= ROW_RULES:
                return True
    return False


def _tables(
    stream: Stream, anchors: Sequence[Anchor], kinds: Sequence[str]
) -> Iterator[tuple[Table, list[Word]]]:
    """The tables that follow a label of these ``kinds``, and the words up to the next label."""
    for place, anchor in enumerate(anchors):
        end = anchors[place + 1].start if place + 1 < len(anchors) else len(stream)
        expected = anchor.expected
        table = expected.section.first_table if expected.kind == "heading" else expected.item
        if expected.kind not in kinds or not isinstance(table, Table) or anchor.grid:
            continue
        start = anchor.start if expected.kind == "header" else anchor.end
        words = stream.words(start, end)
        if len(words) == end - start:
            yield table, words


def _pitches(stream: Stream, anchors: Sequence[Anchor]) -> Iterator[float]:
    for table, words in _tables(stream, anchors, ("heading", "caption")):
        pitch = line_pitch(placed(words), table)
        if pitch is not None:
            yield pitch


def line_pitch(words: Sequence[Word], table: Table) -> float | None:
    """The space between two lines of a wrapped cell of the header that ``words`` begin with, as a share of
    a letter's height; None if there is no such cell.
    """
    if not words or any(word.box is None for word in words):
        return None
    height = letter_height(words)
    header = printed_header(baselines(words, height), table, height)
    return header.pitch / height if header and header.pitch is not None else None
