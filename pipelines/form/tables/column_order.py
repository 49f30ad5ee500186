"""Which column a printed header cell is: by its text, and where several share it, by the year it prints."""

import re
from collections.abc import Callable, Sequence

from pipelines.form.spec.model import Column, Table

_YEAR = re.compile(r"(?:19|20)\d\d")


def arranged(
    table: Table, texts: Sequence[str], year: int | None, *, nearly: bool = False
) -> tuple[tuple[Column, ...], bool] | None:
    """The column of each of ``texts``, which are folded header cells from left to right, and whether that is
    certain. None if they are not the headers of ``table``, each once, but for columns that not every report
    prints.

    With ``nearly`` some headers may run into their neighbours' cells, as turned ones do, where at least half
    of them do not.

    Columns stand in any order. The years printed in a report of ``year`` say which is which, where they are
    the expected ones; where one is not, the others say whether the years go up or down; else nothing does.
    """
    columns = [column for column in table.columns if column.header]
    if table.open_columns and len(texts) > len(columns):
        return _with_open(table, texts)
    if not len(columns) <= len(texts) <= len(columns) + len(table.extra):
        return None
    known = sum(any(_fits(column, text) for column in columns) for text in texts)
    fits = _nearly_fits if nearly and 2 * known >= len(texts) else _fits
    dated = [column for column in columns if column.year_offset is not None]
    found: list[Column | None] = []
    left = [column for column in columns if column.year_offset is None]
    for text in texts:
        column = next((one for one in left if _fits(one, text)), None)
        if column:
            left.remove(column)
        found.append(column)
    extra = [column for _, column in table.extra]
    for place, text in enumerate(texts):
        column = next((one for one in extra if _fits(one, text)), None)
        if found[place] is None and column:
            extra.remove(column)
            found[place] = column
    for place, text in enumerate(texts):
        column = next((one for one in left if fits(one, text)), None)
        if found[place] is None and column and not any(fits(one, text) for one in dated):
            left.remove(column)
            found[place] = column
    open_texts = [text for text, column in zip(texts, found, strict=True) if column is None]
    if left or len(open_texts) != len(dated):
        return None
    ordered, is_sure = _dated(dated, open_texts, year, fits)
    if ordered is None:
        return None
    following = iter(ordered)
    return tuple(column or next(following) for column in found), is_sure


def _with_open(table: Table, texts: Sequence[str]) -> tuple[tuple[Column, ...], bool] | None:
    """The columns of a table of which some are headed by names of the report's own: all between the first
    column and the last one, which may be missing.
    """
    first, last = table.columns[0], table.columns[-1]
    if not (_fits(first, texts[0]) and all(texts)):
        return None
    has_last = _fits(last, texts[-1])
    names = texts[1:-1] if has_last else texts[1:]
    if any(_fits(column, name) for column in table.columns for name in names):
        return None
    opened = [table.open_column(number, name) for number, name in enumerate(names, start=1)]
    return (first, *opened, *([last] if has_last else [])), True


def _dated(
    columns: Sequence[Column], texts: Sequence[str], year: int | None, are_like: Callable[[Column, str], bool]
) -> tuple[Sequence[Column] | None, bool]:
    fits = [
        [column for column in columns if _fits(column, text)]
        or [column for column in columns if are_like(column, text)]
        for text in texts
    ]
    if not all(fits):
        return None, False
    exact = [
        [column for column in some if _is_of(column, text, year)]
        for some, text in zip(fits, texts, strict=True)
    ]
    if all(len(some) == 1 for some in exact) and len({some[0].id for some in exact}) == len(columns):
        return [some[0] for some in exact], True
    left = [column for column in columns if not any(column in some for some in exact)]
    if len(left) == 1 and sum(map(len, exact)) == len(columns) - 1:
        named = [some[0] if some else left[0] for some in exact]
        if all(column in some for column, some in zip(named, fits, strict=True)):
            return named, True
    orders = [list(columns), list(reversed(columns)), _backwards(columns)]
    orders = [order for place, order in enumerate(orders) if order not in orders[:place]]
    possible = [order for order in orders if all(one in some for one, some in zip(order, fits, strict=True))]
    if not possible:
        return None, False
    hits = [
        sum(_is_of(one, text, year) for one, text in zip(order, texts, strict=True)) for order in possible
    ]
    best = max(hits)
    chosen = possible[hits.index(best)]
    is_sure = year is None or (best > 0 and hits.count(best) == 1)
    return chosen, is_sure


def _fits(column: Column, text: str) -> bool:
    return column.header is not None and column.header.fits(text)


def _nearly_fits(column: Column, text: str) -> bool:
    return column.header is not None and column.header.nearly_fits(text)


def _backwards(columns: Sequence[Column]) -> list[Column]:
    """``columns`` from the newest year to the oldest; those of one year in their order."""
    return sorted(columns, key=lambda column: -(column.year_offset or 0))


def _is_of(column: Column, text: str, year: int | None) -> bool:
    printed = _YEAR.search(text)
    return bool(printed and year is not None and column.year_offset is not None) and (
        int(printed[0]) == year + column.year_offset  # type: ignore[index,operator]
    )
