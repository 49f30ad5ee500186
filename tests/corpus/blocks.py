"""The form as a sequence of blocks: what every producer draws, whatever it draws with.

Every printed text is a ``Piece`` that knows the reading it must become, so a drawing and its truth
come from one object.
"""

from dataclasses import dataclass
from typing import Literal

from tests.corpus.model import Status


@dataclass(frozen=True, slots=True)
class Piece:
    """A printed value and where the form's vocabulary puts it (see ``pipelines.form.readings.reading``)."""

    section: str
    item: str
    row_no: int | None
    column: str
    text: str
    status: Status


@dataclass(frozen=True, slots=True)
class TitleLine:
    """One line of the title block."""

    piece: Piece


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's heading. The form starts sections 4, 5 and 6 on a new page."""

    piece: Piece
    new_page: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A label and its value, behind it or on a line of its own; ``value`` keeps its line breaks."""

    label: str
    value: str
    piece: Piece
    own_line: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """Text directly under a heading."""

    value: str
    piece: Piece


@dataclass(frozen=True, slots=True)
class Caption:
    """The line above a table, by choice on a new page."""

    piece: Piece
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell: printed lines and the readings in it; ``span`` columns wide."""

    lines: tuple[str, ...]
    pieces: tuple[Piece, ...]
    align: Literal["left", "centre"] = "left"
    span: int = 1

    @property
    def empty(self) -> bool:
        return not any(self.lines)


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A ruled table: one header row, then rows; ``widths`` are shares of the printed width. By choice it
    begins on a new page. A ``part_of`` another table has columns as wide as that table's.
    """

    name: str
    header: Row
    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    text_columns: tuple[str, ...]
    new_page: bool = False
    part_of: "TableBlock | None" = None
    tight: bool = False
    """Whether columns of figures are only as wide as their longest word."""


Block = TitleLine | Heading | Field | Body | Caption | TableBlock


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn report: its bytes, its pages' footers, on how many pages each table's header stands, and what
    stands behind the text of each page.

    ``header_prints[i]`` belongs to the i-th table among the blocks. A producer that draws no footers
    leaves ``footers`` empty.
    """

    content: bytes
    footers: tuple[str, ...]
    header_prints: tuple[int, ...]
    page_count: int
    watermark: str = ""
