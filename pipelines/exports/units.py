"""The unit and the price basis of a published column, derived from its name."""

import re

from pipelines.build.tables import Column

NOMINAL = "nominal"
PRICE_BASES = {
    "printed_clp": "prices of price_base_year",
    "next_year_initial_budget_clp": "nominal, of the year after",
}
UNITS = {
    "deflator": "factor",
    "uf_deflator": "factor",
    "cpi_average": "index, 2023 = 100",
    "cpi_deflator": "factor",
    "coverage_pct": "percent",
    "printed_coverage": "percent",
    "previous_year_printed_coverage": "percent",
    "potential_population": "as unit_of_measure",
    "target_population": "as unit_of_measure",
    "previous_year_target_population": "as unit_of_measure",
    "previous_year_beneficiaries": "as unit_of_measure",
    "beneficiaries": "as fct_beneficiaries.unit_of_measure",
    "quantity": "as unit_of_measure",
    "effective_previous": "as unit",
    "estimated_current": "as unit",
    "effective_current": "as unit",
    "estimated_next": "as unit",
    "change": "as unit",
    "value": "as column_name",
    "printed_value": "as printed_unit",
    "inhabitants": "people",
    "byte_count": "bytes",
    "execution_rate": "fraction",
    "spending_per_beneficiary_change": "fraction",
    "spending_per_beneficiary_departure": "fraction",
    "amount": "as unit",
    "score": "fraction",
}
# Positions on a page, from its top left corner.
PLACES = {"x0", "top", "x1", "bottom"}
SUFFIXES = {"_share": "fraction", "_count": "count", "_year": "year"}


def unit_of(column: Column) -> str:
    """pesos, percent, fraction, count, year, points, or "as" and the column with the unit; else empty."""
    if column.is_text or column.type == "BOOLEAN":
        return ""
    if column.name in UNITS:
        return UNITS[column.name]
    if column.name in PLACES:
        return "points"
    if column.name == "year":
        return "year"
    if column.name.endswith("_clp"):
        return "pesos"
    return next((unit for suffix, unit in SUFFIXES.items() if column.name.endswith(suffix)), "")


def price_basis_of(column: Column) -> str:
    """The year of the prices that an amount is expressed in; empty if the column is not in pesos."""
    if not column.name.endswith("_clp"):
        return ""
    if column.name.endswith("_real_clp"):
        return "constant prices of dim_year.base_year"
    return PRICE_BASES.get(column.name, NOMINAL)


def spanish_label(comment: str) -> str:
    """The form's label of the column: what its comment quotes in parentheses or has after "Label:"."""
    if label := re.search(r"\bLabel: (.+)$", comment):
        return label[1]
    parts = re.findall(r"\(((?:[^()]|\([^()]*\))*)\)", comment)
    return " | ".join(label for part in parts for label in re.findall(r'"([^"]+)"', part))
