"""What a cell of a text dump can hold: runs of tokens and what they cost, by the specification."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipelines.form.folding import fold
from pipelines.form.sequences.printed import Printed
from pipelines.form.spec import Column, FixedRow, Split, Table
from pipelines.form.tokens import Token, lines_in

Names = Sequence[tuple[str, ...]]
"""Texts that begin with the names of the components, as folded words; none for a component whose name the
report has not told."""

Runs = Iterator[tuple[int, float]]
"""The token behind each run that a cell can hold, and its cost."""

NAME_WORDS = 40
"""No component's name has more words."""

REGION_LINES = 4
"""No region's name is broken over more lines."""

TYPE_LINES = 3
"""No known end of a cell is broken over more lines."""

GOALS = 17
"""Goals of the United Nations' Agenda 2030: no higher number is one of a goal."""

FULL_LINE = 90
"""Characters. A shorter line of a table with one column was not broken for want of room."""

DOUBT = 1.0
"""What a reading costs that is less likely than another, but no mistake."""

STRANGE = 2.0
"""What a reading costs that is only believed where there is no other."""

LABEL = "label"
METHODOLOGY = "methodology"
"""The parts of an indicator's cell behind its formula, as if they were columns."""

_OPEN_END = re.compile(r"(?:[,/\-]|\b(?:de|del|la|las|el|los|y|e|o|u|con|sin|para|en|a|por))$")


