"""Labels in words that the form does not know, found by what it expects between the labels that it knows.

Such a label is not guessed: its line and what stands behind it belong to no item, and end the value before.
The line is told by where it stands, by how it looks (a number of a section, a colon at its end, blank space
above) and by letters that it shares with a label that is missing there.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipelines.form.labels.chain import Anchor, Expected, expected_labels
from pipelines.form.spec.folding import Pattern, fold
from pipelines.form.spec.load import the_form
from pipelines.form.spec.model import Column, Field, Table
from pipelines.form.stream.units import Stream
from pipelines.form.tables.sequences.reading_order import holds_torn_label, prints_cells_apart
from pipelines.read.document import Box, Grid, Word

LONGEST = 60
"""Words. No label of the form has more."""

LEAST_ALIKE = 0.3
"""Share of the letter triples of both that a line has in common with the label it is taken for, where it does
not look like one.
"""

MOST_LINES = 1000
"""Between two labels of a report there are tens of lines that look like one. More are not compared."""

AT_MARGIN = 0.5
"""Points that labels begin apart at most, one below the other."""

BY_ITS_LOOK, IN_A_BOX = 0.1, 0.3
"""What counts beside that share: the look of a label, and blank space above."""

_END = re.compile(r"[:?]\)?$")
_NUMBERED = re.compile(r"(\d(?:\.\d)?)[.)]")
_TRIPLE = 3


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that may begin with a label: the units ``start`` up to ``end`` are the label then."""

    start: int
    end: int
    triples: set[str]
    number: str
    look: float


def with_unknown_labels(
    stream: Stream, start: int, anchors: Sequence[Anchor], rivals: Mapping[int, Anchor]
) -> tuple[list[Anchor], dict[int, Anchor]]:
    """``anchors``, the labels known from unit ``start`` on, with the unknown ones among them; and ``rivals``,
    which are given by place among them.

    A text dump that prints cells apart from their labels shows none: what follows a label is not behind it.
    """
    if prints_cells_apart(stream, anchors):
        return list(anchors), dict(rivals)
    margins = {box.x0 for anchor in anchors if not anchor.grid and (box := _box(stream, anchor.start))}
    found: list[Anchor] = []
    moved: dict[int, Anchor] = {}
    for place, after in enumerate((*anchors, None)):
        before = anchors[place - 1] if place else None
        begin = before.end if before else start
        end = after.start if after else len(stream)
        missing = _missing(before, after)
        if missing and begin < end and not (before and holds_torn_label(stream, before, after, end)):
            is_value = before is None or before.expected.kind == "field"
            if _may_be_table(before, missing):
                begin, is_value = _behind_table(stream, begin, end, margins), False
            labels = [label for label in missing if label.kind != "header"]
            found += _unknown(_lines(stream, begin, end, is_value=is_value), labels)
        if after:
            if place in rivals:
                moved[len(found)] = rivals[place]
            found.append(after)
    return found, moved


def behind_captions(anchors: Iterable[Anchor]) -> dict[str, int]:
    """The units behind captions in unknown words, by the table that each may be of."""
    parts = [(*(one.resembles or "").partition("."), one.end) for one in anchors]
    return {table: end for table, _, part, end in parts if part == "caption"}


def may_hold_label(
    stream: Stream, table: Anchor, after: Anchor | None, end: int, *, is_behind_label: bool = False
) -> bool:
    """Whether a label that is missing between the header of ``table`` and the next label found may stand in a
    cell or a row: nothing tells it from one. Where the labels of components stand before their tables
    (``is_behind_label``), or in a column of it, none is missing behind.
    """
    if after is None:
        return False
    columns = table.grid.table.columns if table.grid else _columns(table)
    told = {column.item for column in columns if column.item}
    due = [label for label in _missing(table, after) if _is_due(label)]
    if not any(
        not (label.group and is_behind_label) and getattr(label.item, "id", "") not in told for label in due
    ):
        return False
    if table.grid is None:
        return bool(_lines(stream, table.end, end, is_value=False))
    grids = [unit for unit in stream.units[table.start : end] if isinstance(unit, Grid)]
    first = [row[0].words for grid in grids for row in grid.rows if row[0]]
    return any(words and words[-1].text.endswith(":") for words in first)


def _columns(table: Anchor) -> list[Column]:
    """The columns that not every report prints and that the header ``table`` has."""
    item = table.expected.item
    extra = item.extra if isinstance(item, Table) else ()
    return [column for _, column in extra if column.id in table.columns]


def _box(stream: Stream, index: int) -> Box | None:
    unit = stream.units[index]
    return unit.box if isinstance(unit, Word) else None


def _behind_table(stream: Stream, begin: int, end: int, margins: Iterable[float]) -> int:
    """The unit where what follows a table without rules begins: a line at one of the ``margins`` of labels,
    where all rows before it begin to the right of that; ``end`` where nothing tells.
    """
    left = None
    for index in range(begin, end):
        box = _box(stream, index) if stream.starts_line[index] else None
        if box is None:
            continue
        if left is None or box.x0 < left - AT_MARGIN:
            is_first, left = left is None, box.x0
            if not is_first and any(abs(left - margin) <= AT_MARGIN for margin in margins):
                return index
    return end


