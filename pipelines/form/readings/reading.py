"""The row everything else is built from: one printed value and the place it was printed."""

from dataclasses import dataclass
from typing import Literal, get_args

Status = Literal["value", "not_reported", "not_applicable", "blank", "ambiguous", "unmapped"]

STATUSES: tuple[Status, ...] = get_args(Status)


# Readings are never changed. They are not frozen, because that makes them three times as slow to make.


@dataclass(slots=True, unsafe_hash=True)
class Reading:
    """One printed value.

    ``section`` is the form's number ("5.6"; "0" the title block, "page" headers and footers).
    ``item`` and ``column`` are the names in the form's specification; a field's column is "value".
    ``row_no`` is None for a field that comes once, 0 for a table's header cells, 1.. for table rows
    and repeated fields. An ``ambiguous`` value of a text dump lists its candidate columns in
    ``column``, joined by "|". ``label`` is the printed label, or the printed header above a cell.
    ``text`` is what was printed, white space squeezed, Unicode NFC; "" where nothing was.

    ``page`` counts from 1; ``x0, top, x1, bottom`` are points from the page's top left corner (PDF
    only); ``line_no`` counts from 1 (text dumps and web pages); ``element`` is the path of the element that
    the line of a web page stands in. A value over two pages carries the place of
    its first part. ``words`` is how many printed words the reading accounts for, its label's included.

    ``inferred_by`` is None where the place of the print decides the column. In a text dump that has lost
    it, it names the rule of ``pipelines.form.tables.inferences`` by which the report leaves one column.

    ``resembles`` is the item in whose place an ``unmapped`` reading stands: a label in words that the form
    does not know, or a line behind it, which has that ``label``. ``section`` is that item's, then.
    """

    section: str
    item: str
    row_no: int | None
    column: str
    label: str
    text: str
    status: Status
    page: int
    x0: float | None = None
    top: float | None = None
    x1: float | None = None
    bottom: float | None = None
    line_no: int | None = None
    words: int = 0
    inferred_by: str | None = None
    resembles: str | None = None
    element: str | None = None
