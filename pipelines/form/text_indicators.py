"""Grammar for the indicator tables of a text dump: name, formula with methodology, four values."""

from collections.abc import Sequence

from pipelines.form.assign import assign, undecided_lines
from pipelines.form.folding import fold
from pipelines.form.rows import Row, RowCell
from pipelines.form.spec import Column, Split, Table
from pipelines.form.tokens import Token, boxes_of, lines_in, words_in


def indicator_rows(tokens: Sequence[Token], table: Table) -> list[Row]:
    """One row for each label inside the cells ("Metodología ...:"), which the form always prints.

    Before the label stand the boxes of name and formula, behind it the methodology and then lines of
    nothing but values. More or fewer boxes than two before the label are left undecided.
    """
    split = next(column.split for column in table.columns if column.split)
    marks = _marks(tokens, split)
    if not marks:
        return [undecided_lines(tokens, table)] if tokens else []
    rows = []
    head: Sequence[Token] = tokens[: marks[0][0]]
    for number, (start, end) in enumerate(marks):
        is_last = number + 1 == len(marks)
        behind = tokens[end:] if is_last else tokens[end : marks[number + 1][0]]
        cell, values, next_head, stray = _behind_label(behind, is_last=is_last)
        rows.append(_row(table, head, (*tokens[start:end], *cell), values, stray))
        head = next_head
    return rows


def _marks(tokens: Sequence[Token], split: Split) -> list[tuple[int, int]]:
    """(first token, token behind the last) of each label at the start of a line."""
    offsets: list[int] = []
    folded = ""
    for token in tokens:
        offsets.append(len(folded))
        folded += fold("".join(word.text for word in token.words))
    ends = {end: index + 1 for index, end in enumerate([*offsets[1:], len(folded)])}
    starts = {offset: index for index, offset in enumerate(offsets) if tokens[index].starts_line}
    return [
        (starts[found.start()], ends[found.end()])
        for found in split.pattern.regex.finditer(folded)
        if found.start() in starts and found.end() in ends
    ]


def _behind_label(
    tokens: Sequence[Token], *, is_last: bool
) -> tuple[list[Token], list[Token], list[Token], list[Token]]:
    """Methodology, values, the boxes before the next label, and what cannot be told."""
    lines = lines_in(tokens)
    own: list[list[Token]] = []
    if lines and not lines[0][0].starts_line:
        own, lines = lines[:1], lines[1:]
    elif lines and lines[0][0].is_phrase and not lines[0][0].starts_box:
        own, lines = [lines[0][:1]], [lines[0][1:], *lines[1:]] if lines[0][1:] else lines[1:]
    runs = _value_runs(lines)
    if is_last:
        first = runs[-1][0] if runs and runs[-1][1] == len(lines) else len(lines)
        return _flat(own + lines[:first]), _flat(lines[first:]), [], []
    if len(runs) == 1:
        first, last = runs[0]
        return _flat(own + lines[:first]), _flat(lines[first:last]), _flat(lines[last:]), []
    boxes = boxes_of(_flat(lines))
    if not runs and own and len(boxes) == 2 and boxes[0][0].starts_box:
        return _flat(own), [], _flat(lines), []
    return _flat(own), [], [], _flat(lines)


def _value_runs(lines: Sequence[Sequence[Token]]) -> list[tuple[int, int]]:
    """(first line, line behind the last) of each run of lines that hold values only."""
    runs: list[tuple[int, int]] = []
    for index, line in enumerate(lines):
        if not all(token.is_figure for token in line):
            continue
        if runs and runs[-1][1] == index:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs


def _row(
    table: Table,
    head: Sequence[Token],
    formula_rest: Sequence[Token],
    values: Sequence[Token],
    stray: Sequence[Token],
) -> Row:
    """One row. ``formula_rest`` is the part of the formula's cell from its inner label on."""
    position = next(index for index, column in enumerate(table.columns) if column.split)
    formula = table.columns[position].id
    before: tuple[Column, ...] = table.columns[:position]
    boxes = boxes_of(head)
    cells: list[RowCell] = []
    rest = words_in(formula_rest)
    if len(boxes) == position + 1:
        for column, box in zip(before, boxes, strict=False):
            cells.append(RowCell((column.id,), words_in(box)))
        cells.append(RowCell((formula,), words_in(boxes[-1]) + rest))
    else:
        either = (*(column.id for column in before), formula)
        cells += [RowCell(either, words_in(box), undecided=True) for box in boxes]
        cells.append(RowCell((formula,), rest))
    cells += assign(values, table.columns[position + 1 :])
    everywhere = tuple(column.id for column in table.columns)
    cells += [RowCell(everywhere, words_in(line), undecided=True) for line in lines_in(stray)]
    near = head[0] if head else formula_rest[0]
    return Row(tuple(cells), near.words[0])


def _flat(lines: Sequence[Sequence[Token]]) -> list[Token]:
    return [token for line in lines for token in line]
