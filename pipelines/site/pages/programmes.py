"""*Programas*: search and list of every programme that the release knows of."""

import json

from pipelines.site.block import Block, Column
from pipelines.site.figure_paths import figure_path, programme_path
from pipelines.site.release import Row
from pipelines.site.search_index import found, programmes
from pipelines.site.visit import Body, Content, File, Page, Visit

MOST_FOUND = 100
"""Programmes that an answer shows."""

MOST_ASKED = 200
"""Letters of a question."""

_LISTED = """
    select expected.program_key, coalesce(known.program_name, expected.program_name) as program_name,
        known.ministry, first_report_year, last_report_year, report_count, program_year.year,
        executed_clp
    from (
        select program_key, max_by(program_name, year) as program_name
        from quality.report_coverage group by program_key
    ) as expected
    left join dim_program as known using (program_key)
    left join program_year
        on program_year.program_key = expected.program_key and program_year.year = last_report_year
    order by strip_accents(lower(coalesce(known.program_name, expected.program_name))), program_key
"""


def content(visit: Visit) -> Content:
    """The search, with its answer where something is asked, and else the list."""
    _ = visit.text
    asked = visit.asked.get("q", "").strip()[:MOST_ASKED]
    hits = found(programmes(visit.release), asked) if asked else []
    listed = Block(
        visit.release,
        "programas",
        _("All programmes"),
        _LISTED,
        columns=(
            Column(
                "program_name",
                _("Programme"),
                link=lambda row: programme_path(row["program_key"]),
                why=lambda _row: _("No report states its name"),
            ),
            Column("ministry", _("Ministry"), why=lambda _row: _("None of its reports is here")),
            Column("first_report_year", _("First report"), "year"),
            Column("last_report_year", _("Last report"), "year"),
            Column(
                "executed_clp",
                _("Executed in the last report"),
                "money",
                link=lambda row: _executed(visit, row),
            ),
        ),
        most=1000,
    )
    values = {"asked": asked, "hits": hits[:MOST_FOUND], "hit_count": len(hits), "listed": listed}
    return Content(_("Programmes"), [listed], values)


def index(visit: Visit) -> Body:
    """What the search as you type looks through: a list of programmes."""
    rows = [
        {
            "key": row["program_key"],
            "name": row["program_name"],
            "former": row["former_names"],
            "ministry": row["ministry"] or "",
            "service": row["service"] or "",
            "years": _years(row),
        }
        for row in programmes(visit.release)
    ]
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return Body(text.encode(), "application/json")


def _executed(visit: Visit, row: Row) -> str | None:
    if row["year"] is None:
        return None
    return figure_path(visit, row["program_key"], row["year"], "program_year", "executed_clp")


def _years(row: Row) -> str:
    first, last = row["first_year"], row["last_year"]
    return str(first) if first == last else f"{first}–{last}"


PAGE = Page("programas/", "programmes.html", content)

INDEX = File("buscar.json", index)
