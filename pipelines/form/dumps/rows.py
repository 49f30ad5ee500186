"""Rows of tables in text dumps: no columns, blank cells gone, cells wrapped over lines.

Each shape of table has its own grammar; which one applies follows from the kinds of its columns. A
grammar finds where rows begin; what stands in which column is then decided by kind and order, and
left undecided where blanks allow more than one reading.
"""

from collections.abc import Iterable, Sequence

from pipelines.form.assign import assign
from pipelines.form.dumps.blocks import boxed_rows, numbered_rows
from pipelines.form.dumps.cell_boxes import Stretch, apart_rows, in_doubt, repeats_header
from pipelines.form.dumps.figures import Names, budget_rows, named_rows, region_rows
from pipelines.form.dumps.indicators import indicator_rows
from pipelines.form.dumps.lists import listed_over_pages, listed_rows
from pipelines.form.folding import Pattern, fold
from pipelines.form.reading import Reading
from pipelines.form.rows import Row, RowCell
from pipelines.form.spec import FixedRow, Table
from pipelines.form.stream import Stream
from pipelines.form.tokens import Token, tokens_of, words_in
from pipelines.form.values import status_of, whole_number
from pipelines.read.document import Word

LABEL_WORDS = 12
"""The second line of a row's label has no more words."""


def text_rows(
    stream: Stream,
    start: int,
    end: int,
    table: Table,
    names: Names = (),
    *,
    are_told: bool = True,
    apart: bool = False,
    total: int | None = None,
) -> tuple[list[Row], list[Word]]:
    """The rows of ``table`` between two units, and the words that belong to no row.

    ``names`` are folded texts that begin with the names of the components, where the report has told
    them already, and ``are_told`` is False where some may be other texts. ``apart`` is True where the dump
    prints every cell in a box of its own; ``total`` is what the figures add up to then, if the report says
    it elsewhere.
    """
    if apart:
        return apart_rows(stretches(stream, start, end, table), table, names, total), []
    import os
    from pipelines.form.sequences.tables import side_by_side
    toks = tokens_of(stream, start, end, subtitles=table.has_subtitle)
    if os.environ.get("NEW") and not any(c.split for c in table.columns) and not (len(table.columns)==1 and repeats_header(toks, table)):
        return side_by_side(toks, table, names, are_told=are_told) if toks else ([], [])
    rows: list[Row] = []
    stray: list[Word] = []
    for fixed, label_start, label_end, row_end in _labelled(stream, start, end, table):
        if fixed is None:
            open_rows, left = _open_rows(stream, (label_start, row_end), table, names, are_told=are_told)
            rows += open_rows
            stray += left
        else:
            rows.append(_fixed_row(stream, table, fixed, (label_start, label_end, row_end)))
    return rows, stray


def stretches(stream: Stream, start: int, end: int, table: Table) -> list[Stretch]:
    """What a dump that prints every cell in a box of its own has between two units of ``table``."""
    found: list[Stretch] = []
    for fixed, label_start, label_end, row_end in _labelled(stream, start, end, table):
        label = tokens_of(stream, label_start, label_end)
        behind = tokens_of(stream, label_end, row_end, subtitles=table.has_subtitle)
        if fixed and fixed.continues:
            behind, more = _without_second_line(behind, fixed.continues)
            label += more
        found.append((fixed, label, behind))
    return found


def _labelled(
    stream: Stream, start: int, end: int, table: Table
) -> list[tuple[FixedRow | None, int, int, int]]:
    """The stretches of a table: (row, start of its label, end of its label, end of the row).

    The first stretch, and all of a table without labelled rows, has None for the row.
    """
    marks: list[tuple[FixedRow | None, int, int]] = [(None, start, start)]
    expected = list(table.rows)
    for index in range(start, end):
        if not stream.starts_line[index]:
            continue
        for row in expected:
            label_end = _label_end(stream, row.pattern, index, end)
            if label_end:
                marks.append((row, index, label_end))
                if not table.open_rows:
                    expected = expected[expected.index(row) + 1 :]
                break
    stops = [mark[1] for mark in marks[1:]] + [end]
    return [
        (row, at, label_end, stop)
        for (row, at, label_end), stop in zip(marks, stops, strict=True)
        if stop > at
    ]


