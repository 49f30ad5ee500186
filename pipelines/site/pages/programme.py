"""*Programa*: all years of one programme."""

from collections.abc import Iterable

import altair as alt

from pipelines.site import formats
from pipelines.site.bars import bars
from pipelines.site.block import Block, Column
from pipelines.site.cells import Reasons, figure, reasons
from pipelines.site.charts import in_millions
from pipelines.site.figure_paths import document_path, figure_name, figure_path, programme_path, year_path
from pipelines.site.figure_words import figure_words, item_words
from pipelines.site.formats import Kind
from pipelines.site.programmes_known import programme_of
from pipelines.site.release import Release, Row
from pipelines.site.visit import Content, Page, Parameters, Visit
from pipelines.site.words import (
    CHANGES,
    COVERAGE_BANDS,
    COVERAGE_STATUSES,
    EXECUTION_BANDS,
    FORMS,
    IDENTITIES,
    RESTATEMENTS,
    RULES,
    SPENDING_PER_BENEFICIARY_BANDS,
    Words,
    word,
)

_YEARS = "from program_year where program_key = $key order by year"

_OF_KEY = "select program_key, year from program_year where program_key = $key"

_REPORTS = """
    select coverage.year, status, coverage.form, revision, is_current, source_file, file_sha256, first_page,
        page_count, coverage.program_key
    from quality.report_coverage as coverage
    left join quality.documents as documents
        on documents.program_key = coverage.program_key and documents.year = coverage.year
    where coverage.program_key = $key order by coverage.year, revision
"""

_FINDINGS = """
    select program_key, year, rule, value, limit_value, origin, sentence from program_findings
    where program_key = $key and finding order by year desc, origin, rule
"""

_RESTATEMENTS = """
    select program_key, reference_year, table_name, column_name, item, kind, earlier_value, later_value,
        later_value - earlier_value as difference, earlier_report_year, later_report_year, earlier_revision,
        later_revision, region_name
    from quality.restatements
    left join dim_region on region_code = item and ends_with(table_name, '_by_region')
    where program_key = $key
    order by item is not null, reference_year, table_name, column_name, item, later_report_year
"""

_NAMES = """
    select program_name, ministry, service, min(year) as first_year, max(year) as last_year
    from program_names where program_key = $key group by all order by first_year
"""

_CHANGES = "from program_changes where program_key = $key order by year, change"

_MATCHES = """
    select if(program_key = $key, candidate_key, program_key) as other_key,
        if(program_key = $key, candidate_name, program_name) as other_name,
        if(program_key = $key, candidate_service, service) as other_service,
        score, evidence
    from quality.program_matches where program_key = $key or candidate_key = $key order by score desc
"""

_PRICES = "select base_year from dim_year order by base_year desc limit 1"


def content(visit: Visit, program_key: str) -> Content:
    """The programme's page."""
    _ = visit.text
    programme = programme_of(visit, program_key)
    missing = reasons(
        visit,
        "program_year",
        "fct_spending",
        "fct_beneficiaries",
        programs=_OF_KEY,
        key=program_key,
    )
    of = Of(visit, program_key, missing)
    shown = [of.reports(), of.findings(), of.restatements(), of.names(), of.matches(), of.changes()]
    figures = [of.money(), of.people(), of.cost()] if of.has_figures else []
    blocks = figures + [block for block in shown if block.rows]
    return Content(
        programme["program_name"] or program_key,
        blocks,
        {
            "programme": programme,
            "identity": word(visit, IDENTITIES, programme["identity"]),
            "years": [row["year"] for row in of.dated],
        },
    )


