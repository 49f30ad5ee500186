"""Cells of the form's tables among the prose of a text dump that prints every cell in a box of its own.

A box is put where the dump's order puts it, between two paragraphs of a value, too. It is known by what the
form says of its cells: the text of a header or a row's label, over however many lines, the name of a region,
a component's type as its last lines, a goal's number as its first word.
"""

import re
from collections.abc import Sequence
from functools import cache

from pipelines.form.labels.chain import Anchor, expected_labels
from pipelines.form.readings.tokens import Token, lines_in
from pipelines.form.spec.folding import fold
from pipelines.form.spec.load import the_form
from pipelines.form.spec.model import Column, Table
from pipelines.form.stream.units import Stream

NumberedPages = list[tuple[re.Pattern[str], range]]
"""How cells begin that begin with a number of their own, and the pages on which they may stand."""

CELL_LINES = 6
"""No header cell and no row's label is broken over more lines."""


def page_boxes(tokens: Sequence[Token]) -> list[list[Token]]:
    """``tokens`` cut where a printed box begins. No box goes on over the end of a page."""
    boxes: list[list[Token]] = []
    for token in tokens:
        if boxes and not token.starts_box and token.words[0].page == boxes[-1][-1].words[0].page:
            boxes[-1].append(token)
        else:
            boxes.append([token])
    return boxes


def below_header(box: Sequence[Token], column: Column) -> list[Token]:
    """``box`` from the line below the header of ``column`` on, if that is a line of it."""
    lines = lines_in(box)
    heads = [
        place
        for place, line in enumerate(lines)
        if column.header and column.header.fits("".join(token.folded for token in line))
    ]
    return [token for line in lines[heads[-1] + 1 if heads else 0 :] for token in line]


def numbered_pages(stream: Stream, anchors: Sequence[Anchor]) -> NumberedPages:
    """The pages on which a dump may print cells of the tables whose cells begin with a number of their own:
    from that of the label found last before the table to that of the first label behind it.
    """
    found: NumberedPages = []
    for label in expected_labels():
        table = label.item
        if label.kind != "header" or not isinstance(table, Table):
            continue
        above = [one.start for one in anchors if one.expected.no < label.no]
        below = [one.start for one in anchors if one.expected.no > label.no]
        first = stream.units[max(above, default=0)].page
        last = stream.units[min(below, default=len(stream) - 1)].page
        found += [(column.starts, range(first, last + 1)) for column in table.columns if column.starts]
    return found


def holds_a_cell(tokens: Sequence[Token], numbered: NumberedPages) -> bool:
    """Whether some line or box of ``tokens`` but the first one reads like a cell of a table. A number begins
    a cell on the pages of ``numbered`` only.
    """
    lines = lines_in(tokens)
    texts = ["".join(token.folded for token in line) for line in lines]
    if any(len(line) == 1 and line[0].is_phrase for line in lines[1:]):
        return True
    # The form's labels begin with a capital, the rest of a broken sentence may not.
    starts = [place for place in range(1, len(lines)) if not lines[place][0].words[0].text[0].islower()]
    if any(
        _labels().fullmatch("".join(texts[start:end]))
        for start in starts
        for end in range(start + 1, min(start + CELL_LINES, len(texts)) + 1)
    ):
        return True
    return any(_is_known_cell(box, numbered) for box in page_boxes(tokens)[1:])


def begins_a_row(tokens: Sequence[Token], table: Table) -> bool:
    """Whether some box of ``tokens`` but the first one begins with a number as cells of ``table`` do."""
    starts = [column.starts for column in table.columns if column.starts]
    words = [fold(box[0].words[0].text) for box in page_boxes(tokens)[1:]] if starts else []
    return any(pattern.fullmatch(word) for pattern in starts for word in words)


def _is_known_cell(box: Sequence[Token], numbered: NumberedPages) -> bool:
    lines = ["".join(token.folded for token in line) for line in lines_in(box)]
    texts = _texts()
    tails = {"".join(lines[start:]) for start in range(max(0, len(lines) - CELL_LINES), len(lines))}
    first = box[0].words[0]
    number = fold(first.text)
    return bool(tails & texts) or any(
        first.page in pages and starts.fullmatch(number) for starts, pages in numbered
    )


@cache
def _labels() -> re.Pattern[str]:
    """Every cell of a header and every label of a row."""
    tables = list(the_form().tables())
    headers = [column.header for table in tables for column in table.columns if column.header]
    rows = [row for table in tables for row in table.rows]
    labels = [row.pattern.regex.pattern for row in rows]
    labels += [
        f"(?:{row.pattern.regex.pattern}){row.continues.regex.pattern}" for row in rows if row.continues
    ]
    sources = {*labels, *(header.regex.pattern for header in headers)}
    return re.compile("|".join(f"(?:{source})" for source in sorted(sources)))


@cache
def _texts() -> frozenset[str]:
    """What cells of the form's tables are known to hold, or to end in."""
    return frozenset[str]().union(
        *(column.values | column.ends for table in the_form().tables() for column in table.columns)
    )
