"""*Ministerios*: what each left unspent, and the programmes and services of one."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

import altair as alt

from pipelines.build.persons import COUNTS_PERSONS
from pipelines.form.spec.folding import fold
from pipelines.site.bars import bars
from pipelines.site.block import Block, Column
from pipelines.site.cells import figure, programme, reasons
from pipelines.site.charts import in_millions
from pipelines.site.choices import chosen, year_choices, years_of
from pipelines.site.release import Release, Row
from pipelines.site.visit import Content, NoSuchPageError, Page, Parameters, Visit
from pipelines.site.words import EXECUTION_BANDS, word

_SUMS = """
    count(*) as programs,
    sum(initial_budget_clp)::bigint as initial_budget_clp,
    sum(executed_clp)::bigint as executed_clp,
    -- Of the programmes of which both amounts are known.
    sum(initial_budget_clp - executed_clp) filter (execution_rate is not null)::bigint as unspent_clp,
    sum(executed_clp) filter (execution_rate is not null)
    / sum(initial_budget_clp) filter (execution_rate is not null) as execution_rate,
    count(*) filter (execution_band = 'under_execution') as under_execution,
    count(*) filter (execution_band = 'in_range') as in_range,
    count(*) filter (execution_band = 'over_execution') as over_execution,
    count(*) filter (execution_band is null) as not_told
"""

_OF_YEAR = f"""
    select ministry, year, {_SUMS}
    from program_year where year = $year
    group by all order by unspent_clp desc nulls last, ministry
"""

_BY_YEAR = f"""
    select year, {_SUMS}, sum(executed_real_clp)::bigint as executed_real_clp,
        sum(beneficiaries) filter ({COUNTS_PERSONS})::bigint as persons
    from program_year where ministry = $ministry group by year order by year
"""

_PROGRAMS = """
    select program_key, year, program_name, service, initial_budget_clp, executed_clp,
        initial_budget_clp - executed_clp as unspent_clp, execution_rate, execution_band, beneficiaries,
        unit_of_measure
    from program_year where ministry = $ministry and year = $year
    order by executed_clp desc nulls last, program_name
"""

_SERVICES = f"""
    select service, {_SUMS} from program_year where ministry = $ministry and year = $year
    group by service order by executed_clp desc nulls last, service
