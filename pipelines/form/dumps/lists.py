"""Grammar for tables of one column of text in a text dump: lines that go on below, and lists over pages."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipelines.form.rows import Row, RowCell
from pipelines.form.spec import Table
from pipelines.form.tokens import Token, lines_in, words_in

FULL_LINE = 90
"""Characters. A shorter line of a table with one column was not broken for want of room."""

_OPEN_END = re.compile(r"(?:[,/\-]|\b(?:de|del|la|las|el|los|y|e|o|u|con|sin|para|en|a|por))$")


def listed_rows(tokens: Sequence[Token], table: Table) -> list[Row]:
    """Rows of one text cell. A line goes on with the row above if that is visibly unfinished: an open
    bracket, a comma or "de" at its end, a small letter at the start of this one. After a line that may
    have been broken for want of room it cannot be told, and the row is left undecided.
    """
    rows: list[list[Token]] = []
    doubtful: set[int] = set()
    above = ""
    for line in lines_in(tokens):
        text = " ".join(word.text for word in words_in(line))
        whole = " ".join(word.text for word in words_in(rows[-1])) if rows else ""
        if rows and not line[0].starts_box and _goes_on(whole, text):
            rows[-1] += line
        else:
            if rows and not line[0].starts_box and len(above) >= FULL_LINE:
                doubtful |= {len(rows) - 1, len(rows)}
            rows.append(list(line))
        above = text
    column = (table.columns[0].id,)
    return [
        Row((RowCell(column, words_in(row), undecided=index in doubtful),), row[0].words[0])
        for index, row in enumerate(rows)
    ]


def _goes_on(row: str, line: str) -> bool:
    return row.count("(") > row.count(")") or _OPEN_END.search(row.lower()) is not None or line[:1].islower()


def listed_over_pages(tokens: Sequence[Token], table: Table, page: int) -> list[Row] | None:
    """The rows of a list whose header, printed on ``page``, stands alone at the head of each page after it.
    None if it stands anywhere else, or if a page may have cut an entry in two.
    """
    column = table.columns[0]
    parts: list[list[Token]] = [[]]
    headers: list[Row] = []
    for line in lines_in(tokens):
        is_header = column.header is not None and column.header.fits("".join(one.folded for one in line))
        is_new_page = line[0].words[0].page != page
        if is_header != is_new_page:
            return None
        if is_header:
            headers.append(Row((RowCell((column.id,), words_in(line)),), line[0].words[0], is_header=True))
            parts.append([])
        else:
            parts[-1] += line
        page = line[-1].words[-1].page
    first, *others = [listed_rows(part, table) for part in parts]
    if any(_may_be_cut(above[-1], below[0]) for above, below in pairwise(filter(None, (first, *others)))):
        return None
    return [*first, *(row for header, rows in zip(headers, others, strict=True) for row in (header, *rows))]


def _may_be_cut(above: Row, below: Row) -> bool:
    """Whether the entry ``below`` a page's end may be the rest of the one ``above`` it."""
    last, first = (" ".join(word.text for word in row.cells[0].words) for row in (above, below))
    return _goes_on(last, first) or len(last) >= FULL_LINE
