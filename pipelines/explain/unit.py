"""Find the unit of a figure."""

import duckdb

from pipelines.explain.model import Figure, Vintage
from pipelines.language import N_

_OF_FACT = {
    "fct_beneficiaries": "fct_beneficiaries",
    "fct_beneficiaries_by_region": "fct_beneficiaries",
    "fct_beneficiaries_by_area": "fct_beneficiaries",
    "fct_beneficiaries_by_flow": "fct_beneficiaries",
    "fct_components": "fct_components",
}
"""Facts whose unit is printed in the report, and the fact whose column unit_of_measure has it."""

_MULTIPLES = (N_("thousands of pesos"), N_("millions of pesos"))
"""What a table of spending by region may be printed in."""


def unit_of(con: duckdb.DuckDBPyConnection, figure: Figure, vintage: Vintage) -> str | None:
    """The unit in words; None when the value is text, or when the report prints no unit."""
    if not isinstance(vintage.value, int | float):
        return None
    unit: str | None = None
    match figure.table_name, figure.column_name:
        case _, column if column.endswith("_clp"):
            unit = N_("pesos")
        case _, "coverage_pct" | "printed_coverage" | "previous_year_printed_coverage":
            unit = N_("percent")
        case "fct_indicators", _:
            unit = N_("percent") if "%" in (vintage.printed_text or "") else N_("number")
        case "fct_spending_by_region", "printed_value":
            unit = _text(
                con,
                "select printed_unit || ' of pesos' from fct_spending_by_region"
                " where report_id = ? and region_code = ?",
                [vintage.report.report_id, figure.item],
            )
        case table, _ if table in _OF_FACT:
            unit = _text(
                con,
                "select text_value from vintages where column_name = 'unit_of_measure'"
                " and report_id = ? and table_name = ? and item is not distinct from ?",
                [
                    vintage.report.report_id,
                    _OF_FACT[table],
                    figure.item if table == "fct_components" else None,
                ],
            )
    return unit


def _text(con: duckdb.DuckDBPyConnection, query: str, parameters: list[str | None]) -> str | None:
    row = con.execute(query, parameters).fetchone()
    return row[0] if row else None
