"""What a text dump prints of one table: tokens, of which labels of rows and cells of the header are one each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipelines.form.rows import Row, RowCell
from pipelines.form.spec import Column, FixedRow, Split, Table
from pipelines.form.tokens import Token, lines_in, words_in

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

    def add(self, tokens: Sequence[Token], mark: Mark = None) -> None:
        """Add tokens; one, if they are a label or a header cell."""
        if mark is None:
            self.tokens += tokens
            self.marks += [None] * len(tokens)
        else:
            first = tokens[0]
            self.tokens.append(Token(words_in(tokens), first.starts_line, first.starts_box))
            self.marks.append(mark)


def marked(tokens: Sequence[Token], table: Table, *, headers: bool = False) -> Printed:
    """``tokens`` with the labels that lines begin with, and, if ``headers`` stand among them, those too."""
    found = Printed()
    expected = list(table.rows)
    inner = next((column.split for column in table.columns if column.split), None)
    texts = [token.folded for token in tokens]
    starts = [at for at, token in enumerate(tokens) if token.starts_line or token.starts_box]
    stops = [*starts[1:], len(tokens)]
    at = 0
    while at < len(tokens):
        end, mark = at, None
        if at in starts:
            lines = stops[starts.index(at) :][:HEADER_LINES] if headers else []
            for stop in reversed(lines):
                text = "".join(texts[at:stop])
                mark = next((one for one in table.columns if one.header and one.header.fits(text)), None)
                if mark:
                    end = stop
                    break
            if mark is None:
                end, mark = _label(texts, at, [inner] if inner else expected)
        if mark is None:
            found.add(tokens[at : at + 1])
            at += 1
            continue
        found.add(tokens[at:end], mark)
        if isinstance(mark, FixedRow) and not table.open_rows:
            expected = expected[expected.index(mark) + 1 :]
        at = end
    return _with_second_lines(found)


def _label(texts: Sequence[str], at: int, labels: Sequence[FixedRow | Split]) -> tuple[int, Mark]:
    """The label that ``texts`` begin with from ``at`` on, as much of it as there is, and where it ends."""
    for label in labels:
        for end in range(min(at + LABEL_WORDS, len(texts)), at, -1):
            text = "".join(texts[at:end])
            if label.is_label(text) if isinstance(label, FixedRow) else label.pattern.fits(text):
                return end, label
    return at, None


def _with_second_lines(printed: Printed) -> Printed:
    """``printed`` with the second line of a label, printed behind the row's figures, in the label."""
    found = Printed()
    at = 0
    while at < len(printed.tokens):
        token, mark = printed.tokens[at], printed.marks[at]
        open_label = next((one for one in reversed(found.marks) if isinstance(one, FixedRow)), None)
        end = at
        if open_label and open_label.continues and token.starts_line and mark is None:
            texts = [one.folded for one in printed.tokens[at : at + LABEL_WORDS]]
            end = next(
                (
                    at + count
                    for count in range(1, len(texts) + 1)
                    if open_label.continues.fits("".join(texts[:count]))
                ),
                at,
            )
        if open_label and end > at:
            place = found.marks.index(open_label)
            label = found.tokens[place]
            found.tokens[place] = Token(
                label.words + words_in(printed.tokens[at:end]), label.starts_line, label.starts_box
            )
        else:
            found.add([token], mark)
        at = max(end, at + 1)
    return found


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
