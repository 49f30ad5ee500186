"""Find the reconciliations that a figure takes part in."""

import duckdb

from pipelines.explain.model import Check, Place, Vintage, plain

BY_LABEL = "label_years_match"
"""A check whose items are labels of the form; it concerns the figures beside or below the label."""

BY_PAGE = "numbers_agree_with_plain_text"
"""A check whose items are pages; it concerns every figure on the page."""

_ROWS = """
    select check_name, item, unit, expected, actual, difference, tolerance, status,
        exists (
            select 1 from quality.reconciliation_readings as compared
            where compared.report_id = checks.report_id and compared.check_name = checks.check_name
                and compared.item is not distinct from checks.item
                and list_contains($readings, compared.reading_no)
        ) as is_compared
    from quality.reconciliations as checks where report_id = $report order by check_name, item
"""


def checks_of(con: duckdb.DuckDBPyConnection, vintage: Vintage) -> tuple[Check, ...]:
    """The rows of quality.reconciliations, of the vintage's report, that concern the figure.

    These are checks that compare one of its readings (quality.reconciliation_readings), the year of a
    label beside or above one, or all numbers of its page.
    """
    report = vintage.report
    readings = [place.reading_no for place in vintage.places]
    labels = {label for place in vintage.places for label in labels_of(place)}
    pages = {str(place.page) for place in vintage.places}
    rows = con.execute(_ROWS, {"report": report.report_id, "readings": readings}).fetchall()
    return tuple(
        Check(
            report_id=report.report_id,
            report_year=report.report_year,
            check_name=name,
            item=item,
            unit=unit,
            expected=plain(expected),
            actual=plain(actual),
            difference=plain(difference),
            tolerance=plain(tolerance),
            status=status,
        )
        for name, item, unit, expected, actual, difference, tolerance, status, is_compared in rows
        if is_compared or (name == BY_LABEL and item in labels) or (name == BY_PAGE and item in pages)
    )


def labels_of(place: Place) -> set[str]:
    """The items of check ``BY_LABEL`` that concern ``place``.

    These are its own label, or its column's header; its row's label; and the caption of its table.
    """
    table, item, column = place.form_item.split(".")[0], place.form_item, place.form_column
    own = item if (place.row_no or 0) <= 1 else f"{item}/{place.row_no}"
    return {own if column == "value" else f"{table}/{column}", f"{item}/label", f"{table}.caption"}
