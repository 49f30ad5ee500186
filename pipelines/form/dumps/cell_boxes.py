"""Tables of a text dump that prints every cell in a box of its own, in an order nobody wrote down.

Boxes may be missing, or those of another table may stand among them. A table is only read where all of its
cells are there and one order of them fits what the columns can hold; every other table is left undecided,
line by line. No cell is ever blank here: what is not there may stand elsewhere.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipelines.form.assign import assign, undecided_lines
from pipelines.form.dumps.blocks import boxed_rows, numbered_rows
from pipelines.form.dumps.figures import Names, named_starts
from pipelines.form.dumps.indicators import indicator_rows
from pipelines.form.dumps.lists import listed_rows
from pipelines.form.dumps.regions import region_rows_apart
from pipelines.form.dumps.stray_cells import page_boxes
from pipelines.form.rows import Row, RowCell, undecided
from pipelines.form.spec import FixedRow, Table
from pipelines.form.tokens import Token, boxes_of, lines_in, words_in
from pipelines.read.document import Word

Stretch = tuple[FixedRow | None, Sequence[Token], Sequence[Token]]
"""A labelled row, the tokens of its label and those behind it; None for what stands above all labels."""


def apart_rows(
    stretches: Sequence[Stretch], table: Table, names: Names, total: int | None = None
) -> list[Row]:
    """The rows of ``table``; ``names`` are those of all components, or empty where not all are known, and
    ``total`` what the figures of the table add up to, if it has no row that says it.
    """
    tokens = [token for _, label, behind in stretches for token in (*label, *behind)]
    if not tokens:
        return []
    if table.open_rows and repeats_header(tokens, table):
        return in_doubt(tokens, table)
    kinds = [column.kind for column in table.columns]
    rows: list[Row] | None
    if not table.open_rows:
        rows = labelled_rows(stretches, table)
    elif any(column.starts for column in table.columns):
        rows = goals(tokens, table)
    elif any(column.split for column in table.columns):
        rows = indicators(tokens, table)
    elif kinds == ["text"]:
        # A box of several lines is one broken entry or several entries.
        one_line_each = all(len(lines_in(box)) == 1 for box in page_boxes(tokens))
        rows = [row if one_line_each else undecided(row) for row in listed_rows(tokens, table)]
    elif kinds == ["text", "number"]:
        rows = region_rows_apart([tokens], table, total)
    elif kinds == ["text", "number", "text"]:
        rows = components(tokens, table, names)
    elif "text" in kinds:
        rows = boxed_rows(tokens, table)
    else:
        rows = budget_lines(stretches, table)
    return in_doubt(tokens, table) if rows is None else rows


def repeats_header(tokens: Sequence[Token], table: Table) -> bool:
    """Whether a line is a cell of the header, printed again on a new page with the cells of rows in it."""
    headers = [column.header for column in table.columns if column.header]
    lines = ["".join(token.folded for token in line) for line in lines_in(tokens)]
    return any(header.fits(line) for header in headers for line in lines)


def in_doubt(tokens: Sequence[Token], table: Table) -> list[Row]:
    """Everything printed, in any column, and the form's own rows, of which no cell can be told."""
    lines = undecided_lines(tokens, table)
    labelled = [
        Row(
            tuple(RowCell((column.id,), (), undecided=True) for column in table.figures(row)), lines.near, row
        )
        for row in table.rows
    ]
    return [lines, *labelled]


def begins_a_cell(tokens: Sequence[Token], table: Table) -> bool:
    """Whether a line begins with a cell of the header of ``table`` or the label of one of its rows."""
    labels = [column.header for column in table.columns] + [row.pattern for row in table.rows]
    texts = ["".join(token.folded for token in line) for line in lines_in(tokens)]
    return any(label and label.weight and label.regex.match(text) for label in labels for text in texts)


def torn_row(tokens: Sequence[Token], table: Table) -> tuple[dict[str, tuple[Word, ...]], Row] | None:
    """The header and the only row of a table of figures whose header cells stand among the others: behind
    every run of header cells as many cells, each of its column's kind. None if it is not printed so.
    """
    headers: dict[str, tuple[Word, ...]] = {}
    cells: list[RowCell] = []
    in_header = False
    for line in lines_in(tokens):
        header = table.columns[len(headers)] if len(headers) < len(table.columns) else None
        if header and header.header and header.header.fits("".join(token.folded for token in line)):
            if not in_header and len(cells) < len(headers):
                return None
            in_header = True
            headers[header.id] = words_in(line)
            continue
        in_header = False
        for token in line:
            if len(cells) == len(headers) or not token.can_be(table.columns[len(cells)].kind):
                return None
            cells.append(RowCell((table.columns[len(cells)].id,), token.words))
    is_whole = len(headers) == len(cells) == len(table.columns)
    return (headers, Row(tuple(cells), cells[0].words[0])) if is_whole else None


def labelled_rows(stretches: Sequence[Stretch], table: Table) -> list[Row] | None:
    """All labelled rows, each with all of its figures behind its label. In a table of one such row blank
    cells only leave the columns open.
    """
    if [fixed for fixed, _, _ in stretches] != list(table.rows):
        return None
    rows = []
    for fixed, label, figures in stretches:
        assert fixed is not None
        columns = table.figures(fixed)
        full = len(figures) == len(columns) or (len(table.rows) == 1 and len(figures) <= len(columns))
        if not (full and figures and all(token.is_figure for token in figures)):
            return None
        cells = assign(figures, columns)
        if any(cell.undecided for cell in cells):
            return None
        words = words_in(label)
        row = Row(cells, words[0], fixed, words)
        rows.append(undecided(row) if _is_out_of_turn(figures) else row)
    return rows


