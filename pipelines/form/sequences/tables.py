"""The rows of a table in a text dump: the orders its medium allows, fitted, and what all good fits agree on."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from pipelines.form.inferences import EVERY_REGION_HAS_A_FIGURE
from pipelines.form.load_spec import the_form
from pipelines.form.reading import Reading
from pipelines.form.rows import Row, RowCell, undecided
from pipelines.form.sequences.cells import DOUBT, STRANGE, Cells, Names, is_by_component
from pipelines.form.sequences.fits import good_fits
from pipelines.form.sequences.orders import Columns, Rows, blank_prices
from pipelines.form.sequences.printed import Printed, in_doubt, marked, undecided_lines
from pipelines.form.sequences.rows import Written
from pipelines.form.spec import Column, FixedRow, Table
from pipelines.form.tokens import Token, boxes_of, lines_in, words_in
from pipelines.form.values import status_of, whole_number
from pipelines.read.document import Word

Headed = tuple[dict[str, tuple[Word, ...]], list[Row]]
"""The words of the header cells by column, and the rows below them."""


def side_by_side(
    tokens: Sequence[Token], table: Table, names: Names, *, are_told: bool
) -> tuple[list[Row], list[Word]]:
    """The rows of ``table`` in a dump that prints on one line what stands side by side, where a blank cell
    leaves no trace, and the words that belong to no row.

    ``names`` are folded texts that begin with the names of the components, where the report has told them
    already, and ``are_told`` is False where some may be other texts.
    """
    rows: list[Row] = []
    stray: list[Word] = []
    for part in _stretches(marked(tokens, table)):
        fixed = part.marks[0]
        if isinstance(fixed, FixedRow):
            rows.append(_labelled(part, fixed, table))
        elif table.open_rows:
            rows += _open(part, table, names, are_told=are_told)
        else:
            stray += words_in(part.tokens)
    return rows, stray


def _stretches(printed: Printed) -> list[Printed]:
    """``printed`` cut at the labels of rows."""
    starts = [at for at, mark in enumerate(printed.marks) if at == 0 or isinstance(mark, FixedRow)]
    return [printed.part(start, end) for start, end in pairwise([*starts, len(printed.marks)])]


def _labelled(part: Printed, fixed: FixedRow, table: Table) -> Row:
    """A labelled row, its figures in any columns that they can stand in."""
    columns, behind = table.figures(fixed), part.part(1, len(part.tokens))
    label = part.tokens[0].words
    order = Rows(Cells(behind, table), columns, {one.id: 0 for one in columns}, count=1, begin_lines=False)
    steps = good_fits(order, len(behind.tokens), 0)
    if steps:
        (row,) = Written(behind, table, columns, steps).rows() if behind.tokens else (Row((), label[0]),)
    else:
        row = Row(tuple(_anywhere(token, columns) for token in behind.tokens), label[0])
    return replace(row, near=label[0], fixed=fixed, label=label)


def _anywhere(token: Token, columns: Sequence[Column]) -> RowCell:
    fitting = [one for one in columns if token.can_be(one.kind)] or columns
    return RowCell(tuple(one.id for one in fitting), token.words, undecided=True)


def _open(part: Printed, table: Table, names: Names, *, are_told: bool) -> list[Row]:
    tokens = part.tokens
    by_component = is_by_component(table)
    # A component has a row even where nothing is reported of it.
    has_rows = any(column.ends for column in table.columns) or (names and by_component)
    is_phrase = len(tokens) == 1 and tokens[0].is_phrase
    if is_phrase and not has_rows and status_of(tokens[0].folded) == "not_reported":
        return [nothing_reported(table, tokens[0].words)]
    cells = Cells(part, table, names, are_told=are_told)
    count = len(names) if by_component else None
    blanks = {} if len([one for one in table.columns if one.kind == "text"]) == len(table.columns) == 1 else blank_prices(table.columns)
    if any(column.ends for column in table.columns):
        return _only_row(cells, table)
    margin = STRANGE if table.columns[0].values else DOUBT if any(one.kind == "text" for one in table.columns) else 0
    if count == 0:
        return [undecided_lines(tokens, table)]
    steps = good_fits(Rows(cells, table.columns, blanks, count=count), len(tokens), margin)
    rows = Written(part, table, table.columns, steps).rows()
    return rows or [undecided_lines(tokens, table)]


def _only_row(cells: Cells, table: Table) -> list[Row]:
    """The row of a component, a box for each cell, in whatever order."""
    printed = cells.printed
    found = []
    for columns in (table.columns, table.columns[::-1]):
        steps = good_fits(Rows(cells, columns, {}, count=1), len(printed.tokens), 0)
        if steps:
            found.append(Written(printed, table, columns, steps).rows())
    return found[0] if len(found) == 1 else [undecided_lines(printed.tokens, table)]


def nothing_reported(table: Table, words: Sequence[Word]) -> Row:
    """The row that stands for a whole table of which the form says that nothing was reported."""
    columns = tuple(column.id for column in table.columns)
    return Row((RowCell(columns, tuple(words), spans=len(columns) > 1),), words[0])


def total_of(table: Table, readings: Iterable[Reading]) -> int | None:
    """What the figures of ``table`` add up to, if ``readings`` have one field that says it."""
    said = [one.text for one in readings if one.item == table.total_field and one.status == "value"]
    return whole_number(said[0]) if len(said) == 1 else None
