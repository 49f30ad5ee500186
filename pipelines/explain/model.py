"""Data classes of an explained figure. As JSON they are the output of `panelsocial explain --json`."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipelines.language import _

Number = int | float | None
"""``int`` where whole."""

Value = Number | str
"""``str`` for words and codes."""

Box = Sequence[float]
"""x0, top, x1, bottom in points from the top left corner of the visible page."""


class NotFoundError(Exception):
    """Nothing matches the arguments, or several things do; the message lists what exists."""

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
    """A measure of a table. ``item`` is None for a figure of the whole programme.

    ``measure`` and ``reference_year`` say what the figure is about and connect its vintages: the measure of
    ``previous_year_beneficiaries`` is ``beneficiaries``, about the year before. ``item_name`` is the item in
    words, such as a region's code and name.
    """

    table_name: str
    column_name: str
    measure: str
    reference_year: int
    item: str | None
    item_name: str | None

    def __str__(self) -> str:
        column = f"{self.table_name}.{self.column_name}"
        if not self.item_name:
            return column
        return _("{column} of {item}").format(column=column, item=self.item_name)


@dataclass(frozen=True, slots=True)
class Report:
    """The report that states a figure: a file, or some pages of one.

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

    ``reading_no`` is its position in raw.readings. ``operand`` is the column that a computed figure takes
    from here; None for a printed figure. ``form_item``, ``form_column`` and ``row_no`` name the value in
    the form's specification, ``label`` is the text beside it, and ``inferred_by`` the rule that determined
    the column where a text dump does not show it.
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
    """A reviewed correction of a misprint: a row of quality.declared_corrections.

    ``printed_value`` is the misprinted number; None for words.
    """

    printed_value: Number
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class Vintage:
    """The figure as one report states it. A value of None has a ``reason`` (quality.missing_values).

    ``value`` is the corrected value if there is a ``correction``. ``difference`` is this printed number
    minus the previous report's; None where they are equal or not comparable.
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
    """A figure of ``programme`` for ``year``.

    ``shown`` is the requested vintage, by default the published one: of the report of the year that the
    figure is about, in its current revision. ``vintages`` are all, oldest first. ``meaning`` is the column's
    comment in the database, ``unit`` the value's unit. ``parts`` are the tables that have the same measure by
    component, region etc.
    """

    programme: Programme
    year: int
    figure: Figure
    meaning: str | None
    unit: str | None
    shown: Vintage
    vintages: tuple[Vintage, ...]
    checks: tuple[Check, ...]
    parts: tuple[str, ...]


def plain(number: Decimal | float | None) -> Number:
    """Convert a number of the warehouse to ``int`` when whole, else to ``float``."""
    if number is None:
        return None
    return int(number) if number == int(number) else float(number)
