"""Grammar for names of regions and their figures in a text dump with a box for every cell."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from pipelines.form.assign import assign
from pipelines.form.dumps.figures import known_names
from pipelines.form.inferences import EVERY_REGION_HAS_A_FIGURE
from pipelines.form.load_spec import the_form
from pipelines.form.rows import Row, RowCell, undecided
from pipelines.form.spec import Table
from pipelines.form.tokens import Token, lines_in, words_in
from pipelines.form.values import whole_number


def region_rows_apart(
    pages: Sequence[Sequence[Token]], table: Table, known_total: int | None
) -> list[Row] | None:
    """Names and figures: on the same lines, or as many figures below the names, once or page by page; the
    total, if there is one, comes last. ``pages`` are the parts of the table below each print of its header,
    ``known_total`` is what the figures add up to, if the report says it elsewhere. None if the rows are in
    doubt.

    On lines of their own, a name may be blank in one row and a figure in another. They belong together by
    the rule ``EVERY_REGION_HAS_A_FIGURE`` only.
    """
    name, amount = table.columns
    total = next((row for row in table.rows), None)
    amounts: list[int | None] = []
    rows: list[Row] = []
    is_over, is_side_by_side = False, True
    text: list[Token] = []
    figures: list[Token] = []
    for token, following in chain.from_iterable(map(_with_next, pages)):
        ends_line = following is None or following.starts_line
        if token is not None and token.can_be("number") and ends_line:
            figures.append(token)
            is_side_by_side &= not token.starts_line
            continue
        if figures or token is None:
            lines = lines_in(text)
            groups = [lines] if len(lines) == 1 else known_names(lines, name.values | {"total"})
            if not text or groups is None or len(groups) != len(figures):
                return None
            amounts += [whole_number(figure.folded) for figure in figures]
            for group, figure in zip(groups, figures, strict=True):
                words = tuple(word for line in group for word in words_in(line))
                folded = "".join(token.folded for line in group for token in line)
                if is_over:
                    return None
                is_over = total is not None and total.is_label(folded)
                row = Row((RowCell((name.id,), words), RowCell((amount.id,), figure.words)), words[0])
                if total and is_over and not _heads_column_above(folded, table):
                    row = Row(assign([figure], [amount]), words[0], total, words)
                elif is_over:
                    row = undecided(row)
                rows.append(row)
            text, figures = [], []
        if token is not None:
            text.append(token)
    if is_side_by_side:
        return rows
    if is_over:
        *amounts, known_total = amounts
    if not _is_full(amounts, known_total):
        return None
    return [replace(row, inferred_by=EVERY_REGION_HAS_A_FIGURE) for row in rows]


def _with_next(tokens: Sequence[Token]) -> Iterator[tuple[Token | None, Token | None]]:
    """Each token with the one behind it, and None at the end, if there is any token."""
    return pairwise([*tokens, None, None]) if tokens else iter(())


def _is_full(amounts: Sequence[int | None], total: int | None) -> bool:
    """Whether ``amounts`` add up to ``total``, and each is above zero, so that none was left blank."""
    known = [amount for amount in amounts if amount]
    return bool(known) and len(known) == len(amounts) and sum(known) == total


def _heads_column_above(folded: str, table: Table) -> bool:
    """Whether a row's label also heads a column of the table before, the boxes of which may stand here."""
    tables = list(the_form().tables())
    above = tables[max(tables.index(table) - 1, 0)]
    return any(column.header is not None and column.header.fits(folded) for column in above.columns)