def _is_out_of_turn(figures: Sequence[Token]) -> bool:
    """Whether a phrase over several lines stands before a figure on one. Its first line is the higher one, so
    that pdftotext may print it before what stands left of it.
    """
    return any(one.is_broken and not other.is_broken for one, other in pairwise(figures))


def budget_lines(stretches: Sequence[Stretch], table: Table) -> list[Row] | None:
    """Full rows one after the other: one row, or more where the subtitles show that rows are not columns. The
    form's own row may stand alone.
    """
    above, labelled = list(stretches), []
    if above and above[-1][0] is not None:
        labelled = [above.pop()]
    if len(above) > 1 or any(fixed is not None for fixed, _, _ in above):
        return None
    tokens, width = above[0][2] if above else (), len(table.columns)
    rows = [tokens[start : start + width] for start in range(0, len(tokens), width)]
    if len(rows) > 1 and not table.has_subtitle:
        return None
    found = []
    for row in rows:
        kinds_fit = len(row) == width and all(
            token.can_be(column.kind) for token, column in zip(row, table.columns, strict=True)
        )
        if not kinds_fit:
            return None
        found.append(Row(assign(row, table.columns), row[0].words[0]))
    for fixed, label, figures in labelled:
        assert fixed is not None
        if len(figures) != 1 or not figures[0].can_be("number"):
            return None
        words = words_in(label)
        found.append(Row(assign(figures, table.figures(fixed)), words[0], fixed, words))
    return found


def components(tokens: Sequence[Token], table: Table, names: Names) -> list[Row] | None:
    """Name and figure of each component. What stands between two of them is the detail of the first if
    it is one box everywhere.
    """
    text, amount, detail = (column.id for column in table.columns)
    starts = named_starts(tokens, names) if names else []
    if not starts or starts[0][0] or len(starts) != len(names):
        return None
    ends = [start for start, _ in starts[1:]] + [len(tokens)]
    details = [tokens[figure + 1 : end] for (_, figure), end in zip(starts, ends, strict=True)]
    known = all(len(boxes_of(one)) == 1 and one[0].starts_line for one in details)
    if any(tokens[figure].is_phrase and not one for (_, figure), one in zip(starts, details, strict=True)):
        return None
    return [
        Row(
            (
                RowCell((text,), words_in(tokens[start:figure])),
                RowCell((amount,), tokens[figure].words),
                RowCell((detail,), words_in(one), undecided=not known),
            ),
            tokens[start].words[0],
        )
        for (start, figure), one in zip(starts, details, strict=True)
    ]


def indicators(tokens: Sequence[Token], table: Table) -> list[Row] | None:
    """Indicators whose values stand behind them, and behind the last of them nothing more: in turn two
    boxes of text and a run of values. The label inside the formula's cell tells it from the name; nothing
    tells the values, which pdftotext prints as they come.
    """
    rows = indicator_rows(tokens, table)
    width = sum(column.kind == "percent" for column in table.columns)
    runs = _in_turn(tokens)
    texts, values = runs[::2], runs[1::2]
    in_turn = len(texts) == len(values) == len(rows)
    told = not any(cell.undecided or cell.open_end for row in rows for cell in row.cells)
    whole = told and all(len(boxes_of(text)) == 2 for text in texts)
    if not (in_turn and whole and max(len(run) for run in values) <= width):
        return None
    return [_with_open_values(row, table) for row in rows]


def _in_turn(tokens: Sequence[Token]) -> list[list[Token]]:
    """Runs of text and of values in turn, text first. Values begin a box: a phrase in the middle of a box is
    the methodology, of which nothing was reported.
    """
    runs: list[list[Token]] = [[]]
    for line in lines_in(tokens):
        in_values = len(runs) % 2 == 0
        is_value = all(token.is_figure for token in line) and (in_values or line[0].starts_box)
        if is_value != in_values:
            runs.append([])
        runs[-1] += line
    return runs


def _with_open_values(row: Row, table: Table) -> Row:
    """``row`` with each of its values in any column, unless all columns hold the same."""
    columns = tuple(column.id for column in table.columns if column.kind == "percent")
    values = [cell for cell in row.cells if set(cell.columns) <= set(columns)]
    texts = {"".join(word.text for word in cell.words) for cell in values}
    if len(values) == len(columns) and len(texts) == 1:
        return row
    cells = [replace(cell, columns=columns) if cell in values else cell for cell in row.cells]
    return replace(row, cells=tuple(cells))


def goals(tokens: Sequence[Token], table: Table) -> list[Row] | None:
    """Goals and targets in turn, as their numbers say; where they come otherwise, none."""
    rows = numbered_rows(tokens, table)
    columns = [(column.id,) for column in table.columns]
    whole = all([cell.columns for cell in row.cells] == columns for row in rows)
    return rows if whole and all(_is_own(row) for row in rows) else None


def _is_own(row: Row) -> bool:
    """Whether the target of a row begins with the number of its goal."""
    goal, target = (cell.words[0].text.partition(".")[0] for cell in row.cells)
    return goal == target