def _label_end(stream: Stream, pattern: Pattern, index: int, end: int) -> int | None:
    limit = stream.offsets[end] if end < len(stream) else len(stream.folded)
    found = pattern.regex.match(stream.folded, stream.offsets[index], limit)
    if found is None or found.end() == found.start():
        return None
    after = stream.unit_at(found.end() - 1) + 1
    at = stream.offsets[after] if after < len(stream) else len(stream.folded)
    return after if at == found.end() else None


def _fixed_row(stream: Stream, table: Table, fixed: FixedRow, place: tuple[int, int, int]) -> Row:
    start, label_end, end = place
    label = stream.words(start, label_end)
    tokens = tokens_of(stream, label_end, end)
    if fixed.continues:
        tokens, more = _without_second_line(tokens, fixed.continues)
        label += words_in(more)
    return Row(assign(tokens, table.figures(fixed)), label[0], fixed, tuple(label))


def _without_second_line(tokens: list[Token], label: Pattern) -> tuple[list[Token], list[Token]]:
    """The row's tokens without the second line of its label, wherever that was printed, and that line."""
    for first in range(len(tokens)):
        if not tokens[first].starts_line:
            continue
        for last in range(first + 1, min(first + LABEL_WORDS, len(tokens)) + 1):
            if label.fits(fold("".join(word.text for word in words_in(tokens[first:last])))):
                return tokens[:first] + tokens[last:], tokens[first:last]
    return tokens, []


def _open_rows(
    stream: Stream, place: tuple[int, int], table: Table, names: Names, *, are_told: bool
) -> tuple[list[Row], list[Word]]:
    tokens = tokens_of(stream, *place, subtitles=table.has_subtitle)
    if not tokens:
        return [], []
    if not table.open_rows:
        return [], list(words_in(tokens))
    if len(table.columns) == 1 and repeats_header(tokens, table):
        over_pages = listed_over_pages(tokens, table, stream.units[place[0] - 1].page)
        return in_doubt(tokens, table) if over_pages is None else over_pages, []
    # A component has a row even where nothing is reported of it.
    has_rows = any(column.ends for column in table.columns) or (names and _is_by_component(table))
    if (
        len(tokens) == 1
        and not has_rows
        and tokens[0].is_phrase
        and status_of(tokens[0].folded) == "not_reported"
    ):
        return [nothing_reported(table, tokens[0].words)], []
    return _grammar(tokens, table, names, are_told=are_told), []


def _grammar(tokens: Sequence[Token], table: Table, names: Names, *, are_told: bool) -> list[Row]:
    """The rows by the grammar for the shape of ``table``."""
    kinds = [column.kind for column in table.columns]
    if any(column.starts for column in table.columns):
        rows = numbered_rows(tokens, table)
    elif any(column.split for column in table.columns):
        rows = indicator_rows(tokens, table)
    elif kinds == ["text"]:
        rows = listed_rows(tokens, table)
    elif kinds == ["text", "number"]:
        rows = region_rows(tokens, table)
    elif _is_by_component(table):
        rows = named_rows(tokens, table, names, are_told=are_told)
    elif "text" in kinds:
        rows = boxed_rows(tokens, table)
    else:
        rows = budget_rows(tokens, table)
    return rows


def _is_by_component(table: Table) -> bool:
    return [column.kind for column in table.columns] == ["text", "number", "text"]


def total_of(table: Table, readings: Iterable[Reading]) -> int | None:
    """What the figures of ``table`` add up to, if ``readings`` have one field that says it."""
    said = [one.text for one in readings if one.item == table.total_field and one.status == "value"]
    return whole_number(said[0]) if len(said) == 1 else None


def nothing_reported(table: Table, words: Sequence[Word]) -> Row:
    """The row that stands for a whole table of which the form says that nothing was reported."""
    columns = tuple(column.id for column in table.columns)
    return Row((RowCell(columns, tuple(words), spans=len(columns) > 1),), words[0])