class Of:
    """The blocks of one programme."""

    def __init__(self, visit: Visit, program_key: str, missing: Reasons) -> None:
        self._visit = visit
        self._key = program_key
        self._missing = missing
        years = "select distinct year from dim_report where program_key = $key order by year"
        self.dated = visit.rows(years, key=program_key)
        self.has_figures = bool(visit.rows(_OF_KEY, key=program_key))
        rows = visit.rows(_PRICES)
        self._base_year = rows[0]["base_year"] if rows else ""

    def money(self) -> Block:
        """Budgets and spending by year."""
        _ = self._visit.text
        series = {
            "initial_budget_clp": _("Initial budget"),
            "final_budget_clp": _("Final budget"),
            "executed_clp": _("Executed spending"),
        }
        return self._block(
            "dinero",
            _("Budget and spending by year"),
            _YEARS,
            (
                self._year(),
                *(self._figure(name, "money") for name in series),
                self._figure("executed_real_clp", "money"),
                self._figure("execution_rate", "share"),
                self._band("execution_band", EXECUTION_BANDS),
            ),
            note=_(
                "Nominal pesos, as the programme reports them; real amounts in pesos of {year}. A figure"
                " leads to the place where it was printed, and a dash to the reason why there is none."
            ).format(year=self._base_year),
            chart=lambda rows: bars(
                in_millions(rows, *series), "year", _("Year"), series, _("Millions of pesos")
            ),
        )

    def people(self) -> Block:
        """Populations and coverage by year."""
        _ = self._visit.text
        series = {"target_population": _("Target population"), "beneficiaries": _("Beneficiaries")}
        return self._block(
            "personas",
            _("People and coverage by year"),
            _YEARS,
            (
                self._year(),
                self._figure("unit_of_measure", "text"),
                self._figure("potential_population", "count"),
                *(self._figure(name, "count") for name in series),
                self._figure("coverage_pct", "percent"),
                self._band("coverage_band", COVERAGE_BANDS),
            ),
            note=_("Counted in the unit of measure that the report names, which may change over the years."),
            chart=lambda rows: bars(
                rows, "year", _("Year"), series, _unit(rows) or _("In the unit of the year")
            ),
        )

    def cost(self) -> Block:
        """Cost per beneficiary by year."""
        _ = self._visit.text
        real = _("in pesos of {year}").format(year=self._base_year)
        series = {
            "spending_per_beneficiary_clp": _("nominal"),
            "spending_per_beneficiary_real_clp": real,
        }
        return self._block(
            "costo-por-beneficiario",
            _("Cost per beneficiary by year"),
            _YEARS,
            (
                self._year(),
                *(self._figure(name, "money") for name in series),
                self._figure("spending_per_beneficiary_change", "share"),
                self._band("spending_per_beneficiary_band", SPENDING_PER_BENEFICIARY_BANDS),
                self._figure("beneficiaries", "count"),
                self._figure("unit_of_measure", "text"),
            ),
            note=_(
                "Executed spending over beneficiaries, in pesos a head of whatever is counted. The change and"
                " the official reading compare what the report of the year prints in one price base."
            ),
            chart=lambda rows: _lines(rows, series, self._visit),
        )

    def reports(self) -> Block:
        """The reports of each year, present or not, with their documents."""
        _ = self._visit.text

        def page(row: Row) -> str | None:
            return year_path(self._key, row["year"]) if row["source_file"] else None

        def document(row: Row) -> str | None:
            if not row["source_file"]:
                return None
            path = document_path(row["file_sha256"], row["source_file"])
            return f"{path}#page={row['first_page']}" if path.endswith(".pdf") else path

        return self._block(
            "informes",
            _("Reports"),
            _REPORTS,
            (
                Column("year", _("Year"), "year", link=page),
                self._words("status", _("Status"), COVERAGE_STATUSES),
                self._words("form", _("Form"), FORMS),
                Column("revision", _("Revision"), "count", why=lambda _row: _("Its report is not here")),
                Column("is_current", _("Current"), "flag"),
                Column("source_file", _("Document"), link=document),
                Column("page_count", _("Pages"), "count"),
            ),
        )

    def findings(self) -> Block:
        """What rules or evaluators find."""
        _ = self._visit.text
        origins = {"computed": _("computed here"), "published": _("published by the evaluators")}
        return self._block(
            "hallazgos",
            _("Findings"),
            _FINDINGS,
            (
                Column("year", _("Year"), "year", link=lambda row: year_path(self._key, row["year"])),
                Column(
                    "rule",
                    _("Finding"),
                    link=lambda row: f"hallazgos/{row['rule']}/",
                    say=lambda code: word(self._visit, RULES, code),
                ),
                Column("origin", _("Origin"), say=origins.get),
                Column("sentence", _("In the words of the evaluators")),
            ),
            note=_("By the official rules. A finding is no proof of a fault: it is a reason to look."),
        )

    def restatements(self) -> Block:
        """What later reports or revisions print otherwise."""
        _ = self._visit.text
        visit = self._visit

        def link(row: Row) -> str:
            year = row["reference_year"]
            return figure_path(visit, self._key, year, row["table_name"], row["column_name"], row["item"])

        def words(row: Row) -> Row:
            name = figure_words(visit, row["table_name"], row["column_name"])
            item = item_words(visit, row["table_name"], row["item"], row["region_name"])
            return {"figure": f"{name}: {item}" if item else name}

        return self._block(
            "reformulaciones",
            _("Restatements"),
            _RESTATEMENTS,
            (
                Column("reference_year", _("Year"), "year"),
                Column("figure", _("Figure"), link=link),
                Column("kind", _("By"), say=lambda code: word(visit, RESTATEMENTS, code)),
                Column("earlier_report_year", _("First report"), "year"),
                Column("earlier_value", _("First value"), "number"),
                Column("later_report_year", _("Later report"), "year"),
                Column("later_value", _("Later value"), "number"),
                Column("difference", _("Difference"), "number"),
            ),
            note=_("A year's figure is never replaced by a later report's: both are kept."),
            most=100,
            add=words,
        )

    def names(self) -> Block:
        """The names, ministries and services it has had."""
        _ = self._visit.text
        return self._block(
            "nombres",
            _("Names, ministries and services"),
            _NAMES,
            (
                Column("program_name", _("Name"), why=lambda _row: _("No report states its name")),
                Column("ministry", _("Ministry")),
                Column("service", _("Service")),
                Column("first_year", _("From report"), "year"),
                Column("last_year", _("To report"), "year"),
            ),
        )

    def matches(self) -> Block:
        """Other names that may be this programme, until a person decides."""
        _ = self._visit.text
        return self._block(
            "propuestas",
            _("Names that may be the same programme"),
            _MATCHES,
            (
                Column("other_name", _("Programme"), link=lambda row: programme_path(row["other_key"])),
                Column("other_service", _("Service")),
                Column("score", _("Likeness"), "share"),
                Column("evidence", _("What speaks for it and against it")),
            ),
            note=_("Nobody has decided yet: until then they are two programmes."),
        )

    def changes(self) -> Block:
        """What changed from one index of the state to the next."""
        _ = self._visit.text
        return self._block(
            "cambios",
            _("Changes in the state's index"),
            _CHANGES,
            (
                Column("year", _("Year"), "year"),
                self._words("change", _("Change"), CHANGES),
                Column("before", _("Before")),
                Column("after", _("After")),
            ),
        )

    def _block(self, name: str, heading: str, sql: str, columns: tuple[Column, ...], **more: object) -> Block:
        return Block(
            self._visit.release,
            name,
            heading,
            sql,
            {"key": self._key},
            columns,
            **more,  # type: ignore[arg-type]
        )

    def _year(self) -> Column:
        _ = self._visit.text
        return Column("year", _("Year"), "year", link=lambda row: year_path(self._key, row["year"]))

    def _figure(self, name: str, kind: Kind) -> Column:
        heading = figure_words(self._visit, *figure_name("program_year", name)[:2])
        return figure(self._visit, name, heading, kind, missing=self._missing)

    def _band(self, name: str, words: Words) -> Column:
        _ = self._visit.text
        return self._words(name, _("Official reading"), words)

    def _words(self, name: str, heading: str, words: Words) -> Column:
        return Column(name, heading, say=lambda code: word(self._visit, words, code))


