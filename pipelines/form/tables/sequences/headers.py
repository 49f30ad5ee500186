"""Where a text dump prints the header of a table again, or torn apart by the cells below it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipelines.form.labels.chain import Anchor, Expected, expected_labels
from pipelines.form.spec.model import Table
from pipelines.form.stream.units import Stream


def headers_again(stream: Stream, anchor: Anchor, end: int) -> list[Anchor]:
    """Where a header of years only is printed again, word for word, on later pages up to unit ``end``. It is
    no label by itself, because the page's first row may hold years, too.
    """
    if not anchor.expected.is_weak:
        return []
    header = _texts(stream, anchor.start, anchor.end)
    length = anchor.end - anchor.start
    pages = {stream.units[anchor.start].page}
    found = []
    for at in range(anchor.end, end - length + 1):
        page = stream.units[at].page
        if page in pages or not stream.starts_line[at] or _texts(stream, at, at + length) != header:
            continue
        shift = at - anchor.start
        columns = {name: (first + shift, last + shift) for name, (first, last) in anchor.columns.items()}
        found.append(replace(anchor, start=at, end=at + length, columns=columns, again=True))
        pages.add(page)
    return found


def _texts(stream: Stream, start: int, end: int) -> Sequence[str]:
    return [word.text for word in stream.words(start, end)]


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
