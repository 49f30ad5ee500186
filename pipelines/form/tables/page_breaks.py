"""Rows at a page break: whether the first row of a page is the rest of the last row before it."""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.form.readings.values import is_broken_number, printed, status_of
from pipelines.form.spec.folding import fold
from pipelines.form.spec.model import Column, Table
from pipelines.form.stream.lines import lines_of
from pipelines.form.tables.rows import Row, RowCell, cut_at_label, words_of
from pipelines.form.tables.sequences.cells import Names
from pipelines.read.document import Word

TEXTS = ("text", "subtitle")
"""Kinds of cells whose text can go on over a page break; figures stand on one line."""

Words = tuple[Word, ...]


def joined_over_pages(above: Row, below: Row, table: Table, names: Names = ()) -> Row | None:
    """The one row that a page break cut in two; None if that is not certain.

    The second half has nothing in the first column, or what completes the first half's known text, or all
    of a component's name; and figures only where the first half has none, or where no other row can be.
    Halves that hold a label of a cell once between them are one row, because the form prints it in every row.
    ``names`` are folded texts that begin with the names of the components, where the first column holds
    these.
    """
    uppers, lowers = _by_column(above), _by_column(below)
    if below.fixed or uppers is None or lowers is None:
        return None
    first, *others = table.columns
    rest = _words(lowers, first)
    head = above.label if above.fixed else _words(uppers, first)
    labels = _labels(uppers, lowers, table)
    completed = (
        not rest or _completes(above, head, rest, first, names)
        if head
        else bool(rest) and _begins(_folded(rest), names)
    )
    if labels == 2 or not (labels or completed):
        return None
    pairs = _pairs(others, uppers, lowers)
    if not _are_cells(pairs):
        return None
    figures = [(upper, lower) for one, upper, lower in pairs if one.kind not in TEXTS]
    split = not any(upper for upper, _ in figures) and any(lower for _, lower in figures)
    # A cell may stand whole on the second page; without a key and a figure it is no row of its own.
    may_be_row = table.open_rows and (not figures or any(lower for _, lower in figures))
    if not rest and may_be_row and not split and not any(upper and lower for _, upper, lower in pairs):
        return None
    names_here = [*uppers, *(name for name in lowers if name not in uppers)]
    cells = tuple(
        _joined(uppers.get(name), lowers.get(name))
        for name in names_here
        if not (above.fixed and name == first.id)
    )
    return Row(cells, above.near, above.fixed, (*above.label, *rest) if above.fixed else ())


def is_repeated(above: Row, below: Row) -> bool:
    """Whether the first row of a page prints the last one of the page before once more, as some producers do
    with what they cut.
    """
    if above.fixed is not below.fixed or any(word.box is None for word in words_of(below)):
        return False
    upper = {cell.columns: _folded(cell.words) for cell in above.cells if cell.words}
    lower = {cell.columns: _folded(cell.words) for cell in below.cells if cell.words}
    return upper == lower and bool(lower)


def without_repeated_lines(above: Row, below: Row) -> Row:
    """``below``, which begins a page, without its first lines if they repeat the last ones of ``above``, in
    each column in which both have words.
    """
    uppers, lowers = _by_column(above), _by_column(below)
    is_other = above.fixed is not below.fixed
    if is_other or uppers is None or lowers is None or any(word.box is None for word in words_of(below)):
        return below
    both = [name for name in lowers if lowers[name].words and name in uppers and uppers[name].words]
    lines = {name: (lines_of(uppers[name].words)[-1], lines_of(lowers[name].words)[0]) for name in both}
    if not both or any(
        last.page == first.page or fold(last.text) != fold(first.text) for last, first in lines.values()
    ):
        return below
    counts = {name: len(first.words) for name, (_, first) in lines.items()}
    cells = tuple(
        replace(cell, words=cell.words[counts.get(name, 0) :], printed_again=counts.get(name, 0))
        for name, cell in lowers.items()
    )
    return replace(below, cells=cells)


def labelled_over_pages(above: Row, below: Row, table: Table) -> Row | None:
    """The labelled row that a page break cut in two, inside its label or before it; None if the halves are
    not one row.
    """
    uppers, lowers = _by_column(above), _by_column(below)
    if above.fixed or uppers is None or lowers is None:
        return None
    first, *others = table.columns
    label = (*_words(uppers, first), *(below.label or _words(lowers, first)))
    fixed = next((row for row in table.rows if row.is_label(_folded(label))), None)
    if fixed is None or not _are_cells(_pairs(others, uppers, lowers)):
        return None
    cells = tuple(
        _joined(uppers.get(one.id), lowers.get(one.id)) for one in others if one.id in {*uppers, *lowers}
    )
    return Row(cells, above.near, fixed, label)


