"""Grammars for tables with figures in a text dump: budget lines, regions, components, indicators."""

from collections.abc import Sequence

from pipelines.form.assign import assign, can_assign, undecided_lines
from pipelines.form.folding import fold
from pipelines.form.rows import Row, RowCell, undecided
from pipelines.form.spec import Table
from pipelines.form.tokens import Token, lines_in, words_in
from pipelines.read.document import Word

Names = Sequence[tuple[str, ...]]
"""Texts that begin with the names of the components, as folded words; none for a component whose name the
report has not told."""

NAME_WORDS = 40
"""No component's name has more words."""

REGION_LINES = 4
"""No region's name is broken over more lines."""


def budget_rows(tokens: Sequence[Token], table: Table) -> list[Row]:
    """Lines of codes and an amount.

    A printed line is a row, for cells of one line share it; only around a cell that is itself broken over
    lines may a row of a table with subtitles run over several. Lines that are no full row together may be
    rows with blank cells, and no row from there on can be counted. Where a line holds what no row can, some
    cell is broken in a way that cannot be told, and nothing is decided.
    """
    rows: list[list[Token]] = []
    for line in lines_in(tokens):
        if rows and not _row_is_over(rows[-1], line, table):
            rows[-1] += line
        else:
            rows.append(list(line))
    sure = next((place for place, row in enumerate(rows) if not _is_row(row, table)), len(rows))
    if not all(can_assign(row, table.columns) for row in rows[:sure]):
        sure = 0
    left = [token for row in rows[sure:] for token in row]
    return [Row(assign(row, table.columns), row[0].words[0]) for row in rows[:sure]] + (
        [undecided_lines(left, table)] if left else []
    )


def _is_row(tokens: Sequence[Token], table: Table) -> bool:
    """Whether ``tokens`` stand on one line or fill all columns."""
    fit = [token.can_be(column.kind) for token, column in zip(tokens, table.columns, strict=False)]
    return len(lines_in(tokens)) == 1 or (len(tokens) == len(table.columns) and all(fit))


def _row_is_over(row: Sequence[Token], line: Sequence[Token], table: Table) -> bool:
    width = len(table.columns)
    if not table.has_subtitle or width in (len(row), len(line)) or len(row) + len(line) > width:
        return True
    return not (row[-1].is_broken or line[0].is_broken)


def region_rows(tokens: Sequence[Token], table: Table) -> list[Row]:
    """Name and figure. The figure ends the line; a name may wrap, a figure may be missing.

    Several lines of text above a figure are one wrapped name or rows without figures: the names that
    the form knows decide, and where they do not, nothing does. A figure on a line of its own may be that
    of the name above or of a row without a name, and no row from there on can be counted.
    """
    rows: list[Row] = []
    text: list[Token] = []
    start = 0
    for index, token in enumerate(tokens):
        ends_line = index + 1 == len(tokens) or tokens[index + 1].starts_line
        if ends_line and token.can_be("number"):
            if text and token.starts_line:
                return [*rows, undecided_lines(tokens[start:], table)]
            rows += _region_row(text, token, table)
            text = []
            start = index + 1
        else:
            text.append(token)
    return rows + (_region_row(text, None, table) if text else [])


def _region_row(text: Sequence[Token], figure: Token | None, table: Table) -> list[Row]:
    name, amount = table.columns
    if not text and figure:
        return [Row(assign([figure], table.columns), figure.words[0])]
    lines = lines_in(text)
    groups = [lines] if len(lines) == 1 else known_names(lines, name.values)
    figures = (RowCell((amount.id,), figure.words, undecided=groups is None),) if figure else ()
    if groups is None:
        return [Row((RowCell((name.id,), words_in(text), undecided=True), *figures), text[0].words[0])]
    rows = []
    for group in groups:
        words = tuple(word for line in group for word in words_in(line))
        cells = (RowCell((name.id,), words), *(figures if group is groups[-1] else ()))
        rows.append(Row(cells, words[0]))
    return rows


def known_names(lines: list[list[Token]], known: frozenset[str]) -> list[list[list[Token]]] | None:
    """``lines`` cut into known names, if there is exactly one way to do it."""
    ways = [1] + [0] * len(lines)
    came_from = [0] * (len(lines) + 1)
    for end in range(1, len(lines) + 1):
        for start in range(max(0, end - REGION_LINES), end):
            text = "".join(token.folded for line in lines[start:end] for token in line)
            if ways[start] and text in known:
                ways[end] = min(2, ways[end] + ways[start])
                came_from[end] = start
    if ways[-1] != 1:
        return None
    groups: list[list[list[Token]]] = []
    end = len(lines)
    while end:
        groups.insert(0, lines[came_from[end] : end])
        end = came_from[end]
    return groups


def named_rows(tokens: Sequence[Token], table: Table, names: Names, *, are_told: bool) -> list[Row]:
    """Name, figure, text. A row begins where a line begins with a component's name and then a figure.

    With fewer rows than components, a row may hide in the text above it: that text is left undecided, and
    so are a figure that may be the first cell of one and the rows behind a component that is missing: all
    but the first, where the names are not all told for certain (``are_told``).
    """
    text_column, figure_column, detail_column = (column.id for column in table.columns)
    starts = named_starts(tokens, names)
    if not starts or starts[0][0] or len(starts) > len(names):
        return [undecided_lines(tokens, table)]
    is_whole = len(starts) == len(names)
    ends = [start for start, _ in starts[1:]] + [len(tokens)]
    rows: list[Row] = []
    for (start, figure), end in zip(starts, ends, strict=True):
        # A phrase may as well be the detail of a blank figure, unless more of its row follows.
        is_open = tokens[figure].is_phrase and (end == figure + 1 or not is_whole)
        columns = (figure_column, detail_column) if is_open else (figure_column,)
        is_next = tokens[figure].starts_line and not is_whole
        cells = [
            RowCell((text_column,), words_in(tokens[start:figure])),
            RowCell(columns, tokens[figure].words, undecided=is_open or is_next),
        ]
        if end > figure + 1:
            detail = words_in(tokens[figure + 1 : end])
            cells.append(RowCell((detail_column,), detail, undecided=not is_whole))
        row = Row(tuple(cells), tokens[start].words[0])
        is_counted = is_whole or not rows or (are_told and _is_in_turn(cells[0].words, names, len(rows)))
        rows.append(row if is_counted else undecided(row, table.columns))
    return rows


def _is_in_turn(name: Sequence[Word], names: Names, place: int) -> bool:
    """Whether ``name`` is that of the component at ``place``, and of no other."""
    words = tuple(fold(word.text) for word in name)
    return [index for index, known in enumerate(names) if known[: len(words)] == words] == [place]


def named_starts(tokens: Sequence[Token], names: Names) -> list[tuple[int, int]]:
    """(first token, figure) of each row whose name is known."""
    starts: list[tuple[int, int]] = []
    for index, token in enumerate(tokens):
        if not token.starts_line or (starts and index <= starts[-1][1]):
            continue
        for figure in range(index + 1, min(index + NAME_WORDS, len(tokens))):
            words = tuple(fold(word.text) for word in words_in(tokens[index:figure]))
            known = [name for name in names if name[: len(words)] == words]
            if not known:
                break
            is_named_on = any(name[: len(words) + 1][-1:] == (tokens[figure].folded,) for name in known)
            if tokens[figure].can_be("number") and not is_named_on:
                starts.append((index, figure))
                break
    return starts
