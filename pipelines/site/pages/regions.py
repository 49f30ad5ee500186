"""*Regiones*: spending and beneficiaries by region, per inhabitant; and the programmes of one region."""

from collections.abc import Iterable

from pipelines.build.persons import COUNTS_PERSONS
from pipelines.site.bars import bars
from pipelines.site.block import Block, Column
from pipelines.site.cells import figure, programme, reasons
from pipelines.site.charts import in_millions
from pipelines.site.chile import SOURCE, region_map
from pipelines.site.choices import chosen, year_choices, years_of
from pipelines.site.pages.home import real_note
from pipelines.site.release import Release, Row
from pipelines.site.visit import Content, NoSuchPageError, Page, Parameters, Visit

_TABLE = "fct_spending_by_region"

_SUMS = f"""
    with money as (
        select region_code, year, count(spending_clp) as programs, sum(spending_clp)::bigint as spending_clp,
            sum(spending_real_clp)::bigint as spending_real_clp
        from {_TABLE} group by all
    ),
    people as (
        select region_code, year, sum(regional.beneficiaries)::bigint as persons
        from fct_beneficiaries_by_region as regional
        inner join fct_beneficiaries using (program_key, year)
        where {COUNTS_PERSONS} group by all
    )
    select region_code, region_name, year, programs, spending_clp, spending_real_clp, inhabitants,
        spending_clp / inhabitants as clp_per_inhabitant, persons
    from money full join people using (region_code, year)
    inner join dim_region using (region_code)
    left join region_population using (region_code, year)
"""

_OF_YEAR = f"{_SUMS} where year = $year order by north_south_order"

_BY_YEAR = f"{_SUMS} where region_code = $region order by year"

_PROGRAMS = f"""
    select program_key, year, region_code, program_name, ministry, spending_clp, regional.beneficiaries,
        unit_of_measure
    from (from {_TABLE} where region_code = $region and year = $year) as money
    full join (from fct_beneficiaries_by_region where region_code = $region and year = $year) as regional
        using (program_key, year, region_code)
    inner join program_names using (program_key, year)
    left join fct_beneficiaries using (program_key, year)
    order by spending_clp desc nulls last, program_name
"""

_WITH_ROWS = f"select {{0}} from {_TABLE} union select {{0}} from fct_beneficiaries_by_region"


def regions(visit: Visit, year: str | None = None) -> Content:
    """The regions of a year, on a map and in a table."""
    _ = visit.text
    years = years_of(visit, _TABLE)
    of = chosen(visit, years, year)
    block = Block(
        visit.release,
        "regiones",
        _("Spending and persons by region"),
        _OF_YEAR,
        {"year": of},
        columns=(
            Column(
                "region_name", _("Region"), link=lambda row: f"regiones/{row['region_code']}/{row['year']}/"
            ),
            *_sums(visit),
        ),
        chart=lambda rows: region_map(
            rows, "region_code", "clp_per_inhabitant", _("Pesos per inhabitant"), visit, kind="money"
        ),
        note=_note(visit) + " " + _("Shapes of the regions: {source}.").format(source=SOURCE),
    )
    return Content(
        _("Regions, {year}").format(year=of),
        (block,),
        {"years": year_choices(years, of, "regiones/ano/{}/"), "region": ""},
    )


def region(visit: Visit, region: str, year: str | None = None) -> Content:
    """One region by year, and its programmes in a year."""
    _ = visit.text
    names = visit.rows(
        "select region_name, is_territory from dim_region where region_code = $code", code=region
    )
    by_year = _by_year(visit, region)
    if not names or not by_year.rows:
        raise NoSuchPageError(_("The release has no figures of this region."))
    years = sorted((row["year"] for row in by_year.rows), reverse=True)
    of = chosen(visit, years, year)
    name = names[0]["region_name"]
    return Content(
        name if year is None else f"{name}, {of}",
        (by_year, _programs(visit, region, of)),
        {"years": year_choices(years, of, f"regiones/{region}/{{}}/"), "region": region},
    )


def _by_year(visit: Visit, region: str) -> Block:
    _ = visit.text
    return Block(
        visit.release,
        "por-ano",
        _("By year"),
        _BY_YEAR,
        {"region": region},
        columns=(
            Column("year", _("Year"), "year"),
            *_sums(visit),
            Column("spending_real_clp", _("Component spending, real"), "money"),
        ),
        chart=lambda rows: bars(
            in_millions(rows, "spending_clp", "spending_real_clp"),
            "year",
            _("Year"),
            {"spending_clp": _("nominal"), "spending_real_clp": _("real")},
            _("Component spending, millions of pesos"),
        ),
        note=f"{_note(visit)} {real_note(visit)}",
    )


def _programs(visit: Visit, region: str, year: int) -> Block:
    _ = visit.text

    def code(row: Row) -> str:
        return str(row["region_code"])

    missing = reasons(
        visit,
        _TABLE,
        "fct_beneficiaries_by_region",
        "fct_beneficiaries",
        only=region,
        programs="select program_key, year from program_year where year = $year",
        year=year,
    )
    return Block(
        visit.release,
        "programas",
        _("Programmes of {year}").format(year=year),
        _PROGRAMS,
        {"region": region, "year": year},
        columns=(
            programme(visit),
            Column("ministry", _("Ministry")),
            figure(
                visit,
                "spending_clp",
                _("Component spending"),
                "money",
                table=_TABLE,
                item=code,
                missing=missing,
            ),
            figure(
                visit,
                "beneficiaries",
                _("Beneficiaries"),
                "count",
                table="fct_beneficiaries_by_region",
                item=code,
                missing=missing,
            ),
            figure(
                visit,
                "unit_of_measure",
                _("Unit"),
                "text",
                table="fct_beneficiaries",
                missing=missing,
            ),
        ),
    )


def _sums(visit: Visit) -> tuple[Column, ...]:
    _ = visit.text

    def no_inhabitants(row: Row) -> str:
        if row["region_code"] == "NC":
            return _("Spending without a region has no inhabitants")
        return _("The inhabitants of this region and year are not known, or the spending is not")

    def no_people(_row: Row) -> str:
        return _("No programme that counts persons names them by region")

    return (
        Column("programs", _("Programmes"), "count"),
        Column("spending_clp", _("Component spending"), "money"),
        Column("inhabitants", _("Inhabitants"), "count", why=no_inhabitants),
        Column("clp_per_inhabitant", _("Pesos per inhabitant"), "money", why=no_inhabitants),
        Column("persons", _("Persons reached"), "count", why=no_people),
    )


def _note(visit: Visit) -> str:
    _ = visit.text
    return _(
        "Reports break spending on components down by region, and no other spending. Persons are those of"
        " programmes that count persons. Biobío before 2018 includes Ñuble."
    )


def _every(release: Release) -> Iterable[Parameters]:
    return ({"region": row["region_code"]} for row in release.rows(_WITH_ROWS.format("region_code")))


def _every_year(release: Release) -> Iterable[Parameters]:
    return (
        {"region": row["region_code"], "year": str(row["year"])}
        for row in release.rows(_WITH_ROWS.format("region_code, year"))
    )


def _years(release: Release) -> Iterable[Parameters]:
    return ({"year": str(row["year"])} for row in release.rows(f"select distinct year from {_TABLE}"))


PAGES = (
    Page("regiones/", "regions.html", regions),
    Page("regiones/ano/{year}/", "regions.html", regions, _years),
    Page("regiones/{region}/", "regions.html", region, _every),
    Page("regiones/{region}/{year}/", "regions.html", region, _every_year),
)
