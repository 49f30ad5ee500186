"""Links from a page to the same page of another year."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.site.visit import NoSuchPageError, Visit


@dataclass(frozen=True, slots=True)
class Choice:
    """A link ``label`` to ``path``; ``is_here`` where it is the page itself."""

    label: str
    path: str
    is_here: bool


def years_of(visit: Visit, table: str = "program_year") -> list[int]:
    """The years with rows in ``table``, newest first."""
    return [row["year"] for row in visit.rows(f"select distinct year from {table} order by year desc")]


def chosen(visit: Visit, years: Sequence[int], year: str | None) -> int:
    """``year``, by default the newest. Raises ``NoSuchPageError`` where it is none of ``years``.

    In a release without figures the newest year is that of its newest report.
    """
    _ = visit.text
    if year is None:
        return years[0] if years else visit.rows("select max(year) as year from dim_report")[0]["year"] or 0
    if year not in map(str, years):
        raise NoSuchPageError(_("There are no figures for this year."))
    return int(year)


def year_choices(years: Sequence[int], year: int | None, path: str) -> list[Choice]:
    """A link for each of ``years``; "{}" in ``path`` stands for the year."""
    return [Choice(str(one), path.format(one), one == year) for one in sorted(years)]