def _missing(before: Anchor | None, after: Anchor | None) -> Sequence[Expected]:
    """The labels that the form expects between two, in its order."""
    labels = expected_labels()
    low = before.expected.no + 1 if before else 0
    high = after.expected.no if after else len(labels)
    if before and before.expected.group and high < low:  # the next component
        high = before.expected.group[1]
    return labels[low:high]


def _may_be_table(before: Anchor | None, missing: Sequence[Expected]) -> bool:
    """Whether cells of a table without rules may stand behind ``before``: one whose header was found, or is
    due there, unless its caption or its section's heading is missing as well and stands before it.
    """
    if before and before.expected.kind == "header":
        return before.grid is None
    captions = {label.item for label in missing if label.kind == "caption"}
    headings = {label.section.id for label in missing if label.kind == "heading"}
    return any(
        label.kind == "header"
        and _is_due(label)
        and label.item not in captions
        and label.section.id not in headings
        for label in missing
    )


def _is_due(label: Expected) -> bool:
    """Whether every report prints a label."""
    return not (isinstance(label.item, Field | Table) and label.item.is_optional)


def _lines(stream: Stream, begin: int, end: int, *, is_value: bool) -> list[_Line]:
    """The lines between two units that look like a label; the first one ``is_value`` where it belongs to a
    label before. Of several that end with one colon, the last of those that look most like a label begins it.
    """
    by_end: dict[int, _Line] = {}
    for index in range(begin + is_value, end):
        if not stream.starts_line[index] or not isinstance(stream.units[index], Word):
            continue
        stop = _label_end(stream, index, end)
        folded = stream.folded[stream.offsets[index] : _offset(stream, stop)] if stop else ""
        if stop and not any(label.regex.search(folded) for label in _labels_in_cells()):
            number = _NUMBERED.match(folded)
            words = stream.words(index, stop)
            is_line = not any(stream.starts_line[index + 1 : stop]) and words[0].text[0].isupper()
            look = BY_ITS_LOOK if is_line or words[0].text.startswith("¿") else 0.0
            if stream.starts_box[index]:
                look = IN_A_BOX
            if stop not in by_end or look >= by_end[stop].look:
                by_end[stop] = _Line(index, stop, _triples(folded), number[1] if number else "", look)
    return list(by_end.values())


@cache
def _labels_in_cells() -> tuple[Pattern, ...]:
    """The labels that the form prints inside cells."""
    columns = [column for table in the_form().tables() for column in table.columns]
    return tuple(held.pattern for column in columns for held in (column.split, column.tail) if held)


def _offset(stream: Stream, index: int) -> int:
    return stream.offsets[index] if index < len(stream) else len(stream.folded)


def _label_end(stream: Stream, start: int, end: int) -> int | None:
    """The unit behind a label that begins at ``start``: behind its colon or, of a heading, its line."""
    is_heading = False
    for index in range(start, min(end, start + LONGEST)):
        unit = stream.units[index]
        if not isinstance(unit, Word):
            return None
        if index > start and (stream.starts_box[index] or (is_heading and stream.starts_line[index])):
            return index if is_heading else None
        is_heading = is_heading or (index == start and _NUMBERED.fullmatch(unit.text) is not None)
        is_last = index + 1 == end or stream.starts_line[index + 1]
        if unit.text.endswith(":") or (_END.search(unit.text) and is_last):
            return index + 1
    return end if is_heading else None


def _unknown(lines: Sequence[_Line], missing: Sequence[Expected]) -> list[Anchor]:
    """Lines as labels that are missing, both in order, so that they are most alike in all."""
    best: list[tuple[float, tuple[tuple[_Line, Expected], ...]]] = [(0.0, ())] * (len(missing) + 1)
    for line in lines if len(lines) <= MOST_LINES else ():
        above, best = best, best[:1]
        for column, label in enumerate(missing, start=1):
            choices = [above[column], best[-1]]
            alike = _alike(line, label)
            if alike is not None and (alike >= LEAST_ALIKE or (line.look and _is_due(label))):
                score, pairs = above[column - 1]
                choices.append((score + alike + line.look, (*pairs, (line, label))))
            best.append(max(choices, key=lambda choice: choice[0]))
    _, pairs = best[-1]
    return [
        Anchor(
            replace(label, kind="unknown", item=None),
            line.start,
            line.end,
            weight=int(bool(line.look or line.number) and (_alike(line, label) or 0) >= LEAST_ALIKE),
            resembles=_name(label),
        )
        for line, label in pairs
    ]


def _name(label: Expected) -> str:
    """The item in whose place a label stands."""
    if label.item is None:
        return "heading"
    return f"{label.item.id}.caption" if label.kind == "caption" else label.item.id


def _alike(line: _Line, label: Expected) -> float | None:
    """The share of the letters of both, three by three, that a line and a label have in common; headings are
    told by their number. None if the one cannot be the other.
    """
    if label.kind == "heading" or line.number:
        return 1.0 if label.kind == "heading" and line.number == label.section.id else None
    its = _label_triples(label.pattern)
    return 2 * len(line.triples & its) / max(len(line.triples) + len(its), 1)


def _triples(folded: str) -> set[str]:
    letters = "".join(filter(str.isalpha, folded))
    return {letters[at : at + _TRIPLE] for at in range(len(letters) - _TRIPLE + 1)}


@cache
def _label_triples(pattern: Pattern) -> set[str]:
    return _triples(fold(pattern.fixed))
