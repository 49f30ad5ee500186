"""Grammars for tables of text in a text dump: boxes, numbered goals and targets."""

import re
from collections.abc import Sequence

from pipelines.form.assign import undecided_lines
from pipelines.form.folding import fold
from pipelines.form.rows import Row, RowCell
from pipelines.form.spec import Column, Table
from pipelines.form.tokens import Token, boxes_of, lines_in, words_in

GOALS = 17
"""Goals of the United Nations' Agenda 2030: no higher number is one of a goal."""

CELL_WORDS = 120
"""No goal has more words."""

TYPE_LINES = 3
"""No known end of a cell is broken over more lines."""


def boxed_rows(tokens: Sequence[Token], table: Table) -> list[Row]:
    """One row of text cells, one box a cell. With more or fewer boxes than columns nothing is decided, nor
    where a column has known ends and not just its box has one: a cell may be blank, and its neighbour's
    text in two boxes. The cell with the end may come behind the others.
    """
    boxes = boxes_of(tokens)
    order = box_order(boxes, table.columns)
    if order is not None:
        cells = tuple(RowCell((column.id,), words_in(box)) for column, box in zip(order, boxes, strict=True))
    else:
        columns = tuple(column.id for column in table.columns)
        cells = tuple(RowCell(columns, words_in(box), undecided=True) for box in boxes)
    return [Row(cells, tokens[0].words[0])]


def box_order(boxes: Sequence[list[Token]], columns: Sequence[Column]) -> list[Column] | None:
    """The columns in the order of their boxes; None where that cannot be told."""
    if len(boxes) != len(columns):
        return None
    marked = next((column for column in columns if column.ends), None)
    if marked is None:
        return list(columns)
    ending = [place for place, box in enumerate(boxes) if has_end(box, marked.ends)]
    starts_small = any(words_in(box)[0].text[0].islower() for box in boxes)
    if len(ending) != 1 or starts_small:
        return None
    order = [column for column in columns if column is not marked]
    order.insert(ending[0], marked)
    return order


def has_end(box: Sequence[Token], ends: frozenset[str]) -> bool:
    """Whether the last lines of a box, not all of them, are a known end."""
    return ends_in(["".join(token.folded for token in line) for line in lines_in(box)], ends)


def ends_in(lines: Sequence[str], ends: frozenset[str]) -> bool:
    """Whether the last of ``lines``, folded texts, are a known end, but not all of them."""
    tails = range(max(1, len(lines) - TYPE_LINES), len(lines))
    return any("".join(lines[start:]) in ends for start in tails)


def numbered_rows(tokens: Sequence[Token], table: Table) -> list[Row]:
    """Rows whose cells begin with a number: "8. Goal", "8.3 Target".

    A row begins at the start of a line with a number of its own, if a later cell with the same number
    follows or blank space stands above. A later cell begins where its number is that of the row; with
    another number, at the start of a box, it is a row whose first cell is blank. All targets of one cell
    stay together. Where a line inside a cell begins with the number of another goal, a cell may be blank,
    and nothing is decided.
    """
    first, *later = table.columns
    rows: list[dict[str, list[Token]]] = []
    number = current = ""
    for index, token in enumerate(tokens):
        in_new_box = index == 0 or token.starts_box
        start = _leading_number(token)
        column = next((one for one in later if _begins(token, one)), None)
        opens_row = (in_new_box or token.starts_line) and _begins(token, first)
        if opens_row and (in_new_box or _has_target(tokens[index + 1 :], start, later)):
            rows.append({})
            number, current = start, first.id
        elif column and start == number and current == first.id:
            current = column.id
        elif column and in_new_box and start != number:
            rows.append({})
            number, current = start, column.id
        elif not rows:
            rows.append({})
        rows[-1].setdefault(current, []).append(token)
    if any(_holds_another(row, table) for row in rows):
        return [undecided_lines(tokens, table)]
    return [_numbered_row(row, table) for row in rows]


def _holds_another(row: dict[str, list[Token]], table: Table) -> bool:
    """Whether the cells of a row begin with different numbers, or a line inside one with another goal's."""
    starts = [
        int(_leading_number(token))
        for held in row.values()
        for place, token in enumerate(held)
        if (place == 0 or token.starts_line) and any(_begins(token, column) for column in table.columns)
    ]
    return len({number for number in starts if number <= GOALS}) > 1


def _has_target(tokens: Sequence[Token], number: str, later: Sequence[Column]) -> bool:
    """Whether a later cell of goal ``number`` comes before that of another goal."""
    for token in tokens[:CELL_WORDS]:
        if any(_begins(token, column) for column in later):
            return _leading_number(token) == number
    return False


def _numbered_row(row: dict[str, list[Token]], table: Table) -> Row:
    everywhere = tuple(column.id for column in table.columns)
    cells = tuple(
        RowCell((column,), words_in(held)) if column else RowCell(everywhere, words_in(held), undecided=True)
        for column, held in row.items()
    )
    near = next(token.words[0] for held in row.values() for token in held)
    return Row(cells, near)


def _begins(token: Token, column: Column) -> bool:
    return column.starts is not None and column.starts.fullmatch(fold(token.words[0].text)) is not None


def _leading_number(token: Token) -> str:
    digits = re.match(r"\d+", fold(token.words[0].text))
    return digits[0] if digits else ""
