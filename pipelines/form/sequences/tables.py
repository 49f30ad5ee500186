"""The rows of a table in a text dump: the orders its medium allows, fitted, and what all good fits agree on."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from math import inf

from pipelines.form.folding import fold
from pipelines.form.inferences import EVERY_REGION_HAS_A_FIGURE
from pipelines.form.load_spec import the_form
from pipelines.form.reading import Reading
from pipelines.form.rows import Row, RowCell, cut_at_label, undecided
from pipelines.form.sequences.cells import DOUBT, LABEL, METHODOLOGY, STRANGE, Cells, Names, is_by_component
from pipelines.form.sequences.fits import good_fits
from pipelines.form.sequences.orders import Columns, Rows, blank_prices
from pipelines.form.sequences.printed import Printed, in_doubt, marked, undecided_lines
from pipelines.form.sequences.rows import Written
from pipelines.form.spec import Column, FixedRow, Table
from pipelines.form.tokens import Token, boxes_of, lines_in, words_in
from pipelines.form.values import printed as printed_text
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
    if any(column.split for column in table.columns):
        return _indicators(part, table, apart=False) or [undecided_lines(tokens, table)]
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


def in_boxes(tokens: Sequence[Token], table: Table, names: Names, total: int | None) -> list[Row]:
    """The rows of ``table`` in a dump that prints every cell in a box of its own.

    Boxes may be missing, or those of another table may stand among them. So a table is only read where all
    of its cells are there and one order of them fits; no cell is ever blank, for it may stand elsewhere.
    ``names`` are those of all components, or none where not all are known, ``total`` is what the figures of
    the table add up to, if the report says it elsewhere.
    """
    if not tokens:
        return []
    rows = None
    if not (table.open_rows and repeats_header(tokens, table)):
        rows = full_rows([tokens], table, names, total)
    return in_doubt(tokens, table) if rows is None else rows


def repeats_header(tokens: Sequence[Token], table: Table) -> bool:
    """Whether a line is a cell of the header, printed again on a new page with the cells of rows in it."""
    headers = [column.header for column in table.columns if column.header]
    lines = ["".join(token.folded for token in line) for line in lines_in(tokens)]
    return any(header.fits(line) for header in headers for line in lines)


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
        parts = [_sure_rows(Columns(Cells(part, table, apart=True), headed=False), part, table) for part in printed]
        return None if None in parts else _adding_up([row for part in parts for row in part or ()], table, total)
    if any(column.ends for column in table.columns):
        rows = _only_row(Cells(printed[0], table, apart=True), table)
        return None if len(pages) > 1 or any(cell.undecided for cell in rows[0].cells) else rows
    if is_by_component(table):
        return _by_component(pages, table, names)
    if any(column.split for column in table.columns):
        return _indicators_in_turn(printed, table)
    found: list[Row] = []
    for number, part in enumerate(printed, 1):
        rows = _in_turn(part, table, is_last=number == len(printed))
        if rows is None or (len(pages) > 1 and any(column.kind == "text" for column in table.columns) and not _are_whole(rows, part)):
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
    return written.rows() if written.is_sure and written.is_any else None


def _all_labelled(printed: Printed, table: Table) -> list[Row] | None:
    """All labelled rows, each with all of its figures behind its label. In a table of one such row blank
    cells only leave the columns open.
    """
    parts = _stretches(printed)
    if [part.marks[0] for part in parts] != list(table.rows):
        return None
    rows = []
    for part, fixed in zip(parts, table.rows, strict=True):
        figures = part.tokens[1:]
        row = _labelled(part, fixed, table)
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
    body, *labelled = _stretches(part) if part.tokens else [part]
    if body.marks and isinstance(body.marks[0], FixedRow):
        body, labelled = Printed(), [body, *labelled]
    rows = _sure_rows(Rows(Cells(body, table, apart=True), table.columns, {}), body, table)
    if rows is None or len(labelled) > int(is_last):
        return None
    for one in labelled:
        fixed = one.marks[0]
        assert isinstance(fixed, FixedRow)
        row = _labelled(one, fixed, table)
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
    rows = _sure_rows(Rows(cells, table.columns, {detail: 0}, count=len(names)), part, table) if names else None
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
    if any(not one and status_of(fold("".join(w.text for w in row.cells[-1].words))) != "value" for one, row in zip(held, rows, strict=True)):
        return None
    if all(one and one[0].words in boxes for one in held):
        return rows
    blank = RowCell((detail,), (), undecided=True)
    return [
        undecided_cell(row, detail) if one else replace(row, cells=(*row.cells, blank))
        for one, row in zip(held, rows, strict=True)
    ]


def _parts(table: Table) -> list[Column]:
    """The columns of ``table``, the cell with a label inside in three parts."""
    parts: list[Column] = []
    for column in table.columns:
        parts.append(column)
        if column.split:
            parts += [replace(column, id=LABEL, split=None), replace(column, id=METHODOLOGY, split=None)]
    return parts


def _indicators(part: Printed, table: Table, *, apart: bool) -> list[Row] | None:
    """A row for each label inside the cells; None if nothing fits."""
    columns = _parts(table)
    prices = blank_prices(columns)
    if apart:
        texts = {column.id for column in table.columns if column.kind == "text"}
        prices = {name: 0 for name in prices if name not in texts}
    order = Rows(Cells(part, table, apart=apart), columns, prices)
    steps = good_fits(order, len(part.tokens), DOUBT, STRANGE if apart else inf)
    written = Written(part, table, columns, steps)
    if not written.is_any:
        return None
    return [_with_one_cell(row, table, columns) for row in written.rows()]


def _with_one_cell(row: Row, table: Table, columns: Sequence[Column]) -> Row:
    """``row`` with the parts of its cell in one, whose end may be in doubt by itself."""
    formula = next(column.id for column in table.columns if column.split)
    own = {(formula,), (LABEL,), (METHODOLOGY,)}
    parts = [cell for cell in row.cells if cell.columns in own]
    others = [replace(cell, columns=tuple(dict.fromkeys(formula if (one,) in own else one for one in cell.columns)), undecided=cell.undecided or any((one,) in own for one in cell.columns)) for cell in row.cells if cell.columns not in own]
    if not parts:
        return replace(row, cells=tuple(others))
    words = tuple(word for part in parts for word in part.words)
    is_open = any(part.undecided for part in parts if part.columns == (METHODOLOGY,))
    open_start = any(part.undecided for part in parts if part.columns == (formula,))
    if open_start and not any(part.words for part in parts if part.columns == (formula,)):
        others.append(RowCell((table.columns[0].id, formula), (), undecided=True))
        open_start = False
    return replace(row, cells=(*others, RowCell((formula,), words, undecided=open_start, open_end=is_open)))


def _indicators_in_turn(pages: Sequence[Printed], table: Table) -> list[Row] | None:
    """Indicators, each with some values behind it. Nothing tells the columns of the values, which pdftotext
    prints as they come. On more than one page no sentence goes on over a page's end, and none begins the next.
    """
    split = next(column.split for column in table.columns if column.split)
    found: list[Row] = []
    for page in pages:
        rows = _indicators(page, table, apart=True)
        if not rows or any(cell.undecided or cell.open_end for row in rows for cell in row.cells):
            return None
        if len(pages) > 1 and rows[0].cells[0].words[-1].text.endswith("."):
            return None
        if found and not _is_over(cut_at_label(found[-1].cells[-1].words, split.pattern)[2]):
            return None
        found += rows
    opened = [_with_open_values(row, table) for row in found]
    return None if None in opened else [row for row in opened if row]


def _is_over(words: Sequence[Word]) -> bool:
    """Whether a cell's text is blank, a phrase in place of one, or ends with a sentence."""
    text = printed_text(words)
    return not text or text.endswith(".") or status_of(text) != "value"


