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
    Programme,
    Report,
    Vintage,
    plain,
)
from pipelines.explain.programme import find_programme
from pipelines.explain.unit import unit_of
from pipelines.language import _, spoken

_SAME_FIGURE = (
    "table_name = $table and column_name = $measure and item is not distinct from $item"
    " and program_key = $program and reference_year = $year"
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
        every = _vintages(con, found, figure)
        shown = _shown(
            every, figure.reference_year if figure.column_name == figure.measure else year, report_year
        )
        # Leave out reports whose form has no place for the figure.
        vintages = tuple(each for each in every if each is shown or each.reason != "not_in_form")
        return Explanation(
            programme=found,
            year=year,
            figure=figure,
            meaning=_meaning(con, figure),
            unit=unit_of(con, figure, shown),
            shown=shown,
            vintages=vintages,
            checks=tuple(check for each in vintages for check in checks_of(con, each)),
            parts=parts,
        )


def _vintages(con: duckdb.DuckDBPyConnection, programme: Programme, figure: Figure) -> list[Vintage]:
    key = {
        "table": figure.table_name,
        "measure": figure.measure,
        "item": figure.item,
        "program": programme.program_key,
        "year": figure.reference_year,
    }
    places = _places(con, key)
    rows = con.execute(
        "select report_id, figures.report_year, figures.revision, figures.is_current, source_file,"
        " file_sha256, printed_value, correction_reason, correction_source,"
        " value, text_value, reason, printed_text, difference"
        f" from (from vintages where {_SAME_FIGURE}) as figures"
        " join quality.documents using (report_id)"
        " left join (select later_report_id as report_id, difference from quality.restatements"
        f"  where {_SAME_FIGURE}"
        "  qualify row_number() over (partition by later_report_id order by kind) = 1) using (report_id)"
        " order by figures.report_year, figures.revision",
        key,
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


def _places(con: duckdb.DuckDBPyConnection, key: dict[str, Any]) -> dict[str, list[Place]]:
    """By report: the places where the figure or its operands are printed, or the reading that led to NULL."""
    rows = con.execute(
        f"with figures as (from vintages where {_SAME_FIGURE})"
        " select report_id, reading_no, operand, printed_text, label, item, column_id, row_no, page,"
        " if(x0 is null, null, [x0, top, x1, bottom]), line_no, inferred_by from"
        " (select report_id, null as operand, printed_text, reading_no from figures"
        "  union all select provenance.report_id, operand, provenance.printed_text, provenance.reading_no"
        "  from provenance join figures on provenance.report_id = figures.report_id"
        "  and provenance.table_name = figures.table_name and provenance.column_name = figures.fact_column"
        "  and provenance.item is not distinct from figures.item where operand is not null)"
        " join raw.readings using (report_id, reading_no) order by report_id, operand",
        key,
    ).fetchall()
    places: dict[str, list[Place]] = {}
    for report_id, *place in rows:
        places.setdefault(report_id, []).append(Place(*place))
    return places


def _shown(vintages: list[Vintage], year: int, report_year: int | None) -> Vintage:
    wanted = [each for each in vintages if report_year in (None, each.report.report_year)]
    if not wanted:
        known = ", ".join(str(known) for known in sorted({each.report.report_year for each in vintages}))
        said = _("No report of {year} has this figure; reports of {years} have it.")
        raise NotFoundError(said.format(year=report_year, years=known))
    current = [each for each in wanted if each.report.is_current] or wanted
    own = [each for each in current if each.report.report_year == year]
    stated = [each for each in current if each.reason is None]
    return (own or stated or current)[-1]


def _meaning(con: duckdb.DuckDBPyConnection, figure: Figure) -> str | None:
    row = con.execute(
        "select split_part(comment, chr(10), ?) from duckdb_columns()"  # a line in English, one in Spanish
        " where schema_name = 'main' and table_name = ? and column_name = ?",
        [2 if spoken() == "es" else 1, figure.table_name, figure.column_name],
    ).fetchone()
    return row[0] if row else None
