"""The rows of an indicator table: a cell with a label inside, and values behind it."""

from collections.abc import Sequence
from dataclasses import replace
from math import inf

from pipelines.form.readings.values import printed as text_of
from pipelines.form.readings.values import status_of
from pipelines.form.spec.model import Column, Table
from pipelines.form.tables.rows import Row, RowCell, cut_at_label
from pipelines.form.tables.sequences.cells import DOUBT, LABEL, METHODOLOGY, Cells
from pipelines.form.tables.sequences.fits import good_fits
from pipelines.form.tables.sequences.orders import Rows, blank_prices
from pipelines.form.tables.sequences.printed import Printed
from pipelines.form.tables.sequences.rows import Written
from pipelines.read.document import Word


def indicators(part: Printed, table: Table, *, apart: bool) -> list[Row]:
    """A row for each label inside the cells, which the form always prints; none if nothing fits. Where cells
    stand ``apart``, each is a box, and no name or formula is blank.
    """
    columns: list[Column] = []
    for column in table.columns:
        columns.append(column)
        if column.split:
            columns += [replace(column, id=LABEL, split=None), replace(column, id=METHODOLOGY, split=None)]
    prices = blank_prices(columns)
    if apart:
        texts = {column.id for column in table.columns if column.kind == "text"}
        prices = {name: 0 for name in prices if name not in texts}
    order = Rows(Cells(part, table, apart=apart), columns, prices)
    steps = good_fits(order, len(part.tokens), DOUBT, DOUBT if apart else inf)
    return [_with_one_cell(row, table) for row in Written(part, table, columns, steps).rows()]


def _with_one_cell(row: Row, table: Table) -> Row:
    """``row`` with the parts of its cell in one, whose end may be in doubt by itself."""
    name = table.columns[0].id
    formula = next(column.id for column in table.columns if column.split)
    parts = (formula, LABEL, METHODOLOGY)
    own = [cell for cell in row.cells if cell.columns[0] in parts and len(cell.columns) == 1]
    others = [
        replace(cell, columns=tuple(dict.fromkeys(formula if one in parts else one for one in cell.columns)))
        for cell in row.cells
        if cell not in own
    ]
    doubtful = {cell.columns[0]: bool(cell.words) for cell in own if cell.undecided}
    if doubtful.get(formula) is False:
        others.append(RowCell((name, formula), (), undecided=True))
    whole = RowCell(
        (formula,),
        tuple(word for cell in own for word in cell.words),
        undecided=doubtful.get(formula, False),
        open_end=METHODOLOGY in doubtful,
    )
    return replace(row, cells=(*others, whole) if own else tuple(others))


def indicators_in_turn(pages: Sequence[Printed], table: Table) -> list[Row] | None:
    """Indicators, each with some values behind it, one part of the table on each page; None in doubt. Nothing
    tells the columns of the values, which pdftotext prints as they come. No sentence goes on over a page's
    end, and none begins the next page.
    """
    split = next(column.split for column in table.columns if column.split)
    found: list[Row] = []
    for page in pages:
        rows = indicators(page, table, apart=True)
        if not rows or any(cell.undecided or cell.open_end for row in rows for cell in row.cells):
            return None
        if len(pages) > 1 and rows[0].cells[0].words[-1].text.endswith("."):
            return None
        if found and not _is_over(cut_at_label(found[-1].cells[-1].words, split.pattern)[2]):
            return None
        found += rows
    opened = [_with_open_values(row, table) for row in found]
    return [row for row in opened if row] if all(opened) else None


def _is_over(words: Sequence[Word]) -> bool:
    """Whether a cell's text is blank, a phrase in place of one, or ends with a sentence."""
    text = text_of(words)
    return not text or text.endswith(".") or status_of(text) != "value"


def _with_open_values(row: Row, table: Table) -> Row | None:
    """``row`` with each of its values in any column, unless all columns hold the same; None without any."""
    columns = tuple(column.id for column in table.columns if column.kind == "percent")
    values = [cell for cell in row.cells if set(cell.columns) <= set(columns)]
    texts = {"".join(word.text for word in cell.words) for cell in values}
    if len(values) == len(columns) and len(texts) == 1:
        return row
    cells = tuple(replace(cell, columns=columns) if cell in values else cell for cell in row.cells)
    return replace(row, cells=cells) if values else None