def _with_open_values(row: Row, table: Table) -> Row | None:
    """``row`` with each of its values in any column, unless all columns hold the same; None without any."""
    columns = tuple(column.id for column in table.columns if column.kind == "percent")
    values = [cell for cell in row.cells if set(cell.columns) <= set(columns)]
    texts = {"".join(word.text for word in cell.words) for cell in values}
    if not values or (len(values) == len(columns) and len(texts) == 1):
        return row if values else None
    cells = [replace(cell, columns=columns) if cell in values else cell for cell in row.cells]
    return replace(row, cells=tuple(cells))


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
    heads = {table.columns[one.slot.column].id: printed.tokens[one.at].words for one in steps if one.slot.part}
    if table.columns[0].values and rows:
        rows = _adding_up(rows, table, total)
    if not rows or (table.open_rows and len(rows) > 1 and not table.columns[0].values):
        return None
    return heads, rows


def nothing_reported(table: Table, words: Sequence[Word]) -> Row:
    """The row that stands for a whole table of which the form says that nothing was reported."""
    columns = tuple(column.id for column in table.columns)
    return Row((RowCell(columns, tuple(words), spans=len(columns) > 1),), words[0])


def total_of(table: Table, readings: Iterable[Reading]) -> int | None:
    """What the figures of ``table`` add up to, if ``readings`` have one field that says it."""
    said = [one.text for one in readings if one.item == table.total_field and one.status == "value"]
    return whole_number(said[0]) if len(said) == 1 else None
