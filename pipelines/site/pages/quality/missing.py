"""*Calidad*: values that are missing, by reason, table and column."""

from collections.abc import Iterable, Mapping

import altair as alt

from pipelines.site.block import Block, Column
from pipelines.site.cells import programme
from pipelines.site.charts import values
from pipelines.site.pages.quality.parts import PATH, TEMPLATE, description, say, year_column
from pipelines.site.release import Release, Row
from pipelines.site.visit import Content, NoSuchPageError, Page, Visit
from pipelines.site.words import (
    MISSING_REASONS,
)


def missing(visit: Visit) -> Content:
    """Missing values by reason and by table."""
    _ = visit.text
    by_reason = Block(
        visit.release,
        "por-razon",
        _("Missing values by reason"),
        "select reason, count(*) as rows from quality.missing_values group by all order by rows desc, reason",
        columns=(
            Column("reason", _("Reason"), say=say(visit, MISSING_REASONS)),
            Column("rows", _("Values"), "count"),
        ),
        chart=lambda rows: _reasons(visit, rows),
    )
    by_table = Block(
        visit.release,
        "por-tabla",
        _("Missing values by table"),
        "select table_name, reason, count(*) as rows from quality.missing_values"
        " group by all order by table_name, rows desc, reason",
        columns=(
            Column("table_name", _("Table"), link=lambda row: _missing_path(row["table_name"])),
            Column("reason", _("Reason"), say=say(visit, MISSING_REASONS)),
            Column("rows", _("Values"), "count"),
        ),
    )
    return Content(_("Missing values"), (by_reason, by_table))


def missing_of_table(visit: Visit, table: str) -> Content:
    """Missing values of a table, by column and reason."""
    _ = visit.text
    block = Block(
        visit.release,
        "por-columna",
        _("Missing values by column"),
        f"""
        select column_name, {description(visit)} as description, reason, count(*) as rows
        from quality.missing_values
        left join dictionary as d on d.table = table_name and d.column = column_name
        where table_name = $table
        group by all order by column_name, rows desc, reason
        """,
        {"table": table},
        columns=(
            Column("column_name", _("Column"), link=lambda row: _missing_path(table, row["column_name"])),
            Column("description", _("What it is")),
            Column("reason", _("Reason"), say=say(visit, MISSING_REASONS)),
            Column("rows", _("Values"), "count"),
        ),
        most=1000,
    )
    if not block.rows:
        raise NoSuchPageError(_("No value of this table is missing."))
    return Content(_("Missing values of {table}").format(table=table), (block,))


def missing_of_column(visit: Visit, table: str, column: str) -> Content:
    """Where a column has no value, and why."""
    _ = visit.text
    found = visit.rows(
        f"select {description(visit)} as description from dictionary as d"
        " where d.table = $table and d.column = $column",
        table=table,
        column=column,
    )
    block = Block(
        visit.release,
        "faltantes",
        _("Where it is missing"),
        """
        select program_name, program_key, year, item, reason, printed_text
        from quality.missing_values left join program_names using (program_key, year)
        where table_name = $table and column_name = $column
        order by year desc, program_name, item
        """,
        {"table": table, "column": column},
        columns=(
            programme(visit),
            year_column(visit),
            Column("item", _("Which")),
            Column("reason", _("Reason"), say=say(visit, MISSING_REASONS)),
            Column("printed_text", _("What is printed")),
        ),
        note=found[0]["description"] if found else "",
    )
    if not block.rows:
        raise NoSuchPageError(_("No value of this column is missing."))
    return Content(_("Missing values of {table}").format(table=f"{table}.{column}"), (block,))


def _reasons(visit: Visit, rows: list[Row]) -> alt.Chart:
    _ = visit.text
    reason = say(visit, MISSING_REASONS)
    named = [row | {"reason": reason(row["reason"])} for row in rows]
    chart: alt.Chart = (
        alt.Chart(values(named, "reason", "rows"))
        .mark_bar()
        .encode(
            x=alt.X("rows:Q", title=_("Values")),
            y=alt.Y("reason:N", title=None, sort="-x", axis=alt.Axis(labelLimit=400)),
            tooltip=["reason:N", alt.Tooltip("rows:Q", title=_("Values"), format=",.0f")],
        )
        .properties(width="container", height=26 * len(rows))
    )
    return chart


def _missing_path(table: str, column: str | None = None) -> str:
    return f"{PATH}valores-faltantes/{table}/" + (f"{column}/" if column else "")


def _every_table(release: Release) -> Iterable[Mapping[str, str]]:
    rows = release.rows("select distinct table_name from quality.missing_values order by all")
    return ({"table": row["table_name"]} for row in rows)


def _every_column(release: Release) -> Iterable[Mapping[str, str]]:
    rows = release.rows("select distinct table_name, column_name from quality.missing_values order by all")
    return ({"table": row["table_name"], "column": row["column_name"]} for row in rows)


PAGES = (
    Page(f"{PATH}valores-faltantes/", TEMPLATE, missing),
    Page(f"{PATH}valores-faltantes/{{table}}/", TEMPLATE, missing_of_table, _every_table),
    Page(f"{PATH}valores-faltantes/{{table}}/{{column}}/", TEMPLATE, missing_of_column, _every_column),
)
