"""What a text dump prints of one table: tokens, of which a row's label and a header cell are one each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipelines.form.readings.tokens import Token, lines_in, words_in
from pipelines.form.spec.model import Column, FixedRow, Split, Table
from pipelines.form.tables.rows import Row, RowCell

LABEL_WORDS = 24
"""No label of a row has more words."""

HEADER_LINES = 4
"""No header cell is broken over more lines."""

Mark = FixedRow | Column | Split | None


@dataclass(slots=True)
class Printed:
    """``marks`` says for each of ``tokens`` whether it is a label or a header cell."""

    tokens: list[Token] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def part(self, start: int, end: int) -> "Printed":
        """The tokens between two places."""
        return Printed(self.tokens[start:end], self.marks[start:end])

    def stretches(self) -> "list[Printed]":
        """The tokens cut at the labels of rows."""
        starts = [at for at, mark in enumerate(self.marks) if at == 0 or isinstance(mark, FixedRow)]
        return [self.part(start, end) for start, end in pairwise([*starts, len(self.marks)])]


def marked(tokens: Sequence[Token], table: Table, *, headers: bool = False) -> Printed:
    """``tokens`` with the labels that lines begin with, and, if ``headers`` stand among them, those too. The
    second line of a label, printed behind the row's figures, is a part of it.
    """
    found = Printed()
    expected: list[FixedRow | Split] = [column.split for column in table.columns if column.split]
    expected = expected or list(table.rows)
    texts = [token.folded for token in tokens]
    stops = [at for at, token in enumerate(tokens) if token.starts_line or token.starts_box]
    at = label = 0
    while at < len(tokens):
        end, mark = at + 1, None
        if at in stops:
            lines = [*stops[stops.index(at) + 1 :], len(tokens)][:HEADER_LINES]
            end, mark = _header(texts, at, lines, table) if headers else (end, None)
            end, mark = (end, mark) if mark else _label(texts, at, expected)
            above = found.marks[label] if found.marks else None
            rest = above.continues if isinstance(above, FixedRow) else None
            second = _end(texts, at, rest.fits) if rest and mark is None else None
            if second:
                found.tokens[label] = _joined([found.tokens[label], *tokens[at:second]])
                at = second
                continue
        found.tokens.append(_joined(tokens[at:end]) if mark else tokens[at])
        found.marks.append(mark)
        if isinstance(mark, FixedRow):
            label = len(found.marks) - 1
            expected = expected if table.open_rows else expected[expected.index(mark) + 1 :]
        at = end
    return found


def _joined(tokens: Sequence[Token]) -> Token:
    return Token(words_in(tokens), tokens[0].starts_line, tokens[0].starts_box)


def _header(texts: Sequence[str], at: int, ends: Sequence[int], table: Table) -> tuple[int, Mark]:
    """The header cell that ``texts`` hold from ``at`` on, as many lines as can be, and where it ends."""
    for end in reversed(ends):
        for column in table.columns:
            if column.header and column.header.fits("".join(texts[at:end])):
                return end, column
    return at + 1, None


def _label(texts: Sequence[str], at: int, labels: Sequence[FixedRow | Split]) -> tuple[int, Mark]:
    """The label that ``texts`` begin with from ``at`` on, as much of it as there is, and where it ends."""
    for label in labels:
        end = _end(texts, at, label.is_label if isinstance(label, FixedRow) else label.pattern.fits)
        if end:
            return end, label
    return at + 1, None


def _end(texts: Sequence[str], at: int, fits: Callable[[str], bool]) -> int | None:
    """Where the longest text from ``at`` on ends that fits."""
    ends = range(min(at + LABEL_WORDS, len(texts)), at, -1)
    return next((end for end in ends if fits("".join(texts[at:end]))), None)


def undecided_lines(tokens: Sequence[Token], table: Table) -> Row:
    """Everything printed, line by line, with every column it could stand in."""
    everywhere = tuple(column.id for column in table.columns)
    cells = tuple(RowCell(everywhere, words_in(line), undecided=True) for line in lines_in(tokens))
    return Row(cells, tokens[0].words[0])


def in_doubt(tokens: Sequence[Token], table: Table) -> list[Row]:
    """Everything printed, in any column, and the form's own rows, of which no cell can be told."""
    lines = undecided_lines(tokens, table)
    labelled = [
        Row(
            tuple(RowCell((column.id,), (), undecided=True) for column in table.figures(row)), lines.near, row
        )
        for row in table.rows
    ]
    return [lines, *labelled]


def repeats_header(tokens: Sequence[Token], table: Table) -> bool:
    """Whether a line is a cell of the header, printed again on a new page with the cells of rows in it."""
    headers = [column.header for column in table.columns if column.header]
    lines = ["".join(token.folded for token in line) for line in lines_in(tokens)]
    return any(header.fits(line) for header in headers for line in lines)


def begins_a_cell(tokens: Sequence[Token], table: Table) -> bool:
    """Whether a line begins with a cell of the header of ``table`` or the label of one of its rows."""
    labels = [column.header for column in table.columns] + [row.pattern for row in table.rows]
    texts = ["".join(token.folded for token in line) for line in lines_in(tokens)]
    return any(label and label.weight and label.regex.match(text) for label in labels for text in texts)
