"""*Inicio*: spending, people and programmes by year; execution by ministry; what of the archive is there."""

from dataclasses import dataclass

from pipelines.build.persons import COUNTS_PERSONS
from pipelines.site import formats
from pipelines.site.bars import bars
from pipelines.site.block import Block, Column
from pipelines.site.charts import in_millions
from pipelines.site.choices import year_choices, years_of
from pipelines.site.pages.ministries import year_block
from pipelines.site.visit import Content, Page, Visit
from pipelines.site.words import COVERAGE_STATUSES, word

_SPENDING = """
    select year, count(*) as programs, sum(initial_budget_clp)::bigint as initial_budget_clp,
        sum(executed_clp)::bigint as executed_clp, sum(executed_real_clp)::bigint as executed_real_clp,
        -- Of the programmes of which both amounts are known.
        sum(executed_clp) filter (execution_rate is not null)
        / sum(initial_budget_clp) filter (execution_rate is not null) as execution_rate
    from program_year group by year order by year
"""

_PEOPLE = f"""
    select year, sum(beneficiaries) filter ({COUNTS_PERSONS})::bigint as persons,
        count(beneficiaries) filter ({COUNTS_PERSONS}) as programs,
        count(beneficiaries) filter (not {COUNTS_PERSONS}) as other_units,
        count(*) filter (beneficiaries is null) as without_figure
    from program_year group by year order by year
"""

_PROGRAMS = """
    select year, count(*) as programs from program_year group by year order by year
"""

_ARCHIVE = """
    select coverage.year,
        count(*) filter (status = 'present' and incomplete.report_id is null) as present,
        count(*) filter (status = 'present' and incomplete.report_id is not null) as incomplete,
        count(*) filter (status = 'quarantined') as quarantined,
        count(*) filter (status = 'missing') as missing
    from quality.report_coverage as coverage
    left join quality.incomplete_reports as incomplete using (report_id)
    group by coverage.year order by year
"""

_TOTALS = "from quality.external_totals order by year"

STATUS_COLOURS = ("#1f5a96", "#a9c8e4", "#c8553d", "#e3e3e3")
"""Present, incomplete, put aside, missing."""


@dataclass(frozen=True, slots=True)
class Card:
    """A headline: a figure, what it is, and the page that has more."""

    figure: str
    text: str
    path: str
    note: str = ""


def content(visit: Visit) -> Content:
    """The first page."""
    _ = visit.text
    years = years_of(visit)
    spending, people = _spending(visit), _people(visit)
    blocks = [spending, people, _programs(visit)]
    if years:
        blocks.append(year_block(visit, years[0]))
    blocks += [_archive(visit), _totals(visit)]
    return Content(
        _("What did Chile's social programmes spend, whom did they reach, did it work?"),
        blocks,
        {
            "cards": _cards(visit, spending, people) if years else [],
            "years": year_choices(years, None, "ministerios/ano/{}/"),
            "aside": _aside(visit),
        },
    )


def _cards(visit: Visit, spending: Block, people: Block) -> list[Card]:
    _ = visit.text
    newest, persons = spending.rows[-1], people.rows[-1]
    year = newest["year"]

    def count(number: int | None) -> str:
        return formats.shown(number, "count", visit.language)

    return [
        Card(
            formats.millions(newest["executed_clp"], visit.language),
            _("executed in {year}").format(year=year),
            f"ministerios/ano/{year}/",
            _("Nominal pesos, as the programmes report them"),
        ),
        Card(
            formats.shown(newest["execution_rate"], "share", visit.language),
            _("of the initial budget executed in {year}").format(year=year),
            "hallazgos/",
            _("Of the programmes whose report has both amounts"),
        ),
        Card(
            count(persons["persons"]),
            _("persons reached in {year}").format(year=year),
            f"regiones/ano/{year}/",
            _(
                "Programmes that count persons, added up: {programs}; that count something else: {others}."
                " Whoever is in two programmes counts twice."
            ).format(programs=count(persons["programs"]), others=count(persons["other_units"])),
        ),
        Card(
            count(newest["programs"]),
            _("programmes with figures for {year}").format(year=year),
            "programas/",
            _("Not every programme of the year need be here: see the archive below"),
        ),
    ]


