"""What the pages about quality share."""

from collections.abc import Callable

from pipelines.site.block import Block, Column
from pipelines.site.figure_paths import year_path
from pipelines.site.visit import Visit
from pipelines.site.words import (
    Words,
    word,
)

PATH = "calidad/"

TEMPLATE = "quality_part.html"


def reports_by_year(visit: Visit) -> Block:
    """How many reports of each year are here, put aside and missing."""
    _ = visit.text
    return Block(
        visit.release,
        "por-ano",
        _("Reports by year"),
        """
        select year, count(*) filter (status = 'present') as present,
            count(*) filter (status = 'quarantined') as quarantined,
            count(*) filter (status = 'missing') as missing
        from quality.report_coverage group by year order by year
        """,
        columns=(
            Column("year", _("Year"), "year"),
            Column("present", _("Present"), "count"),
            Column("quarantined", _("Put aside"), "count"),
            Column("missing", _("Missing"), "count"),
        ),
    )


def year_column(visit: Visit) -> Column:
    """The year of the row's programme, which leads to its page."""
    _ = visit.text
    return Column("year", _("Year"), "year", link=lambda row: year_path(row["program_key"], row["year"]))


def say(visit: Visit, words: Words) -> Callable[[str], str | None]:
    """How a column says the codes that ``words`` has."""
    return lambda code: word(visit, words, code)


def description(visit: Visit) -> str:
    """The column of the dictionary, named d in a query, with descriptions in the reader's language."""
    return "d.description_es" if visit.language == "es" else "d.description_en"
