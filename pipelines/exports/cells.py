"""Cells of an Excel sheet: how columns of a table are shown, and values written."""

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipelines.build.tables import Column

CELL_LENGTH = 32_767
"""Characters that Excel allows in a cell."""

CUT = " […]"


class Formats:
    """The formats of a workbook."""

    def __init__(self, book: Workbook) -> None:
        self.header: Format = book.add_format({"bold": True, "bottom": 1})
        self._text: Format = book.add_format({"num_format": "@"})
        self._day: Format = book.add_format({"num_format": "yyyy-mm-dd"})
        self._moment: Format = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._amount: Format = book.add_format({"num_format": "#,##0"})
        # Excel shows a truth value by itself; LibreOffice would show 1 and 0.
        self._truth: Format = book.add_format({"num_format": '"VERDADERO";"VERDADERO";"FALSO"'})

    def of(self, column: Column) -> Format | None:
        """How the cells of a column are shown; None for plain numbers."""
        if column.is_text or column.is_list:
            return self._text
        if column.name.endswith("_clp"):
            return self._amount
        by_type = {"DATE": self._day, "TIMESTAMP": self._moment, "BOOLEAN": self._truth}
        return by_type.get(column.type)


def write_cell(to: Worksheet, row: int, position: int, value: object, shown: Format | None) -> None:
    """Write ``value``, which is not None. Lists are joined by "; "; a text that is too long ends with […]."""
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    if isinstance(value, str):
        if len(value) > CELL_LENGTH:
            value = value[: CELL_LENGTH - len(CUT)] + CUT
        to.write_string(row, position, value, shown)
    elif isinstance(value, bool):
        to.write_boolean(row, position, value, shown)
    elif hasattr(value, "isoformat"):
        to.write_datetime(row, position, value, shown)
    else:
        to.write_number(row, position, value, shown)