def _spending(visit: Visit) -> Block:
    _ = visit.text
    return Block(
        visit.release,
        "por-ano",
        _("Spending by year"),
        _SPENDING,
        columns=(
            Column("year", _("Year"), "year", link=lambda row: f"ministerios/ano/{row['year']}/"),
            Column("programs", _("Programmes"), "count"),
            Column("initial_budget_clp", _("Initial budget"), "money"),
            Column("executed_clp", _("Executed"), "money"),
            Column("executed_real_clp", _("Executed, real"), "money"),
            Column("execution_rate", _("Executed of initial"), "share"),
        ),
        chart=lambda rows: bars(
            in_millions(rows, "executed_clp", "executed_real_clp"),
            "year",
            _("Year"),
            {"executed_clp": _("nominal"), "executed_real_clp": _("real")},
            _("Executed, millions of pesos"),
        ),
        note=real_note(visit)
        + " "
        + _(
            "A year's total is that of the reports that are here: years with more reports have more spending."
        ),
    )


def real_note(visit: Visit) -> str:
    """What real pesos are in this release."""
    _ = visit.text
    rows = visit.rows("select distinct base_year, deflator_basis from dim_year where base_year is not null")
    if not rows:
        return ""
    basis = {
        "cpi": _("the annual average of the consumer price index"),
        "uf": _("the UF"),
    }.get(rows[0]["deflator_basis"], rows[0]["deflator_basis"])
    return _("Real amounts are in pesos of {year}, by {basis}.").format(
        year=rows[0]["base_year"], basis=basis
    )


def _people(visit: Visit) -> Block:
    _ = visit.text
    return Block(
        visit.release,
        "personas",
        _("Persons reached by year"),
        _PEOPLE,
        columns=(
            Column("year", _("Year"), "year"),
            Column("persons", _("Persons reached"), "count"),
            Column("programs", _("Programmes that count persons"), "count"),
            Column("other_units", _("Programmes with another unit"), "count"),
            Column("without_figure", _("Programmes without the figure"), "count"),
        ),
        chart=lambda rows: bars(rows, "year", _("Year"), {"persons": _("Persons reached")}, _("Persons")),
        note=_(
            "Only programmes whose unit of measure is persons are added up; households, places or firms"
            " are not persons. Whoever is in two programmes counts twice."
        ),
    )


def _programs(visit: Visit) -> Block:
    _ = visit.text
    return Block(
        visit.release,
        "programas",
        _("Programmes by year"),
        _PROGRAMS,
        columns=(Column("year", _("Year"), "year"), Column("programs", _("Programmes"), "count")),
        chart=lambda rows: bars(rows, "year", _("Year"), {"programs": _("Programmes")}, _("Programmes")),
        has_table=False,
        note=_("Programmes with a report of the year that has figures."),
    )


def _archive(visit: Visit) -> Block:
    _ = visit.text
    statuses = {status: word(visit, COVERAGE_STATUSES, status) or status for status in COVERAGE_STATUSES}
    return Block(
        visit.release,
        "archivo",
        _("What of the archive is here"),
        _ARCHIVE,
        columns=(
            Column("year", _("Year"), "year"),
            *(Column(status, text, "count") for status, text in statuses.items()),
        ),
        chart=lambda rows: bars(
            rows, "year", _("Year"), statuses, _("Reports"), is_stacked=True, colours=STATUS_COLOURS
        ),
        note=_(
            "One report per programme and year in which the state's index, a later report or the report"
            " itself shows that the programme ran. A report that is put aside could not be read whole."
        ),
    )


def _aside(visit: Visit) -> str:
    """How many files are put aside, also those of which programme or year is not known."""
    _ = visit.text
    (found,) = visit.rows(
        "select count(*) as files, count(*) filter (coverage.report_id is null) as unknown"
        " from quality.quarantined_files"
        " left join (select distinct report_id from quality.report_coverage where status = 'quarantined')"
        " as coverage using (report_id)"
    )
    if not found["files"]:
        return ""
    return _(
        "Put aside in all: {files}; {unknown} of them are in no bar, because their programme or year is not"
        " known or because another report of it is here."
    ).format(**found)


def _totals(visit: Visit) -> Block:
    _ = visit.text

    def none(_row: object) -> str:
        return _("No published total was found, or no report of the year is here")

    return Block(
        visit.release,
        "totales-publicados",
        _("Published totals beside ours"),
        _TOTALS,
        columns=(
            Column("year", _("Year"), "year"),
            Column("published_programs", _("Programmes, published"), "count", why=none),
            Column("our_programs", _("Programmes, here"), "count"),
            Column("programs_difference", _("Difference"), "count", why=none),
            Column("published_executed_clp", _("Executed, published"), "money", why=none),
            Column("our_executed_clp", _("Executed, here"), "money", why=none),
            Column("executed_difference_clp", _("Difference"), "money", why=none),
            Column("source", _("Source")),
        ),
        note=_("Sample reports, whose figures are invented, are not counted here."),
    )


PAGE = Page("", "home.html", content)
