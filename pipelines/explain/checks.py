"""Which reconciliations a figure takes part in."""

from fnmatch import fnmatchcase

import duckdb

from pipelines.explain.model import Check, Figure, Place, Vintage, plain

_EXECUTED = "fct_spending.executed_clp:"
_EXTRABUDGETARY = "fct_spending.extrabudgetary_clp:"
_TOTAL = "fct_spending.total_executed_clp:"
_COMPONENTS = "fct_spending.component_spending_clp:"
_ADMINISTRATIVE = "fct_spending.administrative_spending_clp:"
_BENEFICIARIES = "fct_beneficiaries.beneficiaries:"
_TARGET = "fct_beneficiaries.target_population:"

TAKING_PART: dict[str, tuple[str, ...]] = {
    "executed_equals_components_plus_administrative": (_EXECUTED, _TOTAL, _COMPONENTS, _ADMINISTRATIVE),
    "budget_lines_equal_executed": (_EXECUTED, "fct_spending_by_budget_line.spending_clp:executed/*"),
    "component_rows_equal_component_spending": (_COMPONENTS, "fct_spending_by_component.spending_clp:*"),
    "regional_spending_equals_component_spending": (_COMPONENTS, "fct_spending_by_region.*:*"),
    "summary_adds_up:a+b": (_EXECUTED, _EXTRABUDGETARY, _TOTAL),
    "summary_adds_up:c+d": (_COMPONENTS, _ADMINISTRATIVE, _TOTAL),
    "summary_adds_up:both totals": (_TOTAL,),
    "final_budget_covers_executed": ("fct_spending.final_budget_clp:", _EXECUTED),
    "printed_spending_per_beneficiary_equals_recomputed": (
        "fct_spending.printed_spending_per_beneficiary_clp:",
        "fct_spending.printed_price_base_year:",
        _EXECUTED,
        _BENEFICIARIES,
    ),
    "regional_beneficiaries_equal_beneficiaries": (
        _BENEFICIARIES,
        "fct_beneficiaries_by_region.beneficiaries:*",
    ),
    "flow_total_equals_beneficiaries": (
        _BENEFICIARIES,
        "fct_beneficiaries_by_flow.beneficiaries:total/total",
    ),
    "coverage_table_equals_beneficiaries": (_BENEFICIARIES,),
    "production_equals_beneficiaries": (_BENEFICIARIES, "fct_production.*:*"),
    "printed_coverage_equals_recomputed": (
        _BENEFICIARIES,
        _TARGET,
        "fct_beneficiaries.printed_coverage:",
        "fct_beneficiaries.coverage_pct:",
    ),
    "target_within_potential": ("fct_beneficiaries.potential_population:", _TARGET),
    "beneficiaries_within_target": (_TARGET, _BENEFICIARIES),
}
"""Figures of the report year that a check compares, as patterns of "table.column:item"; a check with
several items has an entry for each, "check:item"."""

BY_LABEL = "label_years_match"
"""Its items are labels of the form: it concerns the figures beside or below them."""

BY_PAGE = "numbers_agree_with_plain_text"
"""Its items are pages: it concerns every figure on the page."""


def checks_of(
    con: duckdb.DuckDBPyConnection, figure: Figure, year: int, vintage: Vintage
) -> tuple[Check, ...]:
    """The rows of quality.reconciliations of the vintage's report that the figure about ``year`` is in."""
    rows = con.execute(
        "select check_name, item, unit, expected, actual, difference, tolerance, status"
        " from quality.reconciliations where report_id = ? order by check_name, item",
        [vintage.report.report_id],
    ).fetchall()
    labels = {label for place in vintage.places for label in labels_of(place)}
    pages = {str(place.page) for place in vintage.places}
    key = f"{figure.table_name}.{figure.column_name}:{figure.item or ''}"
    return tuple(
        Check(
            report_id=vintage.report.report_id,
            report_year=vintage.report.report_year,
            check_name=name,
            item=item,
            unit=unit,
            expected=plain(expected),
            actual=plain(actual),
            difference=plain(difference),
            tolerance=plain(tolerance),
            status=status,
        )
        for name, item, unit, expected, actual, difference, tolerance, status in rows
        if (name == BY_LABEL and item in labels)
        or (name == BY_PAGE and item in pages)
        or (year == vintage.report.report_year and _takes_part(key, name, item))
    )


def _takes_part(key: str, check_name: str, item: str | None) -> bool:
    patterns = TAKING_PART.get(check_name) or TAKING_PART.get(f"{check_name}:{item}", ())
    return any(fnmatchcase(key, pattern) for pattern in patterns)


def labels_of(place: Place) -> set[str]:
    """Items of ``BY_LABEL`` that speak of this place: its own label, its row's, its column's header and
    the caption of its table."""
    table, item, column = place.form_item.split(".")[0], place.form_item, place.form_column
    own = item if (place.row_no or 0) <= 1 else f"{item}/{place.row_no}"
    return {own if column == "value" else f"{table}/{column}", f"{item}/label", f"{table}.caption"}
