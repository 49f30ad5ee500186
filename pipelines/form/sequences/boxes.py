"""The rows of a table in a text dump that prints every cell in a box of its own, in an order nobody wrote down.

Boxes may be missing, or those of another table may stand among them. So a table is only read where all of its
cells are there and one order of them fits; no cell is ever blank, for it may stand elsewhere.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipelines.form.folding import fold
from pipelines.form.inferences import EVERY_REGION_HAS_A_FIGURE
from pipelines.form.load_spec import the_form
from pipelines.form.rows import Row, RowCell, undecided
from pipelines.form.sequences.cells import DOUBT, Cells, Names, is_by_component
from pipelines.form.sequences.fits import good_fits
from pipelines.form.sequences.indicators import indicators_in_turn
from pipelines.form.sequences.orders import Columns, Rows
from pipelines.form.sequences.printed import Printed, in_doubt, marked, repeats_header
from pipelines.form.sequences.rows import Written
from pipelines.form.sequences.tables import labelled_row, only_row
from pipelines.form.spec import FixedRow, Table
from pipelines.form.tokens import Token, boxes_of, words_in
from pipelines.form.values import status_of, whole_number
from pipelines.read.document import Word

Headed = tuple[dict[str, tuple[Word, ...]], list[Row]]
"""The words of the header cells by column, and the rows below them."""


def in_boxes(tokens: Sequence[Token], table: Table, names: Names, total: int | None) -> list[Row]:
    """The rows of ``table``, or all of them in doubt.

    ``names`` are those of all components, or none where not all are known, ``total`` is what the figures of
    the table add up to, if the report says it elsewhere.
    """
    if not tokens:
        return []
    rows = None
    if not (table.open_rows and repeats_header(tokens, table)):
        rows = full_rows([tokens], table, names, total)
    return in_doubt(tokens, table) if rows is None else rows


def full_rows(
    pages: Sequence[Sequence[Token]], table: Table, names: Names, total: int | None
) -> list[Row] | None:
    """The rows of a table without a blank cell, one part of it on each of ``pages``; None in doubt.

    What one part cannot show, all parts together can: a total on the last page, or a full count of rows.
    Nothing is said where a page break may have cut a cell in two.
    """
    printed = [marked(page, table) for page in pages]
    if not table.open_rows:
        return _all_labelled(marked([token for page in pages for token in page], table), table)
    if table.columns[0].values:
        parts = [
            _sure_rows(Columns(Cells(part, table, apart=True), headed=False), part, table) for part in printed
        ]
        return (
            None if None in parts else _adding_up([row for part in parts for row in part or ()], table, total)
        )
    if any(column.ends for column in table.columns):
        return only_row(Cells(printed[0], table, apart=True), table) or None if len(pages) == 1 else None
    if is_by_component(table):
        return _by_component(pages, table, names)
    if any(column.split for column in table.columns):
        return indicators_in_turn(printed, table)
    found: list[Row] = []
    for number, part in enumerate(printed, 1):
        rows = _in_turn(part, table, is_last=number == len(printed))
        if rows is None or (
            len(pages) > 1
            and any(column.kind == "text" for column in table.columns)
            and not _are_whole(rows, part)
        ):
            return None
        found += rows
    if len(found) > 1 and not any(one.kind in ("text", "subtitle") for one in table.columns):
        return None
    return found


def _are_whole(rows: Sequence[Row], part: Printed) -> bool:
    """Whether each cell is one box: the rest of one that a page break has cut would be another."""
    return len(boxes_of(part.tokens)) == sum(len(row.cells) for row in rows)


def _sure_rows(order: Rows | Columns, part: Printed, table: Table) -> list[Row] | None:
    """The rows, if all good fits agree on every word."""
    if not part.tokens:
        return []
    written = Written(part, table, table.columns, good_fits(order, len(part.tokens), DOUBT, DOUBT))
    return (written.rows() or None) if written.is_sure else None


def _all_labelled(printed: Printed, table: Table) -> list[Row] | None:
    """All labelled rows, each with all of its figures behind its label. In a table of one such row blank
    cells only leave the columns open.
    """
    parts = printed.stretches()
    if [part.marks[0] for part in parts] != list(table.rows):
        return None
    rows = []
    for part, fixed in zip(parts, table.rows, strict=True):
        figures = part.tokens[1:]
        row = labelled_row(part, fixed, table)
        full = len(figures) == len(table.figures(fixed)) or len(table.rows) == 1
        if not (full and figures) or any(cell.undecided for cell in row.cells):
            return None
        rows.append(undecided(row) if _is_out_of_turn(figures) else row)
    return rows


def _is_out_of_turn(figures: Sequence[Token]) -> bool:
    """Whether a phrase over several lines stands before a figure on one. Its first line is the higher one, so
    that pdftotext may print it before what stands left of it.
    """
    return any(one.is_broken and not other.is_broken for one, other in pairwise(figures))


def _adding_up(rows: Sequence[Row], table: Table, total: int | None) -> list[Row] | None:
    """Names and figures, if they stand side by side, or if the figures add up to the total.

    On lines of their own, a name may be blank in one row and a figure in another. They belong together by
    the rule ``EVERY_REGION_HAS_A_FIGURE`` only.
    """
    if any(row.fixed for row in rows[:-1]):
        return None
    told = [_as_any_row(row, table) if row.fixed and _heads_column_above(row, table) else row for row in rows]
    beside = [(row.label or row.cells[0].words, row.cells[-1].words) for row in rows]
    if all(name[-1].line_no == figure[0].line_no for name, figure in beside):
        return told
    amounts = [whole_number(fold("".join(word.text for word in figure))) for _, figure in beside]
    if rows[-1].fixed:
        *amounts, total = amounts
    known = [amount for amount in amounts if amount]
    if not known or len(known) < len(amounts) or sum(known) != total:
        return None
    return [replace(row, inferred_by=EVERY_REGION_HAS_A_FIGURE) for row in told]


def _as_any_row(row: Row, table: Table) -> Row:
    """A labelled row, in doubt whether it is that of the form or anything else."""
    label = RowCell((table.label_column,), row.label)
    return undecided(replace(row, cells=(label, *row.cells), fixed=None, label=()))


def _heads_column_above(row: Row, table: Table) -> bool:
    """Whether a row's label also heads a column of the table before, the boxes of which may stand here."""
    tables = list(the_form().tables())
    above = tables[max(tables.index(table) - 1, 0)]
    label = fold("".join(word.text for word in row.label))
    return any(column.header is not None and column.header.fits(label) for column in above.columns)


