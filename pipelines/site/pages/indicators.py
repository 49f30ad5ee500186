"""*Indicadores*: values beside the estimates for the year, of all programmes or those of a ministry."""

from collections.abc import Iterable

from pipelines.site.bars import bars
from pipelines.site.block import Block, Column
from pipelines.site.cells import figure, programme, reasons
from pipelines.site.choices import chosen, year_choices, years_of
from pipelines.site.pages.ministries import slugs
from pipelines.site.release import Release, Row
from pipelines.site.visit import Content, NoSuchPageError, Page, Parameters, Visit
from pipelines.site.words import DIRECTIONS, OUTCOME_REASONS, OUTCOMES, SCOPES, UNITS, word

MOST = 60
"""Rows of a list on a page; its file has all."""

OUTCOME_COLOURS = ("#1f5a96", "#c8553d", "#e3e3e3")

_TABLE = "fct_indicators"

_COUNTS = """
    count(*) as indicators, count(*) filter (reached_estimate) as reached,
    count(*) filter (not reached_estimate) as not_reached,
    count(*) filter (reached_estimate is null) as not_told
"""

_BY_YEAR = f"select year, {_COUNTS} from {_TABLE} group by year order by year"

_BY_MINISTRY = f"""
    select ministry, year, {_COUNTS} from {_TABLE} left join program_names using (program_key, year)
    where year = $year group by all order by indicators desc, ministry
"""

_LIST = f"""
    select program_key, year, program_name, ministry, scope, indicator_name, unit, estimated_current,
        effective_current, effective_previous, direction, reached_estimate,
        case
            when reached_estimate is not null then null
            when estimated_current is null or effective_current is null then 'figures_missing'
            when direction is null then 'direction_not_known'
            else 'not_comparable'
        end as reason
    from {_TABLE} left join program_names using (program_key, year)
    where year = $year and (ministry = $ministry or $ministry is null)
        and reached_estimate is not distinct from $reached::boolean
    order by program_name, scope desc, indicator_name
"""


def indicators(visit: Visit, year: str | None = None, ministry: str | None = None) -> Content:
    """The indicators of a year: counts by year and ministry, and those that reached their estimate or not."""
    _ = visit.text
    years = years_of(visit, _TABLE)
    of = chosen(visit, years, year)
    name = _ministry(visit, ministry)
    blocks = []
    if year is None:
        blocks.append(_by_year(visit))
    if name is None:
        blocks.append(_by_ministry(visit, of))
    blocks += [
        _list(visit, "no-alcanzan", "not_reached", of, name, reached=False),
        _list(visit, "alcanzan", "reached", of, name, reached=True),
        _list(visit, "no-se-sabe", "not_told", of, name, reached=None),
    ]
    path = f"indicadores/{{}}/{ministry}/" if name else "indicadores/{}/"
    return Content(
        _("Indicators against estimates, {year}").format(year=of),
        blocks,
        {"years": year_choices(_years_of(visit, name) or years, of, path), "ministry": name, "year": of},
    )


def _years_of(visit: Visit, ministry: str | None) -> list[int]:
    """The years with indicators of a ministry."""
    rows = visit.rows(
        f"select distinct year from {_TABLE} inner join program_names using (program_key, year)"
        " where ministry = $ministry",
        ministry=ministry,
    )
    return [row["year"] for row in rows]


def _ministry(visit: Visit, slug: str | None) -> str | None:
    _ = visit.text
    if slug is None:
        return None
    name = next((name for name, word in slugs(visit.release).items() if word == slug), None)
    if name is None:
        raise NoSuchPageError(_("The release has no ministry of this name."))
    return name


def _by_year(visit: Visit) -> Block:
    _ = visit.text
    outcomes = {code: word(visit, OUTCOMES, code) or code for code in OUTCOMES}
    return Block(
        visit.release,
        "por-ano",
        _("Indicators by year"),
        _BY_YEAR,
        columns=(
            Column("year", _("Year"), "year", link=lambda row: f"indicadores/{row['year']}/"),
            *_counts(visit),
        ),
        chart=lambda rows: bars(
            rows, "year", _("Year"), outcomes, _("Indicators"), is_stacked=True, colours=OUTCOME_COLOURS
        ),
        note=_(
            "A report does not print whether more is better. Until a reviewer says so of an indicator, it"
            " cannot be told whether it reached its estimate."
        ),
    )


def _by_ministry(visit: Visit, year: int) -> Block:
    _ = visit.text
    slug = slugs(visit.release)

    def link(row: Row) -> str | None:
        return f"indicadores/{row['year']}/{slug[row['ministry']]}/" if row["ministry"] in slug else None

    return Block(
        visit.release,
        "por-ministerio",
        _("By ministry, {year}").format(year=year),
        _BY_MINISTRY,
        {"year": year},
        columns=(Column("ministry", _("Ministry"), link=link), *_counts(visit)),
    )


def _list(
    visit: Visit, name: str, outcome: str, year: int, ministry: str | None, *, reached: bool | None
) -> Block:
    _ = visit.text
    parameters = {"year": year, "ministry": ministry, "reached": reached}
    missing = reasons(
        visit, _TABLE, programs="select program_key, year from program_names where year = $year", year=year
    )

    def item(row: Row) -> str:
        return f"{row['scope']}/{row['indicator_name']}"

    def value(column: str, heading: str) -> Column:
        return figure(visit, column, heading, "number", table=_TABLE, item=item, missing=missing)

    last = (
        Column("reason", _("Why"), say=lambda code: word(visit, OUTCOME_REASONS, code))
        if reached is None
        else Column("direction", _("Direction"), say=lambda code: word(visit, DIRECTIONS, code))
    )
    return Block(
        visit.release,
        name,
        word(visit, OUTCOMES, outcome) or outcome,
        _LIST,
        parameters,
        columns=(
            programme(visit),
            Column("indicator_name", _("Indicator")),
            Column("scope", _("Kind"), say=lambda code: word(visit, SCOPES, code)),
            value("estimated_current", _("Estimated for the year")),
            value("effective_current", _("Value of the year")),
            value("effective_previous", _("Value of the year before")),
            Column("unit", _("Unit"), say=lambda code: word(visit, UNITS, code)),
            last,
        ),
        most=MOST,
        when_empty=_("No indicator."),
    )


def _counts(visit: Visit) -> tuple[Column, ...]:
    _ = visit.text
    return (
        Column("indicators", _("Indicators"), "count"),
        *(Column(code, word(visit, OUTCOMES, code) or code, "count") for code in OUTCOMES),
    )


def _years(release: Release) -> Iterable[Parameters]:
    return ({"year": str(row["year"])} for row in release.rows(f"select distinct year from {_TABLE}"))


def _ministries(release: Release) -> Iterable[Parameters]:
    slug = slugs(release)
    rows = release.rows(f"""
        select distinct ministry, year from {_TABLE} inner join program_names using (program_key, year)
        where ministry is not null
    """)
    return (
        {"year": str(row["year"]), "ministry": slug[row["ministry"]]}
        for row in rows
        if row["ministry"] in slug
    )


PAGES = (
    Page("indicadores/", "indicators.html", indicators),
    Page("indicadores/{year}/", "indicators.html", indicators, _years),
    Page("indicadores/{year}/{ministry}/", "indicators.html", indicators, _ministries),
)