def _unit(rows: list[Row]) -> str | None:
    """The unit of measure of ``rows``, where they have one that is short enough for an axis."""
    units = {row["unit_of_measure"] for row in rows}
    unit = units.pop() if len(units) == 1 else None
    return unit if unit and len(unit) < 40 else None


def _lines(rows: list[Row], series: dict[str, str], visit: Visit) -> alt.Chart:
    _ = visit.text
    named = [
        {
            "year": row["year"],
            "kind": label,
            "clp": row[name],
            "shown": formats.shown(row[name], "money", visit.language),
        }
        for row in rows
        for name, label in series.items()
        if row[name] is not None
    ]
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=named))
        .mark_line(point=True)
        .encode(
            x=alt.X("year:O", title=_("Year"), axis=alt.Axis(labelAngle=0)),
            y=alt.Y("clp:Q", title=_("Pesos per beneficiary"), axis=alt.Axis(format=",.0f")),
            color=alt.Color("kind:N", title=None, scale=alt.Scale(domain=list(series.values()))),
            strokeDash=alt.StrokeDash("kind:N", title=None, scale=alt.Scale(domain=list(series.values()))),
            tooltip=["year:O", alt.Tooltip("kind:N", title=" "), alt.Tooltip("shown:N", title=_("Pesos"))],
        )
        .properties(width="container", height=260)
    )
    return chart


def _every(release: Release) -> Iterable[Parameters]:
    return release.rows("select distinct program_key from quality.report_coverage order by program_key")


PAGE = Page("programas/{program_key}/", "programme.html", content, _every)
