"""Collect from the published warehouse all that explains one figure."""

from pathlib import Path
from typing import Any

import duckdb

from pipelines.explain.checks import checks_of
from pipelines.explain.figure import find_figure
from pipelines.explain.model import (
    Correction,
    Explanation,
    Figure,
    NotFoundError,
    Place,
    Report,
    Vintage,
    plain,
)
from pipelines.explain.programme import find_programme
from pipelines.explain.unit import unit_of

_SAME_FIGURE = (
    "table_name = ? and column_name = ? and item is not distinct from ?"
    " and program_key = ? and reference_year = ?"
)


def explain(
    database: Path,
    programme: str,
    year: int,
    measure: str,
    *,
    table: str | None = None,
    item: str | None = None,
    report_year: int | None = None,
) -> Explanation:
    """Explain the figure ``measure`` of ``programme`` about ``year``; ``database`` is opened read-only.

    For the arguments see ``find_programme`` and ``find_figure``; ``report_year`` chooses the report.
    Raises ``NotFoundError``, and ``duckdb.Error`` when the file is no warehouse.
    """
    with duckdb.connect(str(database), read_only=True) as con:
        found = find_programme(con, programme)
        figure, parts = find_figure(con, found, year, measure, table=table, item=item)
        key = [figure.table_name, figure.column_name, figure.item, found.program_key, year]
        every = _vintages(con, key)
        shown = _shown(every, year, report_year)
        # Leave out reports whose form has no place for the figure.
        vintages = tuple(each for each in every if each is shown or each.reason != "not_in_form")
        return Explanation(
            programme=found,
            reference_year=year,
            figure=figure,
            meaning=_meaning(con, figure),
            unit=unit_of(con, figure, shown),
            shown=shown,
            vintages=vintages,
            checks=tuple(check for each in vintages for check in checks_of(con, each)),
            parts=parts,
        )


def _vintages(con: duckdb.DuckDBPyConnection, key: list[Any]) -> list[Vintage]:
    places = _places(con, key)
    rows = con.execute(
        "select report_id, dim_report.report_year, dim_report.revision, is_current, source_file, file_sha256,"
        " printed_value, correction_reason, correction_source,"
        " value, text_value, reason, printed_text, difference from intermediate.int_figures"
        " join dim_report using (report_id)"
        " left join (select later_report_id as report_id, difference from quality.restatements"
        f" where {_SAME_FIGURE}) using (report_id)"
        f" where {_SAME_FIGURE.replace('program_key', 'int_figures.program_key')}"
        " order by dim_report.report_year, dim_report.revision",
        [*key, *key],
    ).fetchall()
    return [
        Vintage(
            report=Report(*row[:6]),
            value=plain(value) if text is None else text,
            reason=reason,
            printed_text=printed_text,
            places=tuple(places.get(row[0], ())),
            difference=plain(difference),
            correction=Correction(plain(row[6]), row[7], row[8]) if row[7] else None,
        )
        for *row, value, text, reason, printed_text, difference in rows
    ]


def _places(con: duckdb.DuckDBPyConnection, key: list[Any]) -> dict[str, list[Place]]:
    """By report: the places where the figure is printed, or the reading that led to NULL."""
    rows = con.execute(
        "select report_id, reading_no, operand, printed_text, label, item, column_id, row_no, page,"
        " if(x0 is null, null, [x0, top, x1, bottom]), line_no, inferred_by from"
        f" (select report_id, operand, printed_text, reading_no from provenance where {_SAME_FIGURE}"
        " union all select report_id, null, printed_text, reading_no from quality.missing_values"
        f" where {_SAME_FIGURE})"
        " join raw.readings using (report_id, reading_no) order by report_id, operand",
        [*key, *key],
    ).fetchall()
    places: dict[str, list[Place]] = {}
    for report_id, *place in rows:
        places.setdefault(report_id, []).append(Place(*place))
    return places


def _shown(vintages: list[Vintage], year: int, report_year: int | None) -> Vintage:
    wanted = [each for each in vintages if report_year in (None, each.report.report_year)]
    if not wanted:
        known = ", ".join(str(known) for known in sorted({each.report.report_year for each in vintages}))
        raise NotFoundError(f"No report of {report_year} has this figure; reports of {known} have it.")
    stated = [each for each in wanted if each.reason is None]
    own = [each for each in wanted if each.report.report_year == year]
    return (stated or own or wanted)[-1]


def _meaning(con: duckdb.DuckDBPyConnection, figure: Figure) -> str | None:
    row = con.execute(
        "select comment from duckdb_columns()"
        " where schema_name = 'main' and table_name = ? and column_name = ?",
        [figure.table_name, figure.column_name],
    ).fetchone()
    return row[0] if row else None
