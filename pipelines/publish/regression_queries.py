"""Queries of the regression guards: attached databases ``before`` and ``after``.

They compare what both databases say about the same reports, and how many programmes have a report in a year.
So a report that is added, also as a revision of another one, never looks like a loss. Sample reports are left
out.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from pipelines.build.tables import tables_of

SIDES = ("before", "after")

TOTALS = {
    "fct_spending": ("initial_budget_clp", "executed_clp"),
    "fct_beneficiaries": ("beneficiaries",),
}
"""Figures whose totals are compared, by fact."""

_REPORTS = """
select 'fewer_reports', year::varchar, count(*) filter (side = 0), count(*) filter (side = 1)
from (select 0 as side, year from real_before union all select 1, year from real_after)
group by year
"""
_BOTH = (
    "create temp table both_have as select report_id from real_before semi join real_after using (report_id)"
)
_MINISTRIES = """
select 'ministry_vanished', ministry || ' in ' || year, 1,
    ((year, ministry) in (select (year, ministry) from after.program_names))::integer
from before.program_names join before.dim_report using (program_key, year)
semi join both_have using (report_id)
where ministry is not null group by all
"""
_MAPPED_SHARE = """
select 'mapped_share', 'reports of both',
    sum(old.mapped_share * old.reading_count) / nullif(sum(old.reading_count), 0),
    sum(new.mapped_share * new.reading_count) / nullif(sum(new.reading_count), 0)
from before.dim_report as old join after.dim_report as new using (report_id)
semi join both_have using (report_id)
"""


@dataclass(frozen=True, slots=True)
class Found:
    """A value that ``guard`` compares for ``subject``: number of reports or rows, a total or a share."""

    guard: str
    subject: str
    before: float | int
    after: float | int


def comparisons(con: duckdb.DuckDBPyConnection) -> Iterator[Found]:
    """Every compared value, by guard and subject; none if ``before`` has only sample reports.

    Tables and columns that only one database has are not compared.
    """
    columns = _shared_columns(con)
    if not {"report_id", "program_key", "year", "is_sample"} <= columns.get("dim_report", set()):
        return
    for side in SIDES:
        con.execute(
            f"create temp table real_{side} as select report_id, year from {side}.dim_report"
            " where not is_sample"
        )
    if not con.execute("from real_before limit 1").fetchall():
        return
    con.execute(_BOTH)
    for query in _queries(columns):
        for guard, subject, before, after in con.execute(f"{query} order by all").fetchall():
            if before is not None and after is not None:
                yield Found(guard, subject or "no year", before, after)


def _shared_columns(con: duckdb.DuckDBPyConnection) -> dict[str, set[str]]:
    """For each table of ``main`` that both databases have, the columns that both have."""
    old, new = (
        {table.name: {column.name for column in table.columns} for table in tables_of(con, side, ["main"])}
        for side in SIDES
    )
    return {name: old[name] & new[name] for name in old.keys() & new.keys()}


def _queries(columns: dict[str, set[str]]) -> Iterator[str]:
    yield _REPORTS
    for table in sorted(columns):
        # Other tables lose rows legitimately, for example when two names turn out to be one programme.
        if table.startswith("fct_") and "report_id" in columns[table]:
            yield _rows(table)
    if {"year", "ministry", "program_key"} <= columns.get("program_names", set()):
        yield _MINISTRIES
    for table, figures in TOTALS.items():
        for figure in figures:
            if {"report_id", "year", figure} <= columns.get(table, set()):
                yield _total(table, figure)
    if {"mapped_share", "reading_count"} <= columns["dim_report"]:
        yield _MAPPED_SHARE


def _rows(table: str) -> str:
    counts = [
        f"(select count(*) from {side}.{table} semi join both_have using (report_id))" for side in SIDES
    ]
    return f"select 'lost_rows', '{table}', {', '.join(counts)}"


def _total(table: str, figure: str) -> str:
    """Totals per year over the reports of both that had a figure; a figure that is gone counts as 0."""
    sums = ", ".join(
        f"{side}_sums as (select year, report_id, sum({figure}) as total"
        f" from {side}.{table} semi join both_have using (report_id) group by all having total is not null)"
        for side in SIDES
    )
    return (
        f"with {sums} select 'moved_total', '{table}.{figure} of ' || before_sums.year,"
        " sum(before_sums.total), sum(coalesce(after_sums.total, 0))"
        " from before_sums left join after_sums using (report_id) group by before_sums.year"
    )