def _in_turn(part: Printed, table: Table, *, is_last: bool) -> list[Row] | None:
    """Full rows one after the other, and behind the last of them all the form's own row."""
    body, *labelled = part.stretches() or [part]
    if body.marks and isinstance(body.marks[0], FixedRow):
        body, labelled = Printed(), [body, *labelled]
    rows = _sure_rows(Rows(Cells(body, table, apart=True), table.columns, {}), body, table)
    if rows is None or len(labelled) > int(is_last):
        return None
    for one in labelled:
        fixed = one.marks[0]
        assert isinstance(fixed, FixedRow)
        row = labelled_row(one, fixed, table)
        if len(one.tokens) != 1 + len(table.figures(fixed)) or any(cell.undecided for cell in row.cells):
            return None
        rows = [*rows, row]
    return rows


def _by_component(pages: Sequence[Sequence[Token]], table: Table, names: Names) -> list[Row] | None:
    """A row for each component. A detail is told if each of them is one box; no sentence goes on over a page's
    end.
    """
    tokens = [token for page in pages for token in page]
    part = marked(tokens, table)
    cells = Cells(part, table, names, apart=True)
    detail = table.columns[-1].id
    rows = (
        _sure_rows(Rows(cells, table.columns, {detail: 0}, count=len(names)), part, table) if names else None
    )
    if rows is None:
        return None
    starts = {id(row.near) for row in rows}
    if not all(page and id(page[0].words[0]) in starts for page in pages):
        return None
    ends = [page[-1] for page in pages[:-1]]
    if not all(one.is_phrase or one.words[-1].text.endswith(".") for one in ends):
        return None
    boxes = {words_in(box) for box in boxes_of(tokens)}
    held = [[cell for cell in row.cells if detail in cell.columns] for row in rows]
    if any(
        not one and status_of(fold("".join(w.text for w in row.cells[-1].words))) != "value"
        for one, row in zip(held, rows, strict=True)
    ):
        return None
    if all(one and one[0].words in boxes for one in held):
        return rows
    blank = RowCell((detail,), (), undecided=True)
    return [
        undecided_cell(row, detail) if one else replace(row, cells=(*row.cells, blank))
        for one, row in zip(held, rows, strict=True)
    ]


def undecided_cell(row: Row, column: str) -> Row:
    """``row`` with the cell of one column in doubt."""
    cells = (replace(cell, undecided=cell.undecided or column in cell.columns) for cell in row.cells)
    return replace(row, cells=tuple(cells))


def between_headers(tokens: Sequence[Token], table: Table, total: int | None) -> Headed | None:
    """The header and the rows of a table whose header cells stand among the others, each above the cells of its
    column; None in doubt. ``total`` is what the figures of the table add up to, if the report says it elsewhere.
    """
    kinds = [column.kind for column in table.columns]
    told = not table.open_rows or table.columns[0].values or "text" not in kinds
    if not (told or any(column.ends for column in table.columns)):
        return None
    printed = marked(tokens, table, headers=True)
    order = Columns(Cells(printed, table, apart=True), headed=True)
    steps = good_fits(order, len(printed.tokens), DOUBT)
    rows = _sure_rows(order, printed, table)
    heads = {
        table.columns[one.slot.column].id: printed.tokens[one.at].words for one in steps if one.slot.part
    }
    if table.columns[0].values and rows:
        rows = _adding_up(rows, table, total)
    if not rows or (table.open_rows and len(rows) > 1 and not table.columns[0].values):
        return None
    return heads, rows
