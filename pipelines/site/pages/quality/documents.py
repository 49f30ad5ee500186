"""*Calidad*: which reports are here, and what of them was not read."""

from collections.abc import Iterable

from pipelines.site.block import Block, Column
from pipelines.site.cells import programme
from pipelines.site.pages.quality.parts import PATH, TEMPLATE, reports_by_year, say, year_column
from pipelines.site.visit import Content, Page, Visit
from pipelines.site.words import (
    COVERAGE_STATUSES,
    FORMS,
    PROOFS,
    QUARANTINE_REASONS,
    UNMAPPED_PROBLEMS,
    Words,
    word,
)


def coverage(visit: Visit) -> Content:
    """Which reports are here and which are not."""
    _ = visit.text
    absent = Block(
        visit.release,
        "faltan",
        _("Reports that are not here"),
        "select coverage.program_name, program_key, year, status, proved_by, later_reports,"
        " dim_program.program_key is not null as is_known"
        " from quality.report_coverage as coverage left join dim_program using (program_key)"
        " where status <> 'present' order by year desc, coverage.program_name",
        columns=(
            Column(
                "program_name",
                _("Programme"),
                link=lambda row: f"programas/{row['program_key']}/" if row["is_known"] else None,
            ),
            Column("year", _("Year"), "year"),
            Column("status", _("State"), say=say(visit, COVERAGE_STATUSES)),
            Column(
                "proved_by", _("What shows that it ran"), say=lambda proofs: _listed(visit, PROOFS, proofs)
            ),
        ),
        most=500,
        note=_("What neither an index nor a report shows to have run is not known to be missing."),
    )
    return Content(_("Reports that are here, and reports that are missing"), (reports_by_year(visit), absent))


def quarantined(visit: Visit) -> Content:
    """Files put aside, by reason and one by one."""
    _ = visit.text
    by_reason = Block(
        visit.release,
        "por-razon",
        _("Files by reason"),
        "select reason, count(*) as rows from quality.quarantined_files"
        " group by all order by rows desc, reason",
        columns=(
            Column("reason", _("Reason"), say=say(visit, QUARANTINE_REASONS)),
            Column("rows", _("Files"), "count"),
        ),
    )
    files = Block(
        visit.release,
        "apartados",
        _("Files"),
        "select source_file, reason, detail, form, year, first_page, last_page, byte_count"
        " from quality.quarantined_files order by source_file, first_page",
        columns=(
            Column("source_file", _("File")),
            Column("reason", _("Reason"), say=say(visit, QUARANTINE_REASONS)),
            Column("detail", _("Detail (in English)") if visit.language == "es" else _("Detail")),
            Column("form", _("Form"), say=say(visit, FORMS)),
            Column("year", _("Year"), "year"),
            Column("first_page", _("First page"), "count"),
        ),
        when_empty=_("No file is put aside."),
        most=500,
    )
    return Content(_("Files put aside"), (by_reason, files) if by_reason.rows else (files,))


def incomplete(visit: Visit) -> Content:
    """Reports that lack a part."""
    _ = visit.text
    block = Block(
        visit.release,
        "incompletos",
        _("Incomplete reports"),
        "select program_name, program_key, year, pages, sections, tables, labels, source_file, detail"
        " from quality.incomplete_reports left join program_names using (program_key, year)"
        " order by year desc, program_name",
        columns=(
            programme(visit),
            year_column(visit),
            Column("pages", _("Pages without text")),
            Column("sections", _("Sections that are missing")),
            Column("tables", _("Tables that are missing")),
            Column("labels", _("Labels in unknown words")),
            Column("source_file", _("File")),
        ),
        note=_("What they print is in the figures; what is missing is missing there, with its reason."),
        when_empty=_("No report is incomplete."),
        most=500,
    )
    return Content(_("Incomplete reports"), (block,))


def unmapped(visit: Visit) -> Content:
    """Text that the form does not know, and text that should be a number."""
    _ = visit.text
    common = (
        programme(visit),
        year_column(visit),
        Column("section", _("Section")),
        Column("label", _("Label")),
    )
    text = Block(
        visit.release,
        "sin-asignar",
        _("Text that the form does not know"),
        "select program_name, program_key, year, problem, section, label, text, resembles,"
        " printed_amount, page from quality.unmapped_readings"
        " left join program_names using (program_key, year)"
        " order by resembles is null, resembles, text, year desc, program_name",
        columns=(
            *common,
            Column("text", _("What is printed")),
            Column("problem", _("Problem"), say=say(visit, UNMAPPED_PROBLEMS)),
            Column("resembles", _("What its label resembles")),
            Column("printed_amount", _("Amount beside it")),
            Column("page", _("Page"), "count"),
        ),
        note=_("It is in no figure. What a label resembles is a proposal, until a person accepts it."),
        when_empty=_("The form knows every word of every report."),
    )
    numbers = Block(
        visit.release,
        "sin-numero",
        _("Text that should be a number"),
        "select program_name, program_key, year, section, label, text, feeds, page"
        " from quality.unparsed_values left join program_names using (program_key, year)"
        " order by year desc, program_name, page",
        columns=(
            *common,
            Column("text", _("What is printed")),
            Column("feeds", _("Figure that it belongs in")),
            Column("page", _("Page"), "count"),
        ),
        when_empty=_("Every number can be read."),
    )
    return Content(_("Text that the form does not know"), (text, numbers))


def _listed(visit: Visit, words: Words, codes: Iterable[str]) -> str:
    return ", ".join(str(word(visit, words, code)) for code in codes)


PAGES = (
    Page(f"{PATH}cobertura/", TEMPLATE, coverage),
    Page(f"{PATH}apartados/", TEMPLATE, quarantined),
    Page(f"{PATH}incompletos/", TEMPLATE, incomplete),
    Page(f"{PATH}sin-asignar/", TEMPLATE, unmapped),
)
