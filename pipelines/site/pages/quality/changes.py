"""*Calidad*: what later reports, reviewers and releases changed, and what waits for a person."""

from pipelines.site.block import Block, Column
from pipelines.site.cells import programme
from pipelines.site.figure_paths import figure_path
from pipelines.site.pages.quality.parts import PATH, TEMPLATE, description, say, year_column
from pipelines.site.release import Row
from pipelines.site.visit import Content, Page, Visit
from pipelines.site.words import (
    CORRECTION_STATUSES,
    RELEASE_CHANGES,
    RESTATEMENTS,
)

MOST_CHANGES = 5_000
"""Of the changes since the last release, those that are listed: the file changes.csv has all."""


def restatements(visit: Visit) -> Content:
    """Figures that a later document prints differently."""
    _ = visit.text

    def figure(row: Row) -> str:
        return figure_path(
            visit,
            row["program_key"],
            row["reference_year"],
            row["table_name"],
            row["column_name"],
            row["item"],
        )

    block = Block(
        visit.release,
        "reexpresiones",
        _("Figures that were printed differently"),
        f"""
        select dim_program.program_name, program_key, reference_year, table_name, column_name,
            coalesce({description(visit)}, column_name) as description, item, kind,
            earlier_report_year, earlier_value, later_report_year, later_value, difference
        from quality.restatements
        left join dim_program using (program_key)
        left join dictionary as d on d.table = table_name and d.column = column_name
        order by reference_year desc, program_name, table_name, column_name, item
        """,
        columns=(
            programme(visit),
            Column("reference_year", _("Year"), "year"),
            Column("description", _("Figure"), link=figure),
            Column("item", _("Which")),
            Column("kind", _("By what"), say=say(visit, RESTATEMENTS)),
            Column("earlier_report_year", _("First report"), "year"),
            Column("earlier_value", _("First figure"), "number"),
            Column("later_report_year", _("Later report"), "year"),
            Column("later_value", _("Later figure"), "number"),
            Column("difference", _("Difference"), "number"),
        ),
        note=_("The tables keep the figure of the report of the year; the later one stands beside it."),
        when_empty=_("No figure was printed differently later."),
    )
    return Content(_("Restatements and revisions"), (block,))


def corrections(visit: Visit) -> Content:
    """Reviewed corrections."""
    _ = visit.text
    block = Block(
        visit.release,
        "correcciones",
        _("Declared corrections"),
        "select program_name, program_key, year, table_name, column_name, item, printed_text, printed_now,"
        " corrected_value, corrected_text, coalesce(corrected_text, corrected_value::varchar) as meant,"
        " reason, source, reviewed_on, status from quality.declared_corrections"
        " left join program_names using (program_key, year) order by year desc, program_name",
        columns=(
            programme(visit),
            year_column(visit),
            Column("column_name", _("Column")),
            Column("item", _("Which")),
            Column("printed_text", _("What is printed")),
            Column("meant", _("What is meant")),
            Column("reason", _("Why")),
            Column("source", _("Source")),
            Column("status", _("State"), say=say(visit, CORRECTION_STATUSES)),
        ),
        when_empty=_("No correction is declared."),
    )
    return Content(_("Declared corrections"), (block,))


def proposals(visit: Visit) -> Content:
    """Names that may be one programme or institution, for a person to judge."""
    _ = visit.text
    programmes = Block(
        visit.release,
        "programas",
        _("Programmes that may be one under two names"),
        "select program_name, program_key, last_report_year, candidate_name, candidate_key,"
        " first_report_year, evidence, concerned_clp, score from quality.program_matches"
        " order by concerned_clp desc nulls last, program_name, rank",
        columns=(
            programme(visit),
            Column("last_report_year", _("Last report"), "year"),
            Column(
                "candidate_name",
                _("May be the same as"),
                link=lambda row: f"programas/{row['candidate_key']}/",
            ),
            Column("first_report_year", _("First report"), "year"),
            Column("evidence", _("What speaks for it")),
            Column("concerned_clp", _("Money concerned"), "money"),
            Column("score", _("Likeness, 0 to 1"), "number"),
        ),
        note=_("Until a person decides with the command panelsocial match, two names are two programmes."),
        when_empty=_("No proposal is open."),
    )
    spellings = Block(
        visit.release,
        "nombres",
        _("Names of ministries, services and regions that are not known"),
        "select printed_name, candidate_name, evidence, first_report_year, last_report_year, report_count,"
        " concerned_clp from quality.spelling_matches"
        " order by concerned_clp desc nulls last, printed_name, rank",
        columns=(
            Column("printed_name", _("Name as printed")),
            Column("candidate_name", _("May be the same as")),
            Column("first_report_year", _("First report"), "year"),
            Column("last_report_year", _("Last report"), "year"),
            Column("report_count", _("Reports"), "count"),
            Column("concerned_clp", _("Money concerned"), "money"),
        ),
        when_empty=_("Every name is known."),
    )
    return Content(_("Open identity proposals"), (programmes, spellings))


def changes(visit: Visit) -> Content:
    """What differs from the release before."""
    _ = visit.text
    say_change = say(visit, RELEASE_CHANGES)
    by_table = Block(
        visit.release,
        "por-tabla",
        _("Changes by table"),
        "select table_name, change, sum(row_count)::bigint as rows from quality.release_changes"
        " group by all order by table_name, change",
        columns=(
            Column("table_name", _("Table")),
            Column("change", _("Change"), say=say_change),
            Column("rows", _("Rows"), "count"),
        ),
        when_empty=_("Nothing changed, or this is the first release."),
    )
    changed = Block(
        visit.release,
        "valores",
        _("Values that changed"),
        "select table_name, row_key, column_name, old_value, new_value from quality.release_changes"
        f" where change = 'changed' order by table_name, row_key, column_name limit {MOST_CHANGES}",
        columns=(
            Column("table_name", _("Table")),
            Column("row_key", _("Row")),
            Column("column_name", _("Column")),
            Column("old_value", _("Before")),
            Column("new_value", _("Now")),
        ),
        when_empty=_("No value changed."),
    )
    return Content(_("Changes since the last release"), (by_table, changed) if by_table.rows else (by_table,))


PAGES = (
    Page(f"{PATH}reexpresiones/", TEMPLATE, restatements),
    Page(f"{PATH}correcciones/", TEMPLATE, corrections),
    Page(f"{PATH}propuestas/", TEMPLATE, proposals),
    Page(f"{PATH}cambios/", TEMPLATE, changes),
)
