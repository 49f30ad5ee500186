"""Cells of one printed row to columns, where blank cells have vanished: decided, never guessed."""

from collections.abc import Sequence

from pipelines.form.rows import Row, RowCell
from pipelines.form.spec import Column, Table
from pipelines.form.tokens import Token, lines_in, words_in


def assign(tokens: Sequence[Token], columns: Sequence[Column]) -> tuple[RowCell, ...]:
    """The tokens of a row, each with every column it can stand in.

    All assignments count that keep the printed order and put at most one token of a fitting kind into a
    column; any column may be blank. What stands in one column in all of them is decided. If there is no
    assignment, a token may stand in any column of its kind, or in any at all.
    """
    first = _leftmost(tokens, columns)
    if first is None:
        everywhere = tuple(column.id for column in columns)
        return tuple(
            RowCell(_of_kind(token, columns) or everywhere, token.words, undecided=True) for token in tokens
        )
    backwards = _leftmost(tokens[::-1], columns[::-1]) or []
    last = [len(columns) - 1 - position for position in backwards[::-1]]
    return tuple(
        RowCell(_of_kind(token, columns[low : high + 1]), token.words)
        for token, low, high in zip(tokens, first, last, strict=True)
    )


def can_assign(tokens: Sequence[Token], columns: Sequence[Column]) -> bool:
    """Whether the columns can hold the tokens of a row in their order."""
    return _leftmost(tokens, columns) is not None


def _leftmost(tokens: Sequence[Token], columns: Sequence[Column]) -> list[int] | None:
    """Each token in the first column that is still free and of its kind; None if one finds none."""
    found: list[int] = []
    position = 0
    for token in tokens:
        while position < len(columns) and not token.can_be(columns[position].kind):
            position += 1
        if position == len(columns):
            return None
        found.append(position)
        position += 1
    return found


def _of_kind(token: Token, columns: Sequence[Column]) -> tuple[str, ...]:
    return tuple(column.id for column in columns if token.can_be(column.kind))


def undecided_lines(tokens: Sequence[Token], table: Table) -> Row:
    """Everything printed, line by line, with every column it could stand in."""
    everywhere = tuple(column.id for column in table.columns)
    cells = tuple(RowCell(everywhere, words_in(line), undecided=True) for line in lines_in(tokens))
    return Row(cells, tokens[0].words[0])
