"""What is known about one figure, ready to be shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

Number = int | float | None
"""Pesos, people and the like; ``int`` where whole."""

Value = Number | str
"""Codes and words are ``str``."""

Box = Sequence[float]
"""x0, top, x1, bottom in points from the top left corner of the visible page."""


class NotFoundError(Exception):
    """What was asked for is not there, or is several things; the message says what there is."""

    def __init__(self, sentence: str, candidates: tuple[str, ...] = ()) -> None:
        super().__init__("\n".join([sentence, *(f"  {candidate}" for candidate in candidates)]))


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme, by its newest name."""

    program_key: str
    program_name: str | None
    ministry: str | None
    service: str | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell of a fact: ``item`` is NULL where a programme has one such figure a year.

    ``item_name`` is the item as people call it: a region with its name.
    """

    table_name: str
    column_name: str
    item: str | None
    item_name: str | None

    def __str__(self) -> str:
        return f"{self.table_name}.{self.column_name}" + (f" of {self.item_name}" if self.item_name else "")


@dataclass(frozen=True, slots=True)
class Report:
    """The document that states a figure: a file, or pages of one.

    ``source_file`` is the file's path below the raw folder.
    """

    report_id: str
    report_year: int
    revision: int
    is_current: bool
    source_file: str
    file_sha256: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text was printed: a box on a page of a PDF, or a line of a text dump.

    ``reading_no`` is its position in raw.readings, ``operand`` the column that a computed figure takes
    from here; None for a printed figure.
    ``form_item``, ``form_column`` and ``row_no`` say which value of the form it is, ``label`` what
    stands beside it, ``inferred_by`` the rule that told its column where a text dump had lost it.
    """

    reading_no: int
    operand: str | None
    printed_text: str
    label: str | None
    form_item: str
    form_column: str
    row_no: int | None
    page: int
    box: Box | None
    line_no: int | None
    inferred_by: str | None


@dataclass(frozen=True, slots=True)
class Correction:
    """What a reviewer put in the place of a misprint, and why: a row of quality.declared_corrections.

    ``printed_value`` is the figure as printed; None for words.
    """

    printed_value: Number
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class Vintage:
    """The figure as one report states it. A NULL has a ``reason`` (see quality.missing_values).

    ``value`` is what is meant where there is a ``correction``. ``difference`` is the step from the
    vintage before it as printed, where both can be compared and differ.
    """

    report: Report
    value: Value
    reason: str | None
    printed_text: str | None
    places: tuple[Place, ...]
    difference: Number
    correction: Correction | None


@dataclass(frozen=True, slots=True)
class Check:
    """A reconciliation that the figure takes part in (a row of quality.reconciliations)."""

    report_id: str
    report_year: int
    check_name: str
    item: str | None
    unit: str
    expected: Number
    actual: Number
    difference: Number
    tolerance: Number
    status: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A figure of ``programme`` about ``reference_year``.

    ``shown`` is the vintage that was asked for: the newest that states a value, if none was named.
    ``vintages`` are all of them, oldest first. ``meaning`` is the column's comment in the database,
    ``unit`` that of the value. ``parts`` are tables that have the same measure by component, region
    and so on.
    """

    programme: Programme
    reference_year: int
    figure: Figure
    meaning: str | None
    unit: str | None
    shown: Vintage
    vintages: tuple[Vintage, ...]
    checks: tuple[Check, ...]
    parts: tuple[str, ...]


def plain(number: Decimal | None) -> Number:
    """A decimal of the warehouse as the number it is: whole ones without a point."""
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)
