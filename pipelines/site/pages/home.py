"""*Inicio*: spending, people and programmes by year; execution by ministry; what of the archive is there."""

import altair as alt

from pipelines.site.block import Block, Column
from pipelines.site.charts import in_millions, values
from pipelines.site.release import Row
from pipelines.site.visit import Content, Page, Visit

_BY_YEAR = """
    select year, count(*) as programs, sum(initial_budget_clp) as initial_budget_clp,
        sum(executed_clp) as executed_clp, sum(executed_real_clp) as executed_real_clp
    from program_year group by year order by year
"""


def content(visit: Visit) -> Content:
    """The first page."""
    _ = visit.text
    by_year = Block(
        visit.release,
        "por-ano",
        _("Spending and programmes by year"),
        _BY_YEAR,
        columns=(
            Column("year", _("Year"), "year"),
            Column("programs", _("Programmes"), "count"),
            Column("initial_budget_clp", _("Initial budget"), "money"),
            Column("executed_clp", _("Executed"), "money"),
            Column("executed_real_clp", _("Executed, real"), "money"),
        ),
        chart=lambda rows: _spending(rows, visit),
    )
    return Content(
        _("What did Chile's social programmes spend, whom did they reach, did it work?"), (by_year,)
    )


def _spending(rows: list[Row], visit: Visit) -> alt.Chart:
    _ = visit.text
    amounts = {"executed_clp": _("nominal"), "executed_real_clp": _("real")}
    named = [row | {text: row[name] for name, text in amounts.items()} for row in in_millions(rows, *amounts)]
    chart: alt.Chart = (
        alt.Chart(values(named, "year", *amounts.values()))
        .transform_fold(list(amounts.values()), as_=["kind", "clp"])
        .mark_bar()
        .encode(
            x=alt.X("year:O", title=_("Year"), axis=alt.Axis(labelAngle=0)),
            xOffset="kind:N",
            y=alt.Y("clp:Q", title=_("Millions of pesos"), axis=alt.Axis(format=",.0f")),
            color=alt.Color("kind:N", title=None),
            tooltip=["year:O", "kind:N", alt.Tooltip("clp:Q", title=_("Millions of pesos"), format=",.0f")],
        )
        .properties(width="container", height=260)
    )
    return chart


PAGE = Page("", "home.html", content)
