"""Tables under the form's own row labels in a text dump that prints all labels first, and then the columns.

The labels say how many rows there are and the headers how many columns, so a full count leaves each cell
one place; with a cell too few or too many nothing is said.
"""

from collections.abc import Sequence

from pipelines.form.rows import Row, RowCell
from pipelines.form.spec import FixedRow, Table
from pipelines.form.tokens import Token, lines_in, words_in
from pipelines.read.document import Word

LABEL_LINES = 3
"""No label of a row is broken over more lines."""

Headed = tuple[dict[str, tuple[Word, ...]], list[Row]]
"""The words of the header cells by column, and the rows below them."""


def labelled_columns(tokens: Sequence[Token], table: Table) -> Headed | None:
    """The header and the rows of a table that prints its labels first. Each header stands above all cells of
    its column; those of a single row may follow several headers. None if it is not printed so.
    """
    if table.open_rows or table.columns[0].header is not None:
        return None
    lines = lines_in(tokens)
    labels: list[tuple[Word, ...]] = []
    for row in table.rows:
        length = _label_length(lines, row)
        if not length:
            return None
        labels.append(tuple(word for line in lines[:length] for word in words_in(line)))
        lines = lines[length:]
    cells = [token for line in lines for token in line]
    columns = _columns(cells, table, len(labels))
    if columns is None or (len(labels) == 1 and _holds_more_headers(cells, table)):
        return None
    named = table.columns[1:]
    rows = [
        Row(
            tuple(
                RowCell((column.id,), column_cells[place].words)
                for column, (_, column_cells) in zip(named, columns, strict=True)
            ),
            label[0],
            fixed,
            label,
        )
        for place, (fixed, label) in enumerate(zip(table.rows, labels, strict=True))
    ]
    return {column.id: head.words for column, (head, _) in zip(named, columns, strict=True)}, rows


def _label_length(lines: Sequence[Sequence[Token]], row: FixedRow) -> int:
    """How many lines the label of ``row`` takes at the beginning of ``lines``, as many as can be."""
    texts = ["".join(token.folded for token in line) for line in lines[:LABEL_LINES]]
    return max((n for n in range(1, len(texts) + 1) if row.is_label("".join(texts[:n]))), default=0)


def _columns(tokens: Sequence[Token], table: Table, rows: int) -> list[tuple[Token, Sequence[Token]]] | None:
    """Header and cells of each column."""
    found: list[tuple[Token, Sequence[Token]]] = []
    named = table.columns[1:]
    at = 0
    while len(found) < len(named):
        heads = 1
        while rows == 1 and len(found) + heads < len(named) and _heads(tokens, at, found, heads + 1, table):
            heads += 1
        if not _heads(tokens, at, found, heads, table):
            return None
        behind = at + heads
        for place in range(heads):
            start = behind + place * rows
            column = named[len(found)]
            cells = tokens[start : start + rows]
            if len(cells) < rows or not all(token.can_be(column.kind) for token in cells):
                return None
            found.append((tokens[at + place], cells))
        at = behind + heads * rows
    return found if at == len(tokens) else None


def _holds_more_headers(tokens: Sequence[Token], table: Table) -> bool:
    """Whether a cell could be a header as well, as a figure like a year could."""
    headers = [column.header for column in table.columns if column.header]
    alike = [token for token in tokens if any(header.fits(token.folded) for header in headers)]
    return len(alike) > len(headers)


def _heads(tokens: Sequence[Token], at: int, found: Sequence[object], count: int, table: Table) -> bool:
    """Whether ``count`` tokens from ``at`` on are the next headers."""
    columns = table.columns[1 + len(found) : 1 + len(found) + count]
    heads = tokens[at : at + count]
    return len(heads) == count and all(
        column.header is not None and column.header.fits(token.folded)
        for column, token in zip(columns, heads, strict=True)
    )
