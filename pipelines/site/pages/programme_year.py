"""*Programa*: one year of one programme, as its report has it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.site.block import Block, Column
from pipelines.site.cells import Reasons, figure, reasons
from pipelines.site.chile import SOURCE, region_map
from pipelines.site.figure_paths import document_path, figure_name, figure_path
from pipelines.site.figure_words import LINES, figure_words
from pipelines.site.formats import Kind, shown
from pipelines.site.programmes_known import no_such_year, programme_of
from pipelines.site.release import Release, Row
from pipelines.site.visit import Content, Page, Parameters, Visit
from pipelines.site.words import (
    COVERAGE_BANDS,
    EXECUTION_BANDS,
    FINDING_REASONS,
    MISSING_REASONS,
    RULES,
    SCOPES,
    SPENDING_PER_BENEFICIARY_BANDS,
    Words,
    word,
)

_OF = "where program_key = $key and year = $year"

_KEYS = f"select program_key, year from dim_report {_OF} group by all"

_REPORT = """
    select documents.*, detail from quality.documents as documents
    left join quality.incomplete_reports using (report_id)
    where documents.program_key = $key and documents.year = $year and is_current
"""

_WHOLE = """
    select program_key, report_year as year, fact_column, value, printed_text, reason
    from vintages
    where program_key = $key and report_year = $year and is_current and table_name = $table
        and fact_column <> 'unit_of_measure'
    order by list_position($order, fact_column)
"""

_REGIONS = f"""
    select program_key, year, region_code, dim_region.region_name, spending_clp, spending_real_clp,
        beneficiaries
    from (from fct_spending_by_region {_OF}) as money
    full join (from fct_beneficiaries_by_region {_OF}) as people using (program_key, year, region_code)
    inner join dim_region using (region_code)
    order by north_south_order nulls last
"""

_CHECKS = """
    select check_name, claim, item, checked.unit, expected, actual, difference
    from quality.reconciliations as checked left join checks using (check_name)
    where report_id = $report and status = 'breaks' order by check_name, item
"""

_CHECKED = """
    select count(*) as checks, count_if(status = 'not_testable') as not_testable
    from quality.reconciliations where report_id = $report
