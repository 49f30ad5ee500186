"""The rows of a table in a text dump that prints every cell in a box of its own, in whatever order.

Boxes may be missing, or those of another table may stand among them. So a table is only read where all of its
cells are there and one order of them fits; no cell is ever blank, for it may stand elsewhere.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipelines.form.readings.tokens import Token, boxes_of, words_in
from pipelines.form.readings.values import status_of, whole_number
from pipelines.form.spec.folding import fold
from pipelines.form.spec.load import the_form
from pipelines.form.spec.model import FixedRow, Table
from pipelines.form.tables.inferences import EVERY_REGION_HAS_A_FIGURE
from pipelines.form.tables.rows import Row, RowCell, undecided
from pipelines.form.tables.sequences.cells import DOUBT, Cells, Names, is_by_component
from pipelines.form.tables.sequences.fits import good_fits
from pipelines.form.tables.sequences.indicators import indicators_in_turn
from pipelines.form.tables.sequences.orders import Columns, Rows
from pipelines.form.tables.sequences.printed import Printed, in_doubt, marked, repeats_header
from pipelines.form.tables.sequences.rows import Written
from pipelines.form.tables.sequences.tables import labelled_row, only_row
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
    tokens = [token for page in pages for token in page]
    printed = [marked(page, table) for page in pages]
    columns = table.columns
    rows: list[Row] | None = None
    if not table.open_rows:
        rows = _all_labelled(marked(tokens, table), table)
    elif columns[0].values:
        parts = [
            _sure_rows(Columns(Cells(one, table, apart=True), headed=False), one, table) for one in printed
        ]
        if None not in parts:
            rows = _adding_up([row for part in parts for row in part or ()], table, total)
    elif any(column.split for column in columns):
        rows = indicators_in_turn(printed, table)
    elif is_by_component(table):
        rows = _by_component(pages, marked(tokens, table), table, names)
    elif any(column.ends for column in columns):
        rows = only_row(Cells(printed[0], table, apart=True), table) if len(pages) == 1 else None
    else:
        rows = _in_turn(printed, table)
    return rows or None


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


def _in_turn(pages: Sequence[Printed], table: Table) -> list[Row] | None:
    """Full rows one after the other, and behind the last of them all the form's own row. On more than one
    page each cell of prose is one box: the rest of one that a page break has cut would be another.
    """
    found: list[Row] = []
    holds_text = any(column.kind == "text" for column in table.columns)
    for page in pages:
        for part in page.stretches():
            fixed = part.marks[0]
            if found and found[-1].fixed:
                return None
            if isinstance(fixed, FixedRow):
                row = labelled_row(part, fixed, table)
                is_full = len(part.tokens) == 1 + len(table.figures(fixed))
                rows = [row] if is_full and not any(cell.undecided for cell in row.cells) else None
            else:
                rows = _sure_rows(Rows(Cells(part, table, apart=True), table.columns, {}), part, table)
            if rows is None or (len(pages) > 1 and holds_text and not _are_whole(rows, part)):
                return None
            found += rows
    open_rows = [row for row in found if not row.fixed]
    parts_rows = holds_text or table.has_subtitle or len(open_rows) < 2
    return found if parts_rows else None


def _are_whole(rows: Sequence[Row], part: Printed) -> bool:
    return len(boxes_of(part.tokens)) == sum(len(row.cells) for row in rows)


def _by_component(
    pages: Sequence[Sequence[Token]], printed: Printed, table: Table, names: Names
) -> list[Row] | None:
    """A row for each component. The details are told if each of them is one box. Each page begins with a row,
    and no sentence goes on over its end.
    """
    detail = table.columns[-1].id
    order = Rows(Cells(printed, table, names, apart=True), table.columns, {detail: 0}, count=len(names))
    rows = (_sure_rows(order, printed, table) if names else None) or []
    starts = {id(row.near) for row in rows}
    ends = [page[-1] for page in pages[:-1] if page]
    if not all(page and id(page[0].words[0]) in starts for page in pages):
        return None
    if not all(one.is_phrase or one.words[-1].text.endswith(".") for one in ends):
        return None
    details = [next((cell.words for cell in row.cells if cell.columns == (detail,)), ()) for row in rows]
    figures = [status_of(fold("".join(word.text for word in row.cells[1].words))) for row in rows]
    if any(figure != "value" and not words for figure, words in zip(figures, details, strict=True)):
        return None
    boxes = {words_in(box) for box in boxes_of(printed.tokens)}
    if boxes.issuperset(details):
        return rows
    return [
        replace(row, cells=(*row.cells[:2], RowCell((detail,), words, undecided=True)))
        for row, words in zip(rows, details, strict=True)
    ]


def between_headers(tokens: Sequence[Token], table: Table, total: int | None) -> Headed | None:
    """The header and the rows of a table whose header cells stand among the others, each above the cells of
    its column; None in doubt. ``total`` is what the figures of the table add up to, if the report says it
    elsewhere.
    """
    has_names, has_text = bool(table.columns[0].values), any(one.kind == "text" for one in table.columns)
    if table.open_rows and has_text and not (has_names or any(column.ends for column in table.columns)):
        return None
    printed = marked(tokens, table, headers=True)
    order = Columns(Cells(printed, table, apart=True), headed=True)
    rows = _sure_rows(order, printed, table) or []
    if has_names and rows:
        rows = _adding_up(rows, table, total) or []
    if not rows or (table.open_rows and len(rows) > 1 and not has_names):
        return None
    heads = [one for one in good_fits(order, len(printed.tokens), DOUBT) if one.slot.part]
    return {table.columns[one.slot.column].id: printed.tokens[one.at].words for one in heads}, rows
