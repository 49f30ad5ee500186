"""*Calidad*: how far to trust the figures, in counts that lead to what is counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.site.pages.quality import changes, checks, documents, missing
from pipelines.site.pages.quality.parts import PATH, reports_by_year
from pipelines.site.visit import Content, Page, Visit

_COUNTS = """
    select
        (
            select count(*) from quality.reconciliations semi join dim_report using (report_id)
            where status = 'breaks'
        ) as breaks,
        (select count(*) from quality.unmapped_readings) as unmapped,
        (select count(*) from quality.unparsed_values) as unparsed,
        (select count(*) from quality.quarantined_files) as quarantined,
        (select count(*) from quality.incomplete_reports) as incomplete,
        (select count(*) from quality.report_coverage where status = 'missing') as missing_reports,
        (select count(*) from quality.missing_values) as missing_values,
        (select count(*) from quality.restatements) as restatements,
        (select count(*) from quality.declared_corrections) as corrections,
        (select count(*) from quality.program_matches) as proposals,
        (select count(*) from quality.spelling_matches) as spellings,
        (select coalesce(sum(row_count), 0)::bigint from quality.release_changes) as changes
"""


@dataclass(frozen=True, slots=True)
class Part:
    """A page of the section, as its first page lists it: what it counts, how many, and what that means."""

    path: str
    name: str
    count: int
    meaning: str


def overview(visit: Visit) -> Content:
    """How many of everything, and where it is listed."""
    _ = visit.text
    return Content(
        _("Quality: how far to trust the figures"),
        (reports_by_year(visit),),
        {"parts": _parts(visit)},
    )


def _parts(visit: Visit) -> Sequence[Part]:
    _ = visit.text
    (counts,) = visit.rows(_COUNTS)
    return (
        Part("controles/", _("Checks that do not close"), counts["breaks"],
             _("Sums and other claims that the report itself contradicts. The fault is in the print.")),
        Part("valores-faltantes/", _("Missing values"), counts["missing_values"],
             _("Figures and answers that are not there, each with its reason.")),
        Part("cobertura/", _("Reports that are missing"), counts["missing_reports"],
             _("Programmes that ran in a year of which no report is here.")),
        Part("apartados/", _("Files put aside"), counts["quarantined"],
             _("Nothing of them is in a figure. Each has its reason.")),
        Part("incompletos/", _("Incomplete reports"), counts["incomplete"],
             _("Reports without a page, section or table that every report prints.")),
        Part("sin-asignar/", _("Text that the form does not know"), counts["unmapped"] + counts["unparsed"],
             _("It is in no figure. Also text that should be a number and is not.")),
        Part("reexpresiones/", _("Restatements and revisions"), counts["restatements"],
             _("Figures that a later document prints differently. The first stays beside the later.")),
        Part("correcciones/", _("Declared corrections"), counts["corrections"],
             _("Misprints that a reviewer corrected, with what is printed, what is meant and why.")),
        Part("propuestas/", _("Open identity proposals"), counts["proposals"] + counts["spellings"],
             _("Names that may be one programme, ministry, service or region. A person decides.")),
        Part("cambios/", _("Changes since the last release"), counts["changes"],
             _("Rows added and removed, and values that changed.")),
    )  # fmt: skip


PAGES = (
    Page(PATH, "quality.html", overview),
    *checks.PAGES,
    *missing.PAGES,
    *documents.PAGES,
    *changes.PAGES,
)
