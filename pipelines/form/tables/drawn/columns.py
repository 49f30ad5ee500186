"""Where the columns of a table without vertical rules part.

A border lies between two neighbouring header cells, where no line has a word. A stretch of body words
that stands under no header cell (a left-aligned text beside its centred header) leaves two places for
the border; words beside each other on the page are in different columns, which mostly decides.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise, product

from pipelines.form.stream.baselines import Piece, Span, bands
from pipelines.form.tables.drawn.header import PrintedHeader

MOST = 64
"""Ways to place the borders that are tried before a table is left alone."""

OVERLAP = 0.1
"""Share of a letter's height by which two lines must overlap to stand beside each other."""


def borders(header: PrintedHeader, body: Sequence[Sequence[Piece]], height: float) -> list[list[float]]:
    """All ways to part the columns: for each the borders, outer ones included, left to right.

    ``body`` are the pieces below the header, page by page; labels that run over columns are left out.
    """
    spans = [(piece.box.x0, piece.box.x1) for page in body for piece in page]
    if not spans:
        return []
    places = [
        list(_places(left, right, bands(spans, OVERLAP * height))) for left, right in pairwise(header.spans)
    ]
    known = [span for span in header.spans if span[0] != float("-inf")]
    low = min(start for start, _ in (*spans, *known)) - 1
    high = max(end for _, end in (*spans, *known)) + 1
    count = 1
    for some in places:
        count *= len(some)
    if not 0 < count <= MOST:
        return []
    found = [[low, *between, high] for between in product(*places)]
    return [
        edges
        for edges in found
        if all(low < high for low, high in pairwise(edges)) and not _is_split(edges, body, height)
    ]


def _places(left: Span, right: Span, occupied: Sequence[Span]) -> Iterator[float]:
    """The middles of the blank strips between two header cells."""
    low, high = left[1], right[0]
    if low == float("-inf"):
        low = min([high, *(start for start, _ in occupied)]) - 1
    at = low
    for start, end in occupied:
        if end <= low:
            continue
        if start >= high:
            break
        if start > at:
            yield (at + start) / 2
        at = max(at, end)
    if at < high:
        yield (at + high) / 2


def _is_split(edges: Sequence[float], body: Sequence[Sequence[Piece]], height: float) -> bool:
    """Whether two pieces beside each other would fall into one column."""
    for page in body:
        columns: dict[int, list[Piece]] = {}
        for piece in page:
            middle = (piece.box.x0 + piece.box.x1) / 2
            columns.setdefault(sum(edge <= middle for edge in edges), []).append(piece)
        for pieces in columns.values():
            ordered = sorted(pieces, key=lambda piece: (piece.box.top, piece.box.x0))
            if any(_are_beside(one, other, height) for one, other in pairwise(ordered)):
                return True
    return False


def _are_beside(one: Piece, other: Piece, height: float) -> bool:
    if one.line == other.line:
        return True
    return min(one.box.bottom, other.box.bottom) - max(one.box.top, other.box.top) > OVERLAP * height
