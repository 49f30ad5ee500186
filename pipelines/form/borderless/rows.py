"""Where the rows of a table without rules part: the space between rows is wider than that between lines.

All rows of one table are padded alike, so the gaps between rows are equal, header included; only below the
rest of a row that a page break cut they may be wider. The gaps inside rows are those between lines, which a
wrapped header shows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.form.baselines import Span

ALIKE = 0.2
"""Share of a letter's height by which gaps of one kind may differ, and those of two kinds must."""

LEADING = 0.45
"""Share of a letter's height that lines of one cell can be apart at most."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Rows of each page as spans from top to bottom. ``is_clear`` is False where the gaps between the
    rows are not wider than those between two lines can be.
    """

    pages: tuple[tuple[Span, ...], ...]
    is_clear: bool


def cuts(
    pages: Sequence[Sequence[Span]], to_header: Sequence[float], pitch: float | None, height: float
) -> Iterator[Cut]:
    """All ways to part the printed stretches of each page into rows by the width of the gaps.

    ``to_header`` are the gaps between a header and the first row, ``pitch`` the space between the lines of
    a wrapped header.
    """
    gaps = sorted(below[0] - above[1] for page in pages for above, below in pairwise(page))
    alike = ALIKE * height
    known = [*gaps[:1], *(wide for narrow, wide in pairwise(gaps) if wide - narrow > alike), float("inf")]
    for limit in dict.fromkeys(known):
        lines = [gap for gap in gaps if gap < limit]
        between = [gap for gap in gaps if gap >= limit]
        regular = _without_breaks(pages, limit, to_header, alike)
        if not _can_be(lines, regular, to_header, pitch, height):
            continue
        widest = max([LEADING * height if pitch is None else pitch, *lines])
        apart = min((*between, *to_header), default=0.0 if lines else float("inf"))
        is_clear = apart > widest + alike / 2
        yield Cut(tuple(tuple(_joined(page, limit)) for page in pages), is_clear)


def _can_be(
    lines: Sequence[float],
    between: Sequence[float],
    to_header: Sequence[float],
    pitch: float | None,
    height: float,
) -> bool:
    alike = ALIKE * height
    line_limit = LEADING * height if pitch is None else pitch + alike / 2
    if lines and max(lines) > line_limit:
        return False
    rows = [*between, *to_header]
    if not rows:
        return True
    if max(rows) - min(rows) <= alike:
        return not lines or min(rows) > max(lines) + alike / 2
    # A header may have more room than the rows, which then must be clearly apart from lines.
    return bool(between) and max(between) - min(between) <= alike and min(between) > line_limit + alike


def _without_breaks(
    pages: Sequence[Sequence[Span]], limit: float, to_header: Sequence[float], alike: float
) -> list[float]:
    """The gaps between rows, except those wider than all others below the first row of a further page."""
    rows = [list(_joined(page, limit)) for page in pages]
    wide = [[below[0] - above[1] for above, below in pairwise(page)] for page in rows]
    usual = [*wide[0], *(gap for page in wide[1:] for gap in page[1:])]
    most = max([*to_header, *usual], default=float("inf")) + alike
    return [*usual, *(gap for page in wide[1:] for gap in page[:1] if gap <= most)]


def _joined(page: Sequence[Span], limit: float) -> Iterator[Span]:
    start, end = 0.0, 0.0
    for index, (top, bottom) in enumerate(page):
        if index and top - end >= limit:
            yield start, end
            start = top
        elif not index:
            start = top
        end = bottom
    if page:
        yield start, end
