"""Tables of a text dump whose header is printed again on each new page: one table, read as a whole.

What one part cannot show, all parts together can: a total on the last page, or a full count of rows. A row
that a page break cuts in two leaves a rest that is no full row, so nothing is said then.
"""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.form.anchors import Anchor
from pipelines.form.dumps.cell_boxes import (
    Stretch,
    budget_lines,
    components,
    goals,
    indicators,
    labelled_rows,
)
from pipelines.form.dumps.figures import Names, named_starts
from pipelines.form.dumps.regions import region_rows_apart
from pipelines.form.dumps.rows import stretches
from pipelines.form.rows import Row, cut_at_label
from pipelines.form.spec import Table
from pipelines.form.stream import Stream
from pipelines.form.tokens import Token, boxes_of
from pipelines.form.values import printed, status_of
from pipelines.read.document import Word


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


def _texts(stream: Stream, start: int, end: int) -> list[str]:
    return [word.text for word in stream.words(start, end)]


def rows_over_pages(
    stream: Stream, headers: Sequence[Anchor], end: int, total: int | None, names: Names
) -> list[Row] | None:
    """The rows below ``headers``, the prints of one table's header, up to unit ``end``; None in doubt.

    ``total`` is what the figures of the table add up to, if the report says it elsewhere, and ``names`` are
    those of all components, if all are known.
    """
    table = headers[0].expected.item
    assert isinstance(table, Table)
    stops = [*(header.start for header in headers[1:]), end]
    pages = [stretches(stream, header.end, stop, table) for header, stop in zip(headers, stops, strict=True)]
    kinds = [column.kind for column in table.columns]
    if not table.open_rows:
        return labelled_rows(_behind_labels(pages), table)
    if any(column.starts for column in table.columns):
        return _goals(pages, table)
    if kinds == ["text", "number"]:
        return region_rows_apart([_tokens(page) for page in pages], table, total)
    if kinds == ["text", "number", "text"]:
        return _components(pages, table, names)
    if any(column.split for column in table.columns):
        return _indicators(pages, table)
    return _budget_lines(pages, table) if table.has_subtitle else None


def _tokens(page: Sequence[Stretch]) -> list[Token]:
    return [token for _, label, behind in page for token in (*label, *behind)]


def _behind_labels(pages: Sequence[Sequence[Stretch]]) -> list[Stretch]:
    """The stretches of all pages. The label of a page's first row may stand above the header, its figures
    below.
    """
    found: list[Stretch] = []
    for page in pages:
        for fixed, label, behind in page:
            if fixed is None and found and not found[-1][2]:
                found[-1] = (*found[-1][:2], behind)
            else:
                found.append((fixed, label, behind))
    return found


def _goals(pages: Sequence[Sequence[Stretch]], table: Table) -> list[Row] | None:
    """Goals and targets in turn on each page, each cell one box: the rest of a cut cell would be another."""
    rows: list[Row] = []
    for page in pages:
        tokens = _tokens(page)
        found = goals(tokens, table) if tokens else []
        if found is None or len(boxes_of(tokens)) != sum(len(row.cells) for row in found):
            return None
        rows += found
    return rows


def _components(pages: Sequence[Sequence[Stretch]], table: Table, names: Names) -> list[Row] | None:
    """The rows of all components, if each page begins with a name and no sentence goes on over its end."""
    parts = [_tokens(page) for page in pages]
    starts = [named_starts(part, names)[:1] for part in parts]
    if not all(first and first[0][0] == 0 for first in starts):
        return None
    last = [part[-1] for part in parts[:-1]]
    if not all(token.is_phrase or token.words[-1].text.endswith(".") for token in last):
        return None
    return components([token for part in parts for token in part], table, names)


def _indicators(pages: Sequence[Sequence[Stretch]], table: Table) -> list[Row] | None:
    """Indicators that are whole on each page: no sentence goes on over its end, and none begins the next."""
    split = next(column.split for column in table.columns if column.split)
    rows: list[Row] = []
    for page in pages:
        tokens = _tokens(page)
        found = indicators(tokens, table) if tokens else None
        if not found or found[0].cells[0].words[-1].text.endswith("."):
            return None
        if rows and not _is_over(cut_at_label(rows[-1].cells[1].words, split.pattern)[2]):
            return None
        rows += found
    return rows


def _is_over(words: Sequence[Word]) -> bool:
    """Whether a cell's text is blank, a phrase in place of one, or ends with a sentence."""
    text = printed(words)
    return not text or text.endswith(".") or status_of(text) != "value"


def _budget_lines(pages: Sequence[Sequence[Stretch]], table: Table) -> list[Row] | None:
    """Full rows on each page, and the form's own row behind them all."""
    found = [stretch for page in pages for stretch in page]
    lines = [behind for fixed, _, behind in found if fixed is None]
    if any(len(tokens) % len(table.columns) for tokens in lines) or any(fixed for fixed, _, _ in found[:-1]):
        return None
    labelled = [stretch for stretch in found[-1:] if stretch[0]]
    return budget_lines([(None, [], [token for tokens in lines for token in tokens]), *labelled], table)
