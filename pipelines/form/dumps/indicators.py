"""Grammar for the indicator tables of a text dump: name, formula with methodology, four values."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.form.assign import assign, undecided_lines
from pipelines.form.folding import fold
from pipelines.form.rows import Row, RowCell
from pipelines.form.spec import Column, Split, Table
from pipelines.form.tokens import Token, boxes_of, lines_in, words_in


@dataclass(frozen=True, slots=True)
class _Behind:
    """What stands behind the label inside a row's cell: the end of the cell, which ``is_open`` where more or
    less may belong to it, the row's values, what begins the next row (None if unknown), and what cannot be
    told.
    """

    methodology: Sequence[Token]
    values: Sequence[Token] = ()
    next_head: Sequence[Token] | None = ()
    stray: Sequence[Token] = ()
    is_open: bool = False


def indicator_rows(tokens: Sequence[Token], table: Table) -> list[Row]:
    """One row for each label inside the cells ("Metodología ...:"), which the form always prints.

    Before the label stand the boxes of name and formula, behind it the methodology and then lines of
    nothing but values. More or fewer boxes than two before the label are left undecided. So is where the
    methodology ends and the next row begins, if no values part them.
    """
    split = next(column.split for column in table.columns if column.split)
    marks = _marks(tokens, split)
    if not marks:
        return [undecided_lines(tokens, table)] if tokens else []
    width = sum(column.kind == "percent" for column in table.columns)
    rows = []
    head: Sequence[Token] | None = tokens[: marks[0][0]]
    for number, (start, end) in enumerate(marks):
        is_last = number + 1 == len(marks)
        stop = len(tokens) if is_last else marks[number + 1][0]
        behind = _behind_label(tokens[end:stop], width, is_last=is_last)
        rows.append(_row(table, head, tokens[start:end], behind))
        head = behind.next_head
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


def _behind_label(tokens: Sequence[Token], width: int, *, is_last: bool) -> _Behind:
    """What stands behind a label, up to the next one. A row has ``width`` values."""
    lines = lines_in(tokens)
    own: list[list[Token]] = []
    if lines and not lines[0][0].starts_line:
        own, lines = lines[:1], lines[1:]
    elif lines and lines[0][0].is_phrase and not lines[0][0].starts_box:
        own, lines = [lines[0][:1]], [lines[0][1:], *lines[1:]] if lines[0][1:] else lines[1:]
    runs = _value_runs(lines)
    if is_last and not runs:
        return _Behind(_flat(own + lines))
    if len(runs) != 1 or (is_last and runs[0][1] != len(lines)):
        return _Behind(_flat(own), next_head=None, stray=_flat(lines), is_open=bool(lines))
    first, last = runs[0]
    values, head = _flat(lines[first:last]), _flat(lines[last:])
    is_full = len(values) == width and not any(value.starts_box for value in values[1:])
    return _Behind(
        _flat(own + lines[:first]),
        values,
        # Without all values they may be the next row's beginning.
        head if head or len(values) == width else None,
        is_open=not (values[0].starts_box or is_full),
    )


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


def _row(table: Table, head: Sequence[Token] | None, label: Sequence[Token], behind: _Behind) -> Row:
    """One row. ``head`` is what stands before the ``label`` inside the formula's cell; None if unknown."""
    position = next(index for index, column in enumerate(table.columns) if column.split)
    formula = table.columns[position].id
    before: tuple[Column, ...] = table.columns[:position]
    boxes = boxes_of(head or ())
    cells: list[RowCell] = []
    rest = words_in((*label, *behind.methodology))
    if len(boxes) == position + 1:
        for column, box in zip(before, boxes, strict=False):
            cells.append(RowCell((column.id,), words_in(box)))
        rest = words_in(boxes[-1]) + rest
    else:
        either = (*(column.id for column in before), formula)
        unknown = [RowCell(either, (), undecided=True)] if head is None else []
        cells += [*unknown, *(RowCell(either, words_in(box), undecided=True) for box in boxes)]
    cells.append(RowCell((formula,), rest, open_end=behind.is_open))
    cells += assign(behind.values, table.columns[position + 1 :])
    everywhere = tuple(column.id for column in table.columns)
    cells += [RowCell(everywhere, words_in(line), undecided=True) for line in lines_in(behind.stray)]
    near = head[0] if head else label[0]
    return Row(tuple(cells), near.words[0])


def _flat(lines: Sequence[Sequence[Token]]) -> list[Token]:
    return [token for line in lines for token in line]
