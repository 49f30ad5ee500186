"""The rows of a table in a text dump that prints on one line what stands side by side."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipelines.form.readings.reading import Reading
from pipelines.form.readings.tokens import Token, words_in
from pipelines.form.readings.values import status_of, whole_number
from pipelines.form.spec.model import Column, FixedRow, Table
from pipelines.form.tables.rows import Row, RowCell
from pipelines.form.tables.sequences.cells import (
    DOUBT,
    STRANGE,
    Cells,
    Names,
    goes_on,
    is_by_component,
    may_go_on,
)
from pipelines.form.tables.sequences.fits import good_fits
from pipelines.form.tables.sequences.indicators import indicators
from pipelines.form.tables.sequences.orders import Rows, blank_prices
from pipelines.form.tables.sequences.printed import Printed, in_doubt, marked, repeats_header, undecided_lines
from pipelines.form.tables.sequences.rows import Written
from pipelines.read.document import Word


def side_by_side(
    tokens: Sequence[Token], table: Table, names: Names, *, are_told: bool, page: int
) -> tuple[list[Row], list[Word]]:
    """The rows of ``table``, in which a blank cell leaves no trace, and the words that belong to no row.

    ``names`` are folded texts that begin with the names of the components, where the report has told them
    already, and ``are_told`` is False where some may be other texts. The header stands on ``page``.
    """
    if len(table.columns) == 1 and repeats_header(tokens, table):
        return _listed_over_pages(tokens, table, page) or in_doubt(tokens, table), []
    rows: list[Row] = []
    stray: list[Word] = []
    for part in marked(tokens, table).stretches():
        fixed = part.marks[0]
        if isinstance(fixed, FixedRow):
            rows.append(labelled_row(part, fixed, table))
        elif table.open_rows:
            rows += _open_rows(part, table, names, are_told=are_told) or [undecided_lines(part.tokens, table)]
        else:
            stray += words_in(part.tokens)
    return rows, stray


def labelled_row(part: Printed, fixed: FixedRow, table: Table) -> Row:
    """A row that begins with its label, its figures in any columns that they can stand in."""
    columns, behind = table.figures(fixed), part.part(1, len(part.tokens))
    label = part.tokens[0].words
    cells: tuple[RowCell, ...] = ()
    if behind.tokens:
        prices = {column.id: 0.0 for column in columns}
        order = Rows(Cells(behind, table), columns, prices, count=1, begin_lines=False)
        steps = good_fits(order, len(behind.tokens), 0)
        if steps:
            cells = Written(behind, table, columns, steps).rows()[0].cells
        else:
            cells = tuple(_anywhere(token, columns) for token in behind.tokens)
    return Row(cells, label[0], fixed, label)


def _anywhere(token: Token, columns: Sequence[Column]) -> RowCell:
    fitting = [one for one in columns if token.can_be(one.kind)] or columns
    return RowCell(tuple(one.id for one in fitting), token.words, undecided=True)


def _open_rows(part: Printed, table: Table, names: Names, *, are_told: bool) -> list[Row]:
    """The rows without a label of the form; none if nothing fits."""
    tokens, columns = part.tokens, table.columns
    by_component = is_by_component(table)
    is_one_row = any(column.ends for column in columns)
    # A component has a row even where nothing is reported of it.
    has_rows = is_one_row or (names and by_component)
    if len(tokens) == 1 and tokens[0].is_phrase and not has_rows and _says_nothing(tokens[0]):
        return [nothing_reported(table, tokens[0].words)]
    if any(column.split for column in columns):
        return indicators(part, table, apart=False)
    cells = Cells(part, table, names, are_told=are_told)
    if is_one_row:
        return only_row(cells, table)
    if by_component and not names:
        return []
    margin = STRANGE if columns[0].values else DOUBT if any(one.kind == "text" for one in columns) else 0
    order = Rows(cells, columns, blank_prices(columns), count=len(names) if by_component else None)
    return Written(part, table, columns, good_fits(order, len(tokens), margin)).rows()


def _says_nothing(token: Token) -> bool:
    return status_of(token.folded) == "not_reported"


def only_row(cells: Cells, table: Table) -> list[Row]:
    """The row of a component, a box for each cell, in whatever order; none if that cannot be told."""
    length = len(cells.printed.tokens)
    found = []
    for columns in (table.columns, table.columns[::-1]):
        steps = good_fits(Rows(cells, columns, {}, count=1), length, 0)
        found += Written(cells.printed, table, columns, steps).rows()
    return found if len(found) == 1 else []


def _listed_over_pages(tokens: Sequence[Token], table: Table, page: int) -> list[Row]:
    """The rows of a list whose header, printed on ``page``, stands alone at the head of each page after it.
    None if it stands anywhere else, or if a page may have cut an entry in two.
    """
    printed = marked(tokens, table, headers=True)
    heads = [at for at, mark in enumerate(printed.marks) if mark]
    pages = [page, *(token.words[-1].page for token in printed.tokens)]
    if heads != [at for at, (above, below) in enumerate(pairwise(pages)) if above != below]:
        return []
    found: list[Row] = []
    last = ""
    for start, end in pairwise([-1, *heads, len(printed.tokens)]):
        if start >= 0:
            words = printed.tokens[start].words
            found.append(Row((RowCell((table.columns[0].id,), words),), words[0], is_header=True))
        part = printed.part(start + 1, end)
        rows = _open_rows(part, table, (), are_told=True) if part.tokens else []
        if rows:
            texts = [" ".join(word.text for word in row.cells[0].words) for row in (rows[0], rows[-1])]
            if last and (goes_on(last, texts[0]) or may_go_on(last)):
                return []
            last = texts[1]
        found += rows
    return found


def nothing_reported(table: Table, words: Sequence[Word]) -> Row:
    """The row that stands for a whole table of which the form says that nothing was reported."""
    columns = tuple(column.id for column in table.columns)
    return Row((RowCell(columns, tuple(words), spans=len(columns) > 1),), words[0])


def total_of(table: Table, readings: Iterable[Reading]) -> int | None:
    """What the figures of ``table`` add up to, if ``readings`` have one field that says it."""
    said = [one.text for one in readings if one.item == table.total_field and one.status == "value"]
    return whole_number(said[0]) if len(said) == 1 else None