def is_doubtful_break(above: Row, below: Row, table: Table, right: float, names: Names = ()) -> bool:
    """Whether two rows, of which the second one begins a page, might as well be one row cut in two.

    ``right`` is how far a line of the first column can reach: where the lower cell's first word had room
    behind the upper cell's last one, no line was broken. That proves nothing in tables of texts side by
    side, whose cells break lines as they like. ``names`` as for ``joined_over_pages``.
    """
    uppers, lowers = _by_column(above), _by_column(below)
    if above.fixed or below.fixed or uppers is None or lowers is None:
        return False
    first = table.columns[0]
    head, rest = _words(uppers, first), _words(lowers, first)
    figures = [column for column in table.columns if column.kind not in TEXTS]
    beside = any(_words(uppers, one) and _words(lowers, one) for one in figures)
    if not rest or beside or _labels(uppers, lowers, table) == 2:
        return not rest and any(_begins_another(*pair) for pair in _pairs(table.columns, uppers, lowers))
    folded, before = _folded(rest), _folded(head)
    if _begins(folded, names):
        return _begins(before + folded, names)
    if first.starts:
        return first.starts.match(folded) is None
    if folded in first.values and before in first.values:
        return before + folded in first.values
    breaks_freely = not figures and len(table.columns) > 1
    return breaks_freely or not _had_room(head, rest, right)


def _labels(uppers: dict[str, RowCell], lowers: dict[str, RowCell], table: Table) -> int:
    """How often both halves together hold the label inside a cell; 0 in tables without such a label."""
    column = next((one for one in table.columns if one.split), None)
    if column is None or column.split is None:
        return 0
    halves = (_words(uppers, column), _words(lowers, column))
    found = sum(bool(cut_at_label(half, column.split.pattern)[1]) for half in halves)
    return found or int(bool(cut_at_label((*halves[0], *halves[1]), column.split.pattern)[1]))


def _had_room(head: Words, rest: Words, right: float) -> bool:
    last, following = head[-1].box if head else None, rest[0].box
    if last is None or following is None:
        return False
    return last.x1 + (last.bottom - last.top) / 2 + following.x1 - following.x0 <= right


def _completes(above: Row, head: Words, rest: Words, first: Column, names: Names) -> bool:
    whole = _folded(head) + _folded(rest)
    if above.fixed:
        return not above.fixed.pattern.fits(_folded(rest)) and above.fixed.is_label(whole)
    if _begins(whole, names) and not _begins(_folded(rest), names):
        return True
    return whole in first.values and _folded(rest) not in first.values


def _begins(folded: str, names: Names) -> bool:
    return any("".join(name).startswith(folded) for name in names)


def _pairs(
    columns: Sequence[Column], uppers: dict[str, RowCell], lowers: dict[str, RowCell]
) -> list[tuple[Column, Words, Words]]:
    return [(one, _words(uppers, one), _words(lowers, one)) for one in columns]


def _are_cells(pairs: Sequence[tuple[Column, Words, Words]]) -> bool:
    """Whether each pair of halves can be one cell."""
    return all(not (upper and lower) or _is_one_cell(one, upper, lower) for one, upper, lower in pairs)


def _is_one_cell(column: Column, upper: Words, lower: Words) -> bool:
    if column.kind in TEXTS:
        return not _begins_another(column, upper, lower)
    if status_of(printed((*upper, *lower))) == "not_reported":
        return status_of(printed(upper)) == "value"
    return upper[-1].text[-1:] in ".," and is_broken_number(upper[-1], lower[0])


def _begins_another(column: Column, upper: Words, lower: Words) -> bool:
    """Whether the lower half begins as a cell of ``column`` does, but with another goal's number."""
    if column.starts is None or not (upper and lower) or not column.starts.fullmatch(_folded(lower[:1])):
        return False
    return upper[0].text.partition(".")[0] != lower[0].text.partition(".")[0]


def _joined(upper: RowCell | None, lower: RowCell | None) -> RowCell:
    one = upper if upper and (upper.words or lower is None) else lower
    assert one is not None, "a column of one of both rows"
    words = (*(upper.words if upper else ()), *(lower.words if lower else ()))
    again = (upper.printed_again if upper else 0) + (lower.printed_again if lower else 0)
    return replace(one, words=words, printed_again=again)


def _by_column(row: Row) -> dict[str, RowCell] | None:
    if any(len(cell.columns) != 1 for cell in row.cells):
        return None
    return {cell.columns[0]: cell for cell in row.cells}


def _words(cells: dict[str, RowCell], column: Column) -> Words:
    return cells[column.id].words if column.id in cells else ()


def _folded(words: Sequence[Word]) -> str:
    return fold("".join(word.text for word in words))
