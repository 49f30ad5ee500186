"""Rows that a page break cut, of which producers leave the cut side without a rule."""

from collections.abc import Sequence

from pipelines.read.document import Box, Word
from pipelines.read.pdf.order import PlacedWords
from pipelines.read.pdf.rules import Edge, edge

SAME_PLACE = 1.0
"""Points by which the ends of rules that stop at one cut may differ."""

LEAST_ROW = 5.0
"""Points that the rules between columns reach beyond the last rule along the rows, at least."""

LEAST_RULE = 5.0
"""Points. A shorter stroke along the rows is the end of a filled rule between columns."""

COLUMN_RULES = 3
"""Rules between columns that must go on: a pair of lines alone may be anything."""


def closed(edges: list[Edge], words: PlacedWords) -> list[Edge]:
    """The rules of one table, with one more along each open end that has a word in it.

    An end is open where all rules between columns go on, equally far, beyond the last rule along the rows.
    What stands there is one row if rules part the rows of the table, or if one of its columns has a single
    line, or if the first column, in which rows begin, has none: else it might be all rows of a table with
    columns only.
    """
    along = [one for one in edges if one["orientation"] == "h" and one["x1"] - one["x0"] > LEAST_RULE]
    across = [one for one in edges if one["orientation"] == "v"]
    if not along or len(across) < COLUMN_RULES:
        return edges
    left, right = min(one["x0"] for one in along), max(one["x1"] for one in along)
    found = list(edges)
    for key, outermost, inwards in (("top", min, 1), ("bottom", max, -1)):
        last = outermost(float(one[key]) for one in along)
        end = outermost(float(one[key]) for one in across)
        beyond = [one for one in across if inwards * (last - one[key]) > LEAST_ROW]
        go_on_alike = all(abs(one[key] - end) <= SAME_PLACE for one in beyond)
        if go_on_alike and _are_all_columns(beyond, left, right):
            cut = Box(left, min(end, last), right, max(end, last))
            inside = words.inside(cut)
            if inside and (key == "top" or _parts_rows(along) or _is_one_row(inside, beyond)):
                found.append(edge(left, end, right, end, "h"))
    return found


def _parts_rows(along: Sequence[Edge]) -> bool:
    """Whether there are more rules along the rows than those around a header."""
    levels: list[float] = []
    for level in sorted(float(one["top"]) for one in along):
        if not levels or level - levels[-1] > LEAST_ROW:
            levels.append(level)
    return len(levels) > 2


def _is_one_row(words: Sequence[Word], rules: Sequence[Edge]) -> bool:
    """Whether a column between ``rules`` holds one line of words, or the first one no word."""
    columns: dict[int, list[Box]] = {}
    for word in words:
        if word.box:
            middle = (word.box.x0 + word.box.x1) / 2
            columns.setdefault(sum(one["x0"] <= middle for one in rules), []).append(word.box)
    left = min(one["x0"] for one in rules)
    first = sum(one["x0"] <= left + SAME_PLACE for one in rules)
    single = any(
        max(box.top for box in boxes) < min(box.bottom for box in boxes) for boxes in columns.values()
    )
    return single or first not in columns


def _are_all_columns(rules: Sequence[Edge], left: float, right: float) -> bool:
    """Whether these are the rules between columns of a table that reaches from ``left`` to ``right``."""
    places = sorted(float(one["x0"]) for one in rules)
    if len(places) < COLUMN_RULES:
        return False
    return abs(places[0] - left) <= SAME_PLACE and abs(places[-1] - right) <= SAME_PLACE