class Cells:
    """The runs that the cells of ``table`` can hold in ``printed``. ``names`` are those of the components,
    ``are_told`` is False where some may be other texts. ``apart``: every cell is printed in a box of its own.
    """

    def __init__(
        self, printed: Printed, table: Table, names: Names = (), *, are_told: bool = True, apart: bool = False
    ) -> None:
        self.printed = printed
        self.table = table
        self.names = names
        self.apart = apart
        self._are_told = are_told
        tokens = printed.tokens
        self.texts = [token.folded for token in tokens]
        self.length = len(tokens)
        self._words = [[fold(word.text) for word in token.words] for token in tokens]
        self._lines = [at for at in range(self.length + 1) if self.starts_line(at)]
        self._boxes = [at for at in self._lines if self.starts_box(at)]
        self._named = {at for at in self._lines if any(self._known_name(at))}

    def starts_line(self, at: int) -> bool:
        """Whether a line begins at a token, or all of them end."""
        tokens = self.printed.tokens
        return at == len(tokens) or tokens[at].starts_line or tokens[at].starts_box

    def starts_box(self, at: int) -> bool:
        """Whether a box begins at a token, or all of them end. A header cell or a new page parts boxes."""
        tokens, marks = self.printed.tokens, self.printed.marks
        if at in (0, len(tokens)) or tokens[at].starts_box:
            return True
        if tokens[at].words[0].page != tokens[at - 1].words[-1].page:
            return True
        return isinstance(marks[at], Column) or isinstance(marks[at - 1], Column)

    def is_figure(self, at: int) -> bool:
        """Whether a token can stand in a column of numbers, and is no label."""
        return (
            at < self.length
            and not isinstance(self.printed.marks[at], FixedRow)
            and self.printed.tokens[at].can_be("number")
        )

    def runs(self, column: Column, row: int, at: int, key: str) -> Runs:
        """The runs from token ``at`` on; ``key`` is the number of the row's goal, if it is printed."""
        if at == self.length or isinstance(self.printed.marks[at], FixedRow):
            return iter(())
        if any(one.split for one in self.table.columns):
            return self._of_indicator(column, at)
        if column.kind != "text":
            return self._figure(column, at)
        if column.starts:
            return self._numbered(column, at, key)
        if column.values:
            return self._known(column, at)
        if any(one.ends for one in self.table.columns):
            return self._box(column, at)
        if is_by_component(self.table):
            return self._name(row, at) if column is self.table.columns[0] else self._detail(at)
        return self._entry(at)

    def _figure(self, column: Column, at: int) -> Runs:
        ends_line = self.starts_line(at + 1) or not self.table.columns[0].values
        if self.printed.tokens[at].can_be(column.kind) and ends_line:
            yield at + 1, STRANGE if at in self._named else 0

    def _ends(self, at: int, limit: int) -> Iterator[int]:
        """The places behind ``at`` where a line begins, up to ``limit`` of them."""
        return (end for end in [one for one in self._lines if one > at][:limit])

    def _known(self, column: Column, at: int) -> Runs:
        """A name that may be known, before a figure at the end of a line or over whole lines. A name of
        several lines that is not known may as well be several names.
        """
        if not self.starts_line(at):
            return
        for number, stop in enumerate(self._ends(at, REGION_LINES), 1):
            end = stop - 1 if self.is_figure(stop - 1) else stop
            if end <= at or any(isinstance(mark, FixedRow) for mark in self.printed.marks[at:end]):
                return
            if "".join(self.texts[at:end]) in column.values:
                yield end, 0
            elif not self.apart:
                yield end, STRANGE * number
            elif number == 1 and self._parts_names(at - 1) and self._parts_names(end):
                yield end, 0
            if end < stop:
                return

    def _parts_names(self, at: int) -> bool:
        """Whether no name goes on at a token, or none comes before it."""
        return (
            at < 0 or self.is_figure(at) or (at < self.length and isinstance(self.printed.marks[at], Column))
        )

    def _numbered(self, column: Column, at: int, key: str) -> Runs:
        """A cell that begins with a number of its own, that of the row's goal ``key``."""
        if not self._begins(column, at) or (key and self.number(at) != key):
            return
        number, cost = self.number(at), 0.0
        is_first = column is self.table.columns[0]
        for end in range(at + 1, self.length + 1):
            column_here = self._column_begun(end)
            if self.starts_line(end) or (column_here and column_here is not column):
                yield end, cost
            if column_here is None:
                continue
            another = self.number(end)
            if (another == number and is_first) or (
                another != number and self.starts_line(end) and int(another) <= GOALS
            ):
                cost += STRANGE

    def number(self, at: int) -> str:
        """The number that a token begins with."""
        digits = re.match(r"\d+", self._words[at][0])
        return digits[0] if digits else ""

    def _begins(self, column: Column, at: int) -> bool:
        return column.starts is not None and column.starts.fullmatch(self._words[at][0]) is not None

    def _column_begun(self, at: int) -> Column | None:
        if at == self.length:
            return None
        return next((one for one in self.table.columns if self._begins(one, at)), None)

    def _box(self, column: Column, at: int) -> Runs:
        """One box, and the only one of a row that ends in a known type, if the column does."""
        if not self.starts_box(at):
            return
        end = next(one for one in self._boxes if one > at)
        box = self.printed.tokens[at:end]
        ends = frozenset[str]().union(*(one.ends for one in self.table.columns))
        if has_end(box, ends) == bool(column.ends) and not box[0].words[0].text[0].islower():
            yield end, 0

    def _name(self, row: int, at: int) -> Runs:
        """The name of the component ``row``, or, less likely, of another one."""
        if not self.starts_line(at):
            return
        own = self.names[row]
        for end, known in self._known_name(at):
            yield end, 0 if own in known or self.apart else STRANGE
        # A table that begins with a name begins with that of its first row.
        if own and (self._are_told or (at == 0 and at in self._named)):
            return
        for end in range(at + 1, min(at + NAME_WORDS, self.length) + 1):
            if self.starts_line(end) or self.is_figure(end):
                yield end, DOUBT if own else 0
            if end in self._named:
                return

    def _known_name(self, at: int) -> Iterator[tuple[int, Names]]:
        """The names that stand before a figure or fill a line from token ``at`` on, and where they end."""
        words: tuple[str, ...] = ()
        for end in range(at + 1, min(at + NAME_WORDS, self.length) + 1):
            words = (*words, *self._words[end - 1])
            known = [name for name in self.names if name[: len(words)] == words]
            if not known:
                return
            is_named_on = end < self.length and any(
                name[len(words) : len(words) + 1] == tuple(self._words[end][:1]) for name in known
            )
            if not is_named_on and (self.is_figure(end) or (self.starts_line(end) and not self.apart)):
                yield end, known

    def _detail(self, at: int) -> Runs:
        """Text of whole lines, or a phrase. It neither begins with a figure nor holds a name that rows begin
        with.
        """
        is_phrase = self.printed.tokens[at].is_phrase
        cost = STRANGE if self.is_figure(at) and not is_phrase else 0.0
        start = at
        for end in self._ends(at, self.length):
            cost += STRANGE if start in self._named else 0
            yield end, cost + (STRANGE if is_phrase and end > at + 1 else 0)
            start = end

    def _of_indicator(self, column: Column, at: int) -> Runs:
        """A cell of an indicator, or a part of that with a label inside: the label, or what stands behind it.

        Name and formula are boxes. Values stand on lines of nothing but values, and begin a box behind the
        label; so such a line is hardly text, if it begins a box.
        """
        is_label = isinstance(self.printed.marks[at], Split)
        if column.id == LABEL or is_label:
            if column.id == LABEL and is_label:
                yield at + 1, 0
            return
        if column.kind == "percent":
            behind_label = at > 0 and isinstance(self.printed.marks[at - 1], Split)
            first = self.apart and not (at > 0 and self._is_value(at - 1))
            if self._is_value(at) and (self.printed.tokens[at].starts_box or not (behind_label or first)):
                yield at + 1, 0
            return
        is_behind = column.id == METHODOLOGY
        if not is_behind and not (self.starts_box(at) or (not column.split and self._begins_head(at))):
            return
        cost = 0.0
        start = at
        for end in self._ends(at, self.length):
            token = self.printed.tokens[start]
            is_phrase = token.is_phrase and not is_behind
            cost += STRANGE if self._is_value(start) and token.starts_box and not is_phrase else 0
            if start > at and self.starts_box(start):
                if self.apart:
                    return
                cost += 0 if is_behind else DOUBT
            is_whole = is_behind or self.starts_box(end) or self._is_inner_label(end)
            if is_whole:
                yield end, cost
            if self._is_inner_label(end):
                return
            start = end

    def _begins_head(self, at: int) -> bool:
        """Whether a name may begin at a line that is not the first of its box: below values."""
        return not self.apart and self.starts_line(at) and at > 0 and self._is_value(at - 1)

    def _is_inner_label(self, at: int) -> bool:
        return at < self.length and isinstance(self.printed.marks[at], Split)

    def _is_value(self, at: int) -> bool:
        """Whether a token stands on a line of nothing but values."""
        start = [one for one in self._lines if one <= at][-1]
        end = next(one for one in self._lines if one > at)
        tokens = self.printed.tokens[start:end]
        return not self._is_inner_label(start) and all(token.is_figure for token in tokens)

    def _entry(self, at: int) -> Runs:
        """Lines of one entry of a list, each but the last visibly unfinished, or as long as a line can be."""
        cost = 0.0
        for end, stop in pairwise([*self._ends(at, self.length), self.length + 1]):
            goes_on = self._goes_on(at, end)
            yield end, cost + (STRANGE if goes_on else 0)
            if end == self.length or (self.starts_box(end) and not goes_on):
                return
            above = [one for one in self._lines if one < end][-1]
            tokens = self.printed.tokens
            is_same_box = tokens[end - 1].words[-1].page == tokens[end].words[0].page
            is_open = is_same_box if self.apart else may_go_on(self._text(above, end))
            cost += 0 if goes_on or is_open else STRANGE

    def _goes_on(self, at: int, end: int) -> bool:
        """Whether the entry from ``at`` on goes on at the line that begins at ``end``."""
        if end == self.length or self.printed.tokens[end].starts_box:
            return False
        text = self._text(at, end)
        return goes_on(text, self.printed.tokens[end].words[0].text)

    def _text(self, at: int, end: int) -> str:
        return " ".join(word.text for token in self.printed.tokens[at:end] for word in token.words)


def goes_on(text: str, below: str) -> bool:
    """Whether an entry is visibly unfinished, or the line ``below`` does not begin one."""
    return text.count("(") > text.count(")") or bool(_OPEN_END.search(text.lower())) or below[:1].islower()


def may_go_on(line: str) -> bool:
    """Whether a line of a list may have been broken for want of room."""
    return len(line) >= FULL_LINE


def is_by_component(table: Table) -> bool:
    """Whether a table has a row for each component: its name, a figure, a text."""
    return [column.kind for column in table.columns] == ["text", "number", "text"]


def has_end(box: Sequence[Token], ends: frozenset[str]) -> bool:
    """Whether the last lines of a box, not all of them, are a known end."""
    return ends_in(["".join(token.folded for token in line) for line in lines_in(box)], ends)


def ends_in(lines: Sequence[str], ends: frozenset[str]) -> bool:
    """Whether the last of ``lines``, folded texts, are a known end, but not all of them."""
    tails = range(max(1, len(lines) - TYPE_LINES), len(lines))
    return any("".join(lines[start:]) in ends for start in tails)
