"""The address of a figure: a name for it that needs no release, and the page or anchor that shows it."""

import re
from typing import NamedTuple

from pipelines.site.visit import Visit

MART = "program_year"
"""The table whose columns are printed figures of the whole programme, or computed from them."""

_PRINTED = {
    "fct_spending": (
        "initial_budget_clp",
        "final_budget_clp",
        "next_year_initial_budget_clp",
        "executed_clp",
        "extrabudgetary_clp",
        "total_executed_clp",
        "component_spending_clp",
        "administrative_spending_clp",
    ),
    "fct_beneficiaries": (
        "unit_of_measure",
        "potential_population",
        "target_population",
        "beneficiaries",
        "coverage_pct",
    ),
}
"""Columns of ``MART`` that repeat a fact: the figure is that of the fact."""

_FACT_OF = {column: table for table, columns in _PRINTED.items() for column in columns}


class FigureName(NamedTuple):
    """A figure of one programme and year. ``item`` is None for a figure of the whole programme."""

    table: str
    column: str
    item: str | None = None

    def __str__(self) -> str:
        """As in addresses and anchors: "table.column" or "table.column~item"."""
        return f"{self.table}.{self.column}" + (f"~{_escaped(self.item)}" if self.item is not None else "")


def figure_name(table: str, column: str, item: str | None = None) -> FigureName:
    """The figure behind a column of a fact or of ``MART``, such as that of an amount in real pesos."""
    if table == MART:
        return FigureName(_FACT_OF.get(column, MART), column)
    if table == "fct_spending_per_beneficiary" and column == "real_clp":
        column = "printed_clp"
    if table == "fct_indicators":
        column = column.removeprefix("printed_")
    return FigureName(table, re.sub("_real_clp$", "_clp", column), item)


def parse_figure(figure: str) -> FigureName | None:
    """The figure that an address names; None when it is no such name."""
    whole, tilde, item = figure.partition("~")
    table, dot, column = whole.partition(".")
    if not (dot and table and column) or not re.fullmatch("[a-z0-9_]+", table + column):
        return None
    try:
        return figure_name(table, column, _unescaped(item) if tilde else None)
    except ValueError:
        return None


def figure_path(  # noqa: PLR0917 - the parts of a key
    visit: Visit, program_key: str, year: int, table: str, column: str, item: str | None = None
) -> str:
    """The path of the page about a figure; in an export that of its row in the list of the year's figures.

    ``table`` and ``column`` are those of a fact or of ``program_year``; ``item`` is as in ``vintages``: a
    component, region code, "kind/indicator" and so on; None for a figure of the whole programme.
    """
    figure = figure_name(table, column, item)
    page = f"{year_path(program_key, year)}cifras/"
    return f"{page}#{figure}" if visit.is_export else f"{page}{figure}/"


def programme_path(program_key: str) -> str:
    """The path of a programme's page."""
    return f"programas/{program_key}/"


def year_path(program_key: str, year: int) -> str:
    """The path of the page of one year of a programme."""
    return f"programas/{program_key}/{year}/"


def document_path(file_sha256: str, source_file: str) -> str:
    """The path of the file that a report was read from: the reports of a volume share one."""
    ending = source_file.rpartition(".")[2].lower() if "." in source_file else "txt"
    return f"documentos/{file_sha256}.{ending}"


def _escaped(item: str) -> str:
    """``item`` in letters, digits, ".", "-", and "_" for a space; every other byte as ~ and two digits."""
    return "".join(
        character
        if character.isalnum() or character in ".-"
        else "_"
        if character == " "
        else "".join(f"~{byte:02x}" for byte in character.encode())
        for character in item
    )


def _unescaped(text: str) -> str:
    """Raises ``ValueError`` when ``text`` is no escaped item."""
    raw = re.sub(
        rb"~([0-9a-f]{2})", lambda found: bytes.fromhex(found[1].decode()), text.replace("_", " ").encode()
    )
    return raw.decode()