"""

BAND_COLOURS = ("#c8553d", "#a9c8e4", "#1f3f66", "#e3e3e3")
"""Under, in and over the range, and not told: also in grey each is unlike its neighbour."""


def slugs(release: Release) -> Mapping[str, str]:
    """The ministries of the release, each with its word in addresses.

    Where two names give the same word, the one that reports first keeps it and the other one's ends in a
    checksum of the name, so that addresses stay good in later releases.
    """
    rows = release.rows(
        "select ministry, min(year) as first from program_year where ministry is not null"
        " group by ministry order by first, ministry"
    )
    found: dict[str, str] = {}
    for row in rows:
        name = row["ministry"]
        slug = re.sub("[^a-z0-9]+", "-", "-".join(map(fold, name.split()))).strip("-") or "ministerio"
        if slug in found.values() or slug == "ano":
            slug += "-" + hashlib.sha256(name.encode()).hexdigest()[:6]
        found[name] = slug
    return found


def year_block(visit: Visit, year: int) -> Block:
    """What each ministry executed and left unspent in ``year``, with its programmes by official band."""
    _ = visit.text
    slug = slugs(visit.release)
    return Block(
        visit.release,
        "ministerios",
        _("Execution by ministry, {year}").format(year=year),
        _OF_YEAR,
        {"year": year},
        columns=(
            Column(
                "ministry",
                _("Ministry"),
                link=lambda row: f"ministerios/{slug[row['ministry']]}/{year}/" if row["ministry"] else None,
                why=lambda _row: _("The report does not name its ministry"),
            ),
            *_sums(visit),
        ),
        chart=lambda rows: _bands(rows, visit),
        note=_(
            "The ministry that left most unspent comes first. Unspent is the initial budget less what was"
            " executed, and the rate is executed over initial, both of the programmes whose report has both."
        )
        + " "
        + _("Official bands: {bands}.").format(
            bands="; ".join(word(visit, EXECUTION_BANDS, band) or "" for band in EXECUTION_BANDS)
        ),
        when_empty=_("No report of this year has figures."),
    )


def ministries(visit: Visit, year: str | None = None) -> Content:
    """The ministries of a year."""
    _ = visit.text
    years = years_of(visit)
    of = chosen(visit, years, year)
    title = _("Ministries, {year}").format(year=of)
    return Content(
        title,
        (year_block(visit, of),),
        {"years": year_choices(years, of, "ministerios/ano/{}/"), "ministry": ""},
    )


def ministry(visit: Visit, ministry: str, year: str | None = None) -> Content:
    """One ministry over the years, and its programmes and services in a year."""
    _ = visit.text
    name = next((name for name, slug in slugs(visit.release).items() if slug == ministry), None)
    if name is None:
        raise NoSuchPageError(_("The release has no ministry of this name."))
    by_year = _by_year(visit, name)
    years = sorted((row["year"] for row in by_year.rows), reverse=True)
    of = chosen(visit, years, year)
    return Content(
        name if year is None else f"{name}, {of}",
        (by_year, _programs(visit, name, of), _services(visit, name, of)),
        {
            "years": year_choices(years, of, f"ministerios/{ministry}/{{}}/"),
            "ministry": name,
            "indicators": f"indicadores/{of}/{ministry}/",
        },
    )


def _by_year(visit: Visit, name: str) -> Block:
    _ = visit.text
    return Block(
        visit.release,
        "por-ano",
        _("By year"),
        _BY_YEAR,
        {"ministry": name},
        columns=(
            Column("year", _("Year"), "year"),
            *_sums(visit),
            Column("executed_real_clp", _("Executed, real"), "money"),
            Column("persons", _("Persons reached"), "count"),
        ),
        chart=lambda rows: bars(
            in_millions(rows, "initial_budget_clp", "executed_clp"),
            "year",
            _("Year"),
            {"initial_budget_clp": _("Initial budget"), "executed_clp": _("Executed")},
            _("Millions of pesos"),
        ),
        note=_("Persons are those of programmes that count persons; other units are not added to them."),
    )


def _programs(visit: Visit, name: str, year: int) -> Block:
    _ = visit.text

    def no_rate(_row: Row) -> str:
        return _("One of the two amounts is missing, or the initial budget is zero")

    missing = reasons(
        visit,
        "fct_spending",
        "fct_beneficiaries",
        programs="select program_key, year from program_year where ministry = $ministry and year = $year",
        ministry=name,
        year=year,
    )
    return Block(
        visit.release,
        "programas",
        _("Programmes of {year}").format(year=year),
        _PROGRAMS,
        {"ministry": name, "year": year},
        columns=(
            programme(visit),
            Column("service", _("Service")),
            figure(visit, "initial_budget_clp", _("Initial budget"), "money", missing=missing),
            figure(visit, "executed_clp", _("Executed"), "money", missing=missing),
            Column("unspent_clp", _("Unspent"), "money", why=no_rate),
            replace(figure(visit, "execution_rate", _("Executed of initial"), "share"), why=no_rate),
            Column(
                "execution_band",
                _("Official band"),
                say=lambda code: _name(visit, code),
                why=no_rate,
            ),
            figure(visit, "beneficiaries", _("Beneficiaries"), "count", missing=missing),
            figure(visit, "unit_of_measure", _("Unit"), "text", missing=missing),
        ),
    )


def _services(visit: Visit, name: str, year: int) -> Block:
    _ = visit.text
    return Block(
        visit.release,
        "servicios",
        _("Services, {year}").format(year=year),
        _SERVICES,
        {"ministry": name, "year": year},
        columns=(Column("service", _("Service")), *_sums(visit)),
    )


def _sums(visit: Visit) -> tuple[Column, ...]:
    _ = visit.text
    return (
        Column("programs", _("Programmes"), "count"),
        Column("initial_budget_clp", _("Initial budget"), "money"),
        Column("executed_clp", _("Executed"), "money"),
        Column("unspent_clp", _("Unspent"), "money"),
        Column("execution_rate", _("Executed of initial"), "share"),
        Column("under_execution", _("Under-execution"), "count"),
        Column("in_range", _("In range"), "count"),
        Column("over_execution", _("Over-execution"), "count"),
    )


def _bands(rows: list[Row], visit: Visit) -> alt.Chart:
    _ = visit.text
    names = {name: _name(visit, name) for name in EXECUTION_BANDS}
    return bars(
        [row | {"short": short(row["ministry"]) if row["ministry"] else "—"} for row in rows],
        "short",
        _("Ministry"),
        names | {"not_told": _("Cannot be told")},
        _("Programmes"),
        is_stacked=True,
        is_lying=True,
        colours=BAND_COLOURS,
    )


def _name(visit: Visit, band: str) -> str:
    """A band without its limits."""
    return (word(visit, EXECUTION_BANDS, band) or "").partition(" (")[0]


def short(ministry: str) -> str:
    """A ministry's name without the word ministry, as a chart has room for it."""
    return re.sub(r"^Ministerio (de la|de las|de los|del|de) ", "", ministry)


def _every(release: Release) -> Iterable[Parameters]:
    return ({"ministry": slug} for slug in slugs(release).values())


def _every_year(release: Release) -> Iterable[Parameters]:
    slug = slugs(release)
    rows = release.rows("select distinct ministry, year from program_year where ministry is not null")
    return ({"ministry": slug[row["ministry"]], "year": str(row["year"])} for row in rows)


def years(release: Release) -> Iterable[Parameters]:
    """The years that have figures, as names in an address."""
    return ({"year": str(row["year"])} for row in release.rows("select distinct year from program_year"))


PAGES = (
    Page("ministerios/", "ministries.html", ministries),
    Page("ministerios/ano/{year}/", "ministries.html", ministries, years),
    Page("ministerios/{ministry}/", "ministries.html", ministry, _every),
    Page("ministerios/{ministry}/{year}/", "ministries.html", ministry, _every_year),
)
