"""How far apart a document sets the lines of a cell, told by the wrapped headers of its unruled tables."""

from collections.abc import Iterator, Sequence

from pipelines.form.anchors import Anchor
from pipelines.form.baselines import baselines, letter_height
from pipelines.form.spec import Table
from pipelines.form.stream import Stream
from pipelines.form.text_gaps import placed
from pipelines.form.unruled_header import printed_header
from pipelines.read.document import Word


def widest_pitch(stream: Stream, anchors: Sequence[Anchor]) -> float | None:
    """The space between two lines of a cell, as a share of a letter's height; None if nothing tells it.

    From the tables that follow a heading or a caption, since a wrapped header is no label itself.
    """
    return max(_pitches(stream, anchors), default=None)


def _pitches(stream: Stream, anchors: Sequence[Anchor]) -> Iterator[float]:
    for place, anchor in enumerate(anchors):
        end = anchors[place + 1].start if place + 1 < len(anchors) else len(stream)
        expected = anchor.expected
        table = expected.section.first_table if expected.kind == "heading" else expected.item
        if expected.kind not in ("heading", "caption") or not isinstance(table, Table):
            continue
        words = placed(stream.words(anchor.end, end))
        pitch = line_pitch(words, table) if words and len(words) == end - anchor.end else None
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
