"""What a cell of a text dump can hold: runs of tokens and what they cost, by the specification."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipelines.form.readings.tokens import Token, lines_in
from pipelines.form.spec.folding import fold
from pipelines.form.spec.model import Column, FixedRow, Split, Table
from pipelines.form.tables.sequences.printed import Printed

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

ENTRY_LINES = 40
"""No entry of a list has more lines."""

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
        self.length = len(printed.tokens)
        self.texts = [token.folded for token in printed.tokens]
        self._are_told = are_told
        self._words = [[fold(word.text) for word in token.words] for token in printed.tokens]
        self._lines = [at for at in range(self.length + 1) if self.starts_line(at)]
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
        is_new_page = tokens[at].words[0].page != tokens[at - 1].words[-1].page
        return is_new_page or any(isinstance(mark, Column) for mark in marks[at - 1 : at + 1])

    def number(self, at: int) -> str:
        """The number that a token begins with."""
        digits = re.match(r"\d+", self._words[at][0])
        return digits[0] if digits else ""

    def runs(self, column: Column, row: int, at: int, key: str) -> Runs:
        """The runs from token ``at`` on; ``key`` is the number of the row's goal, if it is printed."""
        if at == self.length or isinstance(self.printed.marks[at], FixedRow):
            return iter(())
        if any(one.split for one in self.table.columns):
            return self._value(at) if column.kind == "percent" else self._part(column, at)
        return self._figure(column, at) if column.kind != "text" else self._text(column, row, at, key)

    def _text(self, column: Column, row: int, at: int, key: str) -> Runs:
        if column.starts:
            found = self._numbered(column, at, key)
        elif column.values:
            found = self._region(column, at)
        elif any(one.ends for one in self.table.columns):
            found = self._box(column, at)
        elif not is_by_component(self.table):
            found = self._entry(at)
        else:
            found = self._name(row, at) if column is self.table.columns[0] else self._detail(at)
        return found

    def _is_figure(self, at: int) -> bool:
        """Whether a token can stand in a column of numbers, and is no label."""
        is_token = at < self.length and not isinstance(self.printed.marks[at], FixedRow)
        return is_token and self.printed.tokens[at].can_be("number")

    def _ends(self, at: int, limit: int | None = None) -> list[int]:
        """The places behind ``at`` where a line begins, up to ``limit`` of them."""
        return self._lines[bisect_right(self._lines, at) :][:limit]

    def _figure(self, column: Column, at: int) -> Runs:
        """A figure; the last token of its line beside names of regions."""
        ends_line = self.starts_line(at + 1) or not self.table.columns[0].values
        if self.printed.tokens[at].can_be(column.kind) and ends_line:
            yield at + 1, STRANGE if at in self._named else 0

    def _region(self, column: Column, at: int) -> Runs:
        """A name that may be known, before a figure at the end of a line or over whole lines. A name of
        several lines that is not known may as well be several names.
        """
        for number, stop in enumerate(self._ends(at, REGION_LINES) if self.starts_line(at) else (), 1):
            end = stop - 1 if self._is_figure(stop - 1) else stop
            if end <= at or any(isinstance(mark, FixedRow) for mark in self.printed.marks[at:end]):
                return
            is_known = "".join(self.texts[at:end]) in column.values
            is_alone = number == 1 and self._parts_names(at - 1) and self._parts_names(end)
            if is_known or is_alone or not self.apart:
                yield end, 0 if is_known or self.apart else STRANGE * number
            if end < stop:
                return

    def _parts_names(self, at: int) -> bool:
        """Whether no name goes on at a token, or none comes before it."""
        is_header = 0 <= at < self.length and isinstance(self.printed.marks[at], Column)
        return at < 0 or is_header or self._is_figure(at)

    def _numbered(self, column: Column, at: int, key: str) -> Runs:
        """A cell that begins with a number of its own, that of the row's goal ``key``."""
        if self._begun(at) is not column or (key and self.number(at) != key):
            return
        number, cost = self.number(at), 0.0
        is_first = column is self.table.columns[0]
        for end in range(at + 1, self.length + 1):
            here = self._begun(end)
            if self.starts_line(end) or (here and here is not column):
                yield end, cost
            if here:
                another = self.number(end)
                is_goal = self.starts_line(end) and int(another) <= GOALS
                cost += STRANGE if (is_first if another == number else is_goal) else 0
            if cost > 2 * STRANGE:
                return

    def _begun(self, at: int) -> Column | None:
        """The column whose cells begin with such a number as a token does."""
        word = self._words[at][0] if at < self.length else ""
        return next((one for one in self.table.columns if one.starts and one.starts.fullmatch(word)), None)

    def _box(self, column: Column, at: int) -> Runs:
        """One box, and the only one of a row that ends in a known type, if the column does."""
        end = next(one for one in self._ends(at) if self.starts_box(one))
        box = self.printed.tokens[at:end]
        ends = frozenset[str]().union(*(one.ends for one in self.table.columns))
        is_whole = self.starts_box(at) and not box[0].words[0].text[0].islower()
        if is_whole and has_end(box, ends) == bool(column.ends):
            yield end, 0

    def _name(self, row: int, at: int) -> Runs:
        """The name of the component ``row``, or, less likely, of another one, or another text."""
        if not self.starts_line(at):
            return
        own = self.names[row]
        # A table that begins with a name begins with that of its first row.
        of_another = DOUBT if at and not self._are_told else STRANGE
        for end, known in self._known_name(at):
            yield end, 0 if own in known or self.apart else of_another
        if own and (self._are_told or at in self._named):
            return
        for end in range(at + 1, min(at + NAME_WORDS, self.length) + 1):
            if self.starts_line(end) or self._is_figure(end):
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
            following = self._words[end][0] if end < self.length else None
            is_named_on = any(following in name[len(words) : len(words) + 1] for name in known)
            if not is_named_on and (self._is_figure(end) or (self.starts_line(end) and not self.apart)):
                yield end, known

    def _detail(self, at: int) -> Runs:
        """Text of whole lines, or a phrase. It neither begins with a figure nor holds a name that rows begin
        with.
        """
        is_phrase = self.printed.tokens[at].is_phrase
        cost = STRANGE if self._is_figure(at) and not is_phrase else 0.0
        for start, end in pairwise([at, *self._ends(at)]):
            cost += STRANGE if start in self._named else 0
            if cost > STRANGE:
                return
            yield end, cost + (STRANGE if is_phrase and end > at + 1 else 0)

    def _entry(self, at: int) -> Runs:
        """Lines of one entry of a list, each but the last visibly unfinished, or as long as a line can be."""
        cost = 0.0
        for start, end in pairwise([at, *self._ends(at, ENTRY_LINES)]):
            is_over = end == self.length or self.printed.tokens[end].starts_box
            is_open = not is_over and goes_on(self._said(at, end), self._said(end, end + 1))
            yield end, cost + (STRANGE if is_open else 0)
            if not is_open and self.starts_box(end):
                return
            cost += 0 if is_open or self.apart or may_go_on(self._said(start, end)) else STRANGE

    def _said(self, at: int, end: int) -> str:
        return " ".join(word.text for token in self.printed.tokens[at:end] for word in token.words)

    def _part(self, column: Column, at: int) -> Runs:
        """An indicator's name or a part of the cell with a label inside: formula, label, methodology.

        Name and formula are boxes. A line of nothing but values is hardly text, if it begins a box.
        """
        is_label, is_behind = self._is_inner_label(at), column.id == METHODOLOGY
        begins_head = not self.apart and not column.split and at > 0 and self._is_value(at - 1)
        if is_label and column.id == LABEL:
            yield at + 1, 0
        if is_label or column.id == LABEL or not (is_behind or begins_head or self.starts_box(at)):
            return
        cost = 0.0
        for start, end in pairwise([at, *self._ends(at)]):
            token = self.printed.tokens[start]
            is_told = token.starts_box if token.is_phrase else token.starts_box or self.apart
            may_be_value = self._is_value(start) and (is_behind or not token.is_phrase)
            cost += STRANGE if is_told and may_be_value else 0
            if start > at and self.starts_box(start):
                if self.apart:
                    return
                cost += 0 if is_behind else DOUBT
            if cost > 2 * STRANGE:
                return
            if is_behind or self.starts_box(end) or self._is_inner_label(end):
                yield end, cost
            if self._is_inner_label(end):
                return

    def _value(self, at: int) -> Runs:
        """A value of an indicator, on a line of nothing but values. The first one begins a box behind the
        label, and anywhere where boxes stand apart.
        """
        follows = at > 0 and (self._is_value(at - 1) if self.apart else not self._is_inner_label(at - 1))
        if self._is_value(at) and (follows or self.printed.tokens[at].starts_box):
            yield at + 1, 0

    def _is_inner_label(self, at: int) -> bool:
        return at < self.length and isinstance(self.printed.marks[at], Split)

    def _is_value(self, at: int) -> bool:
        """Whether a token stands on a line of nothing but values."""
        place = bisect_right(self._lines, at)
        tokens = self.printed.tokens[self._lines[place - 1] : self._lines[place]]
        return not self._is_inner_label(at) and all(token.is_figure for token in tokens)


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