"""

_ORDER = {
    "fct_spending": [
        "initial_budget_clp",
        "final_budget_clp",
        "executed_clp",
        "extrabudgetary_clp",
        "total_executed_clp",
        "component_spending_clp",
        "administrative_spending_clp",
        "extrabudgetary_administrative_clp",
        "fet_clp",
        "special_funds_clp",
        "next_year_initial_budget_clp",
    ],
    "fct_beneficiaries": [
        "potential_population",
        "target_population",
        "beneficiaries",
        "coverage_pct",
        "printed_coverage",
        "previous_year_target_population",
        "previous_year_beneficiaries",
        "previous_year_printed_coverage",
    ],
}

_TABLES = (
    "fct_spending",
    "fct_beneficiaries",
    "program_year",
    "fct_components",
    "fct_indicators",
    "fct_spending_by_region",
    "fct_beneficiaries_by_region",
    "fct_spending_per_beneficiary",
    "fct_budget_lines",
    "fct_extrabudgetary",
    "program_executors",
    "program_complementarities",
    "program_evaluations",
)

_NO_TEXTS = {"report_id", "program_key", "year"}


@dataclass(frozen=True, slots=True)
class Card:
    """A computed figure of the year, the path of its page, and its official reading."""

    text: str
    value: str
    path: str
    reading: str | None = None


def content(visit: Visit, program_key: str, year: str) -> Content:
    """The page of a year."""
    programme = programme_of(visit, program_key, f"{year}/")
    reports = visit.rows(_REPORT, key=program_key, year=int(year)) if year.isdecimal() else []
    if not reports:
        raise no_such_year(visit, programme, year)
    (report,) = reports
    of = OfYear(visit, program_key, int(year), report["report_id"])
    values = {
        "programme": programme,
        "report": report,
        "document": document_path(report["file_sha256"], report["source_file"]),
        "texts": of.texts(),
        "years": years_around(visit, program_key),
        "year": int(year),
        "cards": of.cards(),
        "unit": of.unit,
        "checked": visit.rows(_CHECKED, report=report["report_id"])[0],
    }
    name = report["program_name"] or programme["program_name"] or program_key
    return Content(f"{name}, {year}", of.blocks(), values)


def years_around(visit: Visit, program_key: str) -> list[int]:
    """The years of which the programme has a report."""
    rows = visit.rows(
        "select distinct year from dim_report where program_key = $key order by 1", key=program_key
    )
    return [row["year"] for row in rows]


class OfYear:
    """The blocks of one year of a programme. ``unit`` is what its beneficiaries are counted in."""

    def __init__(self, visit: Visit, program_key: str, year: int, report_id: str) -> None:
        self._visit = visit
        self._named: dict[str, object] = {"key": program_key, "year": year}
        self._report = report_id
        self._missing: Reasons = reasons(visit, *_TABLES, programs=_KEYS, key=program_key, year=year)
        rows = visit.rows(f"from program_year {_OF}", **self._named)
        self._row: Row | None = rows[0] if rows else None
        self.unit = self._row["unit_of_measure"] if self._row else None

    def cards(self) -> list[Card]:
        """The figures that are computed from those of the year."""
        _ = self._visit.text
        row = self._row
        if row is None:
            return []
        shares: Sequence[tuple[str, Kind, str | None, Words]] = (
            ("execution_rate", "share", "execution_band", EXECUTION_BANDS),
            ("coverage_pct", "percent", "coverage_band", COVERAGE_BANDS),
            (
                "spending_per_beneficiary_clp",
                "money",
                "spending_per_beneficiary_band",
                SPENDING_PER_BENEFICIARY_BANDS,
            ),
            ("administrative_share", "share", None, {}),
        )
        return [
            Card(
                figure_words(self._visit, *figure_name("program_year", name)[:2]),
                shown(row[name], kind, self._visit.language),
                figure_path(self._visit, row["program_key"], row["year"], "program_year", name),
                word(self._visit, words, row[band]) if band else None,
            )
            for name, kind, band, words in shares
        ]

    def blocks(self) -> list[Block]:
        """Those that the report has something for."""
        _ = self._visit.text
        every = [
            self._whole("dinero", "fct_spending", _("Money"), "money"),
            self._whole("personas", "fct_beneficiaries", _("People"), "number"),
            self._per_beneficiary(),
            self._components(),
            *self._regions(),
            self._indicators(),
            self._findings(),
            self._checks(),
            self._executors(),
            self._budget_lines(),
            self._extrabudgetary(),
            *self._others(),
        ]
        return [block for block in every if block.rows]

    def texts(self) -> list[tuple[str, str]]:
        """The texts of the report, each with the form's label or what it is about."""
        rows = self._visit.rows(f"from program_profile {_OF}", **self._named)
        if not rows:
            return []
        labels = self._visit.rows(
            'select d."column" as name, spanish_label, description_en from dictionary as d'
            " where d.\"table\" = 'program_profile'"
        )
        is_spanish = self._visit.language == "es"
        named = {
            row["name"]: (is_spanish and row["spanish_label"])
            or row["description_en"].partition(" Label:")[0]
            for row in labels
        }
        return [
            (named.get(name, name), shown(value, "text", self._visit.language))
            for name, value in rows[0].items()
            if value is not None and name not in _NO_TEXTS
        ]

    def _whole(self, name: str, table: str, heading: str, kind: Kind) -> Block:
        """The figures of the whole programme, one a row."""
        visit = self._visit
        _ = visit.text

        def link(row: Row) -> str:
            return figure_path(visit, row["program_key"], row["year"], table, row["fact_column"])

        columns = (
            Column("fact_column", _("Figure"), say=lambda column: figure_words(visit, table, column)),
            Column("value", _("Value"), kind, link=link, why=lambda row: self._why(row["reason"])),
            Column("printed_text", _("As printed"), why=lambda row: self._why(row["reason"])),
        )
        return self._block(name, heading, _WHOLE, columns, {"table": table, "order": _ORDER[table]})

    def _per_beneficiary(self) -> Block:
        _ = self._visit.text
        item: Callable[[Row], str] = lambda row: str(row["reference_year"])  # noqa: E731
        table = "fct_spending_per_beneficiary"
        columns = (
            Column("reference_year", _("Year"), "year"),
            self._figure("printed_clp", _("As printed"), "money", table, item),
            self._figure("price_base_year", _("In prices of"), "year", table, item),
            self._figure("nominal_clp", _("Nominal"), "money", table, item),
            Column("real_clp", _("Real"), "money"),
        )
        return self._block(
            "gasto-por-beneficiario",
            _("Spending per beneficiary of three years, as this report prints it"),
            f"from {table} {_OF} order by reference_year",
            columns,
        )

    def _components(self) -> Block:
        _ = self._visit.text
        table = "fct_components"
        item: Callable[[Row], str] = lambda row: str(row["component_name"])  # noqa: E731
        columns = (
            Column("component_name", _("Component")),
            self._figure("quantity", _("Produced"), "number", table, item),
            self._figure("unit_of_measure", _("Unit"), "text", table, item),
            self._figure("unit_cost_clp", _("Unit cost"), "money", table, item),
            self._figure("spending_clp", _("Spending"), "money", table, item),
            self._figure("component_type", _("Kind"), "text", table, item),
            self._figure("description", _("Description"), "text", table, item),
        )
        return self._block(
            "componentes",
            _("Components and unit cost"),
            f"from {table} {_OF} order by spending_clp desc nulls last, component_name",
            columns,
        )

    def _regions(self) -> list[Block]:
        visit = self._visit
        _ = visit.text
        item: Callable[[Row], str] = lambda row: str(row["region_code"])  # noqa: E731
        money, people = _("Spending on components"), self.unit or _("Beneficiaries")
        columns = (
            Column("region_name", _("Region"), link=lambda row: f"regiones/{row['region_code']}/"),
            self._figure("spending_clp", _("Spending"), "money", "fct_spending_by_region", item),
            self._figure("beneficiaries", _("Beneficiaries"), "count", "fct_beneficiaries_by_region", item),
        )
        note = _("Shapes of the regions: {source}.").format(source=SOURCE)
        table = self._block("regiones", _("By region"), _REGIONS, columns, note=note)
        if any(row["spending_clp"] is not None for row in table.rows):
            table = self._block(
                "regiones",
                _("By region"),
                _REGIONS,
                columns,
                note=note,
                chart=lambda rows: region_map(
                    rows, "region_code", "spending_clp", money, visit, kind="money"
                ),
            )
        if not any(row["beneficiaries"] is not None for row in table.rows):
            return [table]
        heading = _("Beneficiaries by region")
        return [
            table,
            self._block(
                "beneficiarios-por-region",
                heading,
                _REGIONS,
                columns,
                has_table=False,
                chart=lambda rows: region_map(rows, "region_code", "beneficiaries", people, visit),
            ),
        ]

    def _indicators(self) -> Block:
        visit = self._visit
        _ = visit.text
        table = "fct_indicators"
        item: Callable[[Row], str] = lambda row: f"{row['scope']}/{row['indicator_name']}"  # noqa: E731
        columns = (
            Column("indicator_name", _("Indicator")),
            Column("scope", _("Kind"), say=lambda code: word(visit, SCOPES, code)),
            self._figure("effective_previous", _("Year before"), "number", table, item),
            self._figure("estimated_current", _("Estimated"), "number", table, item),
            self._figure("effective_current", _("Achieved"), "number", table, item),
            Column("unit", _("Unit"), say={"percent": "%", "number": _("number")}.get),
            Column(
                "reached_estimate",
                _("Reached the estimate"),
                "flag",
                why=lambda _row: _("A value is missing, or nobody has reviewed whether more is better"),
            ),
            self._figure("estimated_next", _("Estimated for the next year"), "number", table, item),
        )
        return self._block(
            "indicadores",
            _("Indicators against their estimates"),
            f"from {table} {_OF} order by scope desc, indicator_name",
            columns,
        )

    def _findings(self) -> Block:
        visit = self._visit
        _ = visit.text
        origins = {"computed": _("computed here"), "published": _("published by the evaluators")}

        def words(row: Row) -> Row:
            kind: Kind = "count" if row["rule"] == "purpose_indicator_worse" else "share"
            return {
                f"{name}_shown": None if row[of] is None else shown(row[of], kind, visit.language)
                for name, of in (("value", "value"), ("limit", "limit_value"))
            }

        return self._block(
            "hallazgos",
            _("Findings by the official rules"),
            f"from program_findings {_OF} order by finding desc nulls last, origin, rule",
            (
                Column(
                    "rule",
                    _("Rule"),
                    link=lambda row: f"hallazgos/{row['rule']}/",
                    say=lambda code: word(visit, RULES, code),
                ),
                Column(
                    "finding",
                    _("Finding"),
                    "flag",
                    why=lambda row: word(visit, FINDING_REASONS, row["reason"]),
                ),
                Column("value_shown", _("Value")),
                Column("limit_shown", _("Limit")),
                Column(
                    "reason", _("Why it cannot be told"), say=lambda code: word(visit, FINDING_REASONS, code)
                ),
                Column("sentence", _("In the words of the evaluators")),
                Column("origin", _("Origin"), say=origins.get),
            ),
            add=words,
        )

    def _checks(self) -> Block:
        visit = self._visit
        _ = visit.text
        return self._block(
            "verificaciones",
            _("Checks that do not close"),
            _CHECKS,
            (
                Column("claim", _("Claim"), say=visit.text),
                Column("item", _("Of")),
                Column("expected", _("Expected"), "number"),
                Column("actual", _("Actual"), "number"),
                Column("difference", _("Difference"), "number"),
                Column("unit", _("Unit"), say={"clp": _("pesos"), "people": self.unit or _("people")}.get),
            ),
            {"report": self._report},
            note=_("The print contradicts itself here; both sides are kept as printed."),
        )

    def _executors(self) -> Block:
        _ = self._visit.text
        table = "program_executors"
        columns = (
            self._figure("executor_type", _("Kind of institution"), "text", table, _item_no),
            self._figure("executor_name", _("Institution"), "text", table, _item_no),
        )
        return self._block("ejecutores", _("Executors"), f"from {table} {_OF} order by item_no", columns)

    def _budget_lines(self) -> Block:
        visit = self._visit
        _ = visit.text
        table = "fct_budget_lines"
        codes = ("partida", "capitulo", "programa", "subtitulo", "subtitulo_name", "item", "asignacion")
        columns = (
            *(self._figure(name, visit.text(LINES[name]), "text", table, _line_no) for name in codes),
            self._figure("spending_clp", _("Spending"), "money", table, _line_no),
        )
        return self._block(
            "lineas-de-presupuesto", _("Budget lines"), f"from {table} {_OF} order by line_no", columns
        )

    def _extrabudgetary(self) -> Block:
        _ = self._visit.text
        table = "fct_extrabudgetary"
        columns = (
            self._figure("source_name", _("Source"), "text", table, _line_no),
            self._figure("origin", _("Origin"), "text", table, _line_no),
            self._figure("amount_clp", _("Spending"), "money", table, _line_no),
        )
        return self._block(
            "extrapresupuestario", _("Extra-budgetary money"), f"from {table} {_OF} order by line_no", columns
        )

    def _others(self) -> list[Block]:
        """Lists that the report has, whose rows are texts."""
        _ = self._visit.text
        lists = (
            (
                "program_complementarities",
                "complementariedades",
                _("Complementary programmes"),
                {"complementary_program": _("Programme"), "complementary_service": _("Service")},
            ),
            (
                "program_evaluations",
                "evaluaciones",
                _("Evaluations"),
                {
                    "evaluation_name": _("Evaluation"),
                    "end_year": _("Year in which it ended"),
                    "institution": _("Institution"),
                },
            ),
            ("program_approaches", "enfoques", _("Human-rights approaches"), {"approach": _("Approach")}),
            (
                "program_sdg",
                "ods",
                _("Sustainable Development Goals"),
                {"sdg_number": _("Goal"), "target_code": _("Target"), "target_text": _("Text")},
            ),
        )
        return [
            self._block(
                name,
                heading,
                f"from {table} {_OF} order by item_no",
                tuple(Column(column, text) for column, text in columns.items()),
            )
            for table, name, heading, columns in lists
        ]

    def _figure(self, name: str, heading: str, kind: Kind, table: str, item: Callable[[Row], str]) -> Column:
        return figure(self._visit, name, heading, kind, table=table, item=item, missing=self._missing)

    def _block(
        self,
        name: str,
        heading: str,
        sql: str,
        columns: Sequence[Column],
        parameters: dict[str, object] | None = None,
        **more: Any,
    ) -> Block:
        names = self._named | (parameters or {})
        bound = {one: value for one, value in names.items() if f"${one}" in sql}
        return Block(self._visit.release, name, heading, sql, bound, columns, **more)

    def _why(self, reason: str | None) -> str | None:
        return word(self._visit, MISSING_REASONS, reason)


def _line_no(row: Row) -> str:
    return str(row["line_no"])


def _item_no(row: Row) -> str:
    return str(row["item_no"])


def _every(release: Release) -> Iterable[Parameters]:
    rows = release.rows("select distinct program_key, year from dim_report order by program_key, year")
    return ({"program_key": row["program_key"], "year": str(row["year"])} for row in rows)


PAGE = Page("programas/{program_key}/{year}/", "programme_year.html", content, _every)
