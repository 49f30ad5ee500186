"""Whether rows that were told from blank space alone can be rows of the form's table."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipelines.form.baselines import Span, baselines, box_of, letter_height
from pipelines.form.folding import fold
from pipelines.form.page_breaks import TEXTS, is_doubtful_break, joined_over_pages, labelled_over_pages
from pipelines.form.rows import Row, RowCell, cut_at_label, is_tail
from pipelines.form.sequences.cells import Names
from pipelines.form.spec import Column, Table
from pipelines.form.values import are_stacked_figures, is_broken_number, printed, status_of
from pipelines.read.document import Word

_SPACED = re.compile(r"[-(]?(?:\$ ?)?[-(]?\d[\d.,\u00a0]* ?%?\)?")
"""A figure with a space in it: before a percent sign, behind a dollar sign, or between groups of digits."""


def are_rows(
    pages: Sequence[Sequence[Row]],
    table: Table,
    names: Names,
    header: Span,
    *,
    is_clear: bool,
    is_ruled: bool = False,
) -> bool:
    """Whether these can be the table's rows, page by page.

    ``is_clear`` is False where rows are no farther apart than lines, so that each must prove itself;
    ``is_ruled`` is True where rules part them.
    ``names`` as for ``joined_over_pages``; ``header`` is where the first column's header begins and ends.
    """
    if is_ruled:
        return _are_ruled_rows([rows for rows in pages if rows], table)
    whole = _joined([rows for rows in pages if rows], table, names, _reach(pages, table, header))
    fixed = [row.fixed.id for row in whole if row.fixed]
    if not whole or len(fixed) != len(set(fixed)):
        return False
    return all(_is_row(row, table, is_clear=is_clear) for row in whole)


def _are_ruled_rows(pages: Sequence[Sequence[Row]], table: Table) -> bool:
    """Whether rows between rules hold one cell a column; the first of a page may be the rest of another."""
    for page, rows in enumerate(pages):
        for number, row in enumerate(rows):
            cells = _by_column(row, table)
            is_rest = page > 0 and number == 0
            has_key = row.fixed is not None or any(cell.words for _, cell in cells[:1]) or is_tail(row, table)
            if not (is_rest or has_key or _is_label(cells)):
                return False
            if any(column.kind not in TEXTS and are_stacked_figures(cell.words) for column, cell in cells):
                return False
    return bool(pages)


def _joined(pages: Sequence[Sequence[Row]], table: Table, names: Names, right: float) -> list[Row]:
    """All rows, those that a page break cut as one; none if that is in doubt. No row is cut inside a page."""
    whole: list[Row] = []
    page = 0
    for rows in pages:
        at_break = bool(page) and rows[0].near.page != page
        page = rows[-1].near.page
        one = _one_row(whole[-1], rows[0], table, names) if at_break else None
        if at_break and one is None and not _is_between_rows(whole[-1], rows[0], table, names, right):
            return []
        whole = [*whole[:-1], one, *rows[1:]] if one else [*whole, *rows]
    return whole


def _one_row(above: Row, below: Row, table: Table, names: Names) -> Row | None:
    """The row that a page break cut in two, if these are its halves."""
    if above.fixed or table.open_rows:
        return joined_over_pages(above, below, table, names)
    return labelled_over_pages(above, below, table)


def holds_figures(pages: Sequence[Sequence[Row]], table: Table) -> bool:
    """Whether the columns of figures hold nothing but figures, or say that there are none."""
    return all(
        _is_figure(printed(cell.words, "number"))
        for rows in pages
        for row in rows
        for column, cell in _by_column(row, table)
        if column.kind not in TEXTS
    )


def _is_figure(text: str) -> bool:
    return status_of(text) != "value" or text == "-" or (text[-1:] in "%)" or text[-1:].isdigit())


def _is_row(row: Row, table: Table, *, is_clear: bool) -> bool:
    cells = _by_column(row, table)
    if _is_label(cells) or is_tail(row, table):
        return True
    if row.fixed is None and not any(cell.words for _, cell in cells[:1]):
        return False
    if not all(_is_one_cell(column, cell) for column, cell in cells):
        return False
    if is_clear:
        return True
    filled = [column for column, cell in cells if cell.words]
    starts_first = row.fixed is not None or filled[:1] == list(table.columns[:1])
    if (row.fixed and not filled) or all(_starts_anew(column, cell) for column, cell in cells):
        return True
    return starts_first and any(column.kind != "text" for column in filled)


def _is_label(cells: Sequence[tuple[Column, RowCell]]) -> bool:
    """Whether nothing is printed but the label inside a cell."""
    filled = [(column, cell) for column, cell in cells if cell.words]
    if len(filled) != 1 or filled[0][0].split is None:
        return False
    before, label, after = cut_at_label(filled[0][1].words, filled[0][0].split.pattern)
    return bool(label) and not before and not after


def _starts_anew(column: Column, cell: RowCell) -> bool:
    folded = fold("".join(word.text for word in cell.words))
    return column.starts is not None and column.starts.match(folded) is not None


def _is_one_cell(column: Column, cell: RowCell) -> bool:
    if not cell.words:
        return True
    height = letter_height(cell.words)
    lines = baselines([word for word in cell.words if word.page == cell.words[0].page], height)
    if column.kind not in TEXTS:
        text = printed(cell.words, "number")
        is_whole = _SPACED.fullmatch(text) is not None or all(
            _is_broken(*two) for two in pairwise(cell.words)
        )
        return status_of(text) != "value" or is_whole
    folded = [fold("".join(word.text for word in line)) for line in lines]
    if column.starts and sum(bool(column.starts.match(line)) for line in folded) > 1:
        return False
    if column.kind == "subtitle" and sum(line[:1].isdigit() for line in folded) > 1:
        return False
    return not (len(folded) > 1 and column.values and all(line in column.values for line in folded)
                and "".join(folded) not in column.values)  # fmt: skip


def _is_broken(left: Word, right: Word) -> bool:
    """Whether a number certainly goes on: without a dot two lines may as well be two numbers."""
    return left.text[-1] in ".," and is_broken_number(left, right)


def _is_between_rows(above: Row, below: Row, table: Table, names: Names, right: float) -> bool:
    """Whether a page break stands between two rows; ``right`` as for ``is_doubtful_break``."""
    if not table.open_rows and not (above.fixed and below.fixed):
        return False
    if below.fixed is None and not dict(_named(below)).get(table.columns[0].id):
        return False
    return not is_doubtful_break(above, below, table, right, names)


def _reach(pages: Sequence[Sequence[Row]], table: Table, header: Span) -> float:
    """How far a line of the first column can reach: as far as its longest line, and as far to the right of
    its header's middle as its lines begin to the left of it.
    """
    name = table.columns[0].id
    boxes = [box_of(word) for rows in pages for row in rows for word in dict(_named(row)).get(name, ())]
    left = min((box.x0 for box in boxes), default=0.0)
    return max([0.0, header[0] + header[1] - left, *(box.x1 for box in boxes)])


def _named(row: Row) -> list[tuple[str, tuple[Word, ...]]]:
    return [(cell.columns[0], cell.words) for cell in row.cells if len(cell.columns) == 1 and cell.words]


def _by_column(row: Row, table: Table) -> list[tuple[Column, RowCell]]:
    cells = {cell.columns[0]: cell for cell in row.cells if len(cell.columns) == 1}
    return [(column, cells[column.id]) for column in table.columns if column.id in cells]
