"""Writes blocks one after the other, with the labels of one report."""

from collections.abc import Iterable, Mapping, Sequence

from tests.corpus.blocks import (
    Block,
    Body,
    Caption,
    Cell,
    Field,
    Heading,
    Piece,
    Row,
    TableBlock,
    TitleLine,
)
from tests.corpus.labels import Labels
from tests.corpus.model import Answer

Columns = Mapping[str, str]
"""Column id → printed header, in the order of the page."""

NEW_PAGE_SECTIONS = frozenset({"4", "5", "6"})

# Share of the page's width, by table, in the order of the columns.
WIDTHS: Mapping[str, tuple[float, ...]] = {
    "flow": (0.24, 0.18, 0.18, 0.24, 0.16),
    "regional_beneficiaries": (0.45, 0.25),
    "territorial_beneficiaries": (0.45, 0.25),
    "coverage": (0.4, 0.2, 0.2),
    "components": (0.4, 0.6),
    "executors": (0.8,),
    "budget_programs": (0.3, 0.2, 0.2),
    "total_spending": (0.09, 0.09, 0.11, 0.09, 0.12, 0.34, 0.16),
    "administrative_spending": (0.09, 0.09, 0.11, 0.09, 0.12, 0.34, 0.16),
    "extrabudgetary_sources": (0.4, 0.3, 0.2),
    "component_spending": (0.3, 0.15, 0.55),
    "regional_spending": (0.45, 0.25),
    "spending_per_beneficiary": (0.34, 0.16, 0.16, 0.16),
    "purpose_indicators": (0.18, 0.34, 0.12, 0.12, 0.12, 0.12),
    "complementary_indicators": (0.18, 0.34, 0.12, 0.12, 0.12, 0.12),
    "sdg": (0.4, 0.6),
}
TEXT_COLUMNS = frozenset(
    {"label", "region", "name_and_type", "description", "institution_type", "component", "detail"}
    | {"indicator_name", "formula", "goal", "target", "aspect", "source", "origin"}
)


class Sheet:
    """Collects the blocks of one report in the order of the page."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self.blocks: list[Block] = []
        self.section = "0"

    def _piece(self, item: str, answer: Answer, column: str = "value", row_no: int | None = None) -> Piece:
        return Piece(self.section, item, row_no, column, answer.squeezed, answer.status)

    def title(self, item: str, text: str) -> None:
        self.blocks.append(TitleLine(self._piece(item, Answer(text))))

    def heading(self, section: str) -> None:
        self.section = section
        text = self.labels.heading(section)
        self.blocks.append(Heading(self._piece("heading", Answer(text)), section in NEW_PAGE_SECTIONS))

    def field(self, name: str, answer: Answer, *, own_line: bool = False, row_no: int | None = None) -> None:
        piece = self._piece(name, answer, row_no=row_no)
        self.blocks.append(Field(self.labels.field(name), answer.text, piece, own_line))

    def body(self, item: str, answer: Answer) -> None:
        self.blocks.append(Body(answer.text, self._piece(item, answer)))

    def cell(self, item: str, row_no: int, column: str, answer: Answer) -> Cell:
        """A cell that holds one reading; numbers stand in the middle, text on the left."""
        return Cell(
            lines=tuple(answer.text.split("\n")),
            pieces=(self._piece(item, answer, column, row_no),),
            align="left" if column in TEXT_COLUMNS else "centre",
        )

    def open_row(
        self, table: str, row_no: int, answers: Iterable[Answer], columns: Columns | None = None
    ) -> Row:
        """A row of a table that has as many rows as there is something to say. ``columns``: see ``table``."""
        columns = columns or self.labels.headers(table)
        return tuple(
            self.cell(table, row_no, column, answer) for column, answer in zip(columns, answers, strict=True)
        )

    def fixed_row(
        self, table: str, row: str, answers: Iterable[Answer], columns: Columns | None = None
    ) -> Row:
        """A row that the form always prints, with a label of its own in the first cell."""
        columns = columns or self.labels.headers(table)
        label = Answer(self.labels.row(table, row))
        return tuple(
            self.cell(f"{table}.{row}", 1, column, answer)
            for column, answer in zip(columns, (label, *answers), strict=True)
        )

    def label_cell(self, table: str, row: str) -> Cell:
        """A cell that holds a label and no value."""
        label = Answer(self.labels.row(table, row))
        return Cell((label.text,), (self._piece(f"{table}.label", label),))

    def subtotal_row(self, table: str, answer: Answer) -> Row:
        """The subtotal under budget lines: its label is merged over all columns but the last."""
        columns = list(self.labels.headers(table))
        label = Answer(self.labels.row(table, "subtotal"))
        item = f"{table}.subtotal"
        merged = Cell((label.text,), (self._piece(item, label, columns[0], 1),), span=len(columns) - 1)
        return (merged, self.cell(item, 1, columns[-1], answer))

    def listed(self, table: str, rows: Sequence[Sequence[Answer]]) -> None:
        """A table of open rows whose last cells add up to a total in a row of its own."""
        printed = [self.open_row(table, row_no, row) for row_no, row in enumerate(rows, start=1)]
        total = Answer.of(sum(int(row[-1].number or 0) for row in rows))
        between = [Answer.of(None)] * (len(self.labels.headers(table)) - 2)
        self.table(table, [*printed, self.fixed_row(table, "total", (*between, total))])

    def table(self, table: str, rows: Sequence[Row], columns: Columns | None = None) -> None:
        """A table with its caption, if the form has one, and its header.

        ``columns`` are its columns where not those that the form always prints.
        """
        caption = self.labels.caption(table)
        if caption is not None:
            self.blocks.append(Caption(self._piece(f"{table}.caption", Answer(caption))))
        headers, widths = columns or self.labels.headers(table), WIDTHS[table]
        if more := len(headers) - len(widths):
            widths = (*widths, *[(1 - sum(widths)) / more] * more)
        header = tuple(
            Cell(
                lines=tuple(text.split("\n")),
                pieces=(self._piece(table, Answer(text, "value" if text else "blank"), column, 0),),
                align="centre",
            )
            for column, text in headers.items()
        )
        text_columns = tuple(column for column in headers if column in TEXT_COLUMNS)
        self.blocks.append(TableBlock(table, header, tuple(rows), widths, text_columns))
