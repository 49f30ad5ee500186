"""*Hallazgos*: the official rules, how many programmes have each finding, and which."""

from collections.abc import Iterable
from dataclasses import replace

from pipelines.site.bars import bars
from pipelines.site.block import Block, Column
from pipelines.site.cells import programme
from pipelines.site.choices import years_of
from pipelines.site.figure_paths import figure_path, year_path
from pipelines.site.formats import Kind, shown
from pipelines.site.release import Release, Row
from pipelines.site.visit import Content, NoSuchPageError, Page, Parameters, Visit
from pipelines.site.words import FINDING_REASONS, RULES, word

_COUNTS = """
    count(*) filter (finding) as findings, count(*) filter (not finding) as no_finding,
    count(*) filter (finding is null) as not_told
"""

_RULES = f"""
    select rules.*, year, findings, no_finding, not_told
    from rules
    left join (
        select rule, year, {_COUNTS} from program_findings
        where origin = 'computed' and year = $year group by all
    ) using (rule)
    order by rule_year desc, findings desc, rule
"""

_BY_YEAR = """
    select rule, {counts} from program_findings where origin = $origin group by rule order by rule
"""

_IN_YEAR = 'count(*) filter (finding and year = {year}) as "{year}"'

_OF_RULE = f"""
    select year, origin, {_COUNTS} from program_findings where rule = $rule group by all order by year, origin
"""

_PROGRAMS = """
    select program_key, year, coalesce(names.program_name, dim_program.program_name) as program_name,
        coalesce(names.ministry, dim_program.ministry) as ministry, value, limit_value, rule_year,
        rule, sentence
    from program_findings
    left join program_names as names using (program_key, year)
    left join dim_program using (program_key)
    where rule = $rule and origin = $origin and finding
    order by year desc, program_name
"""

_REASONS = """
    select reason, year, count(*) as programs from program_findings
    where rule = $rule and finding is null group by all order by year desc, programs desc
"""

FIGURES = {
    "execution_of_initial": "execution_rate",
    "execution_of_final": "final_budget_clp",
    "highest_execution_of_three_years": "execution_rate",
    "administrative_share": "administrative_share",
    "spending_per_beneficiary_departure": "spending_per_beneficiary_departure",
    "coverage": "coverage_pct",
}
"""The column of program_year that a rule's quantity is, or that leads nearest to it."""

FINDING_COLOURS = ("#c8553d", "#a9c8e4", "#e3e3e3")


def findings(visit: Visit) -> Content:
    """The rules with their limits and counts, by year, and apart what the state's evaluators say."""
    _ = visit.text
    years = years_of(visit)
    blocks = [_rules(visit, years[0] if years else None)]
    computed = _by_year(visit, "computed", "por-ano", _("Findings by year"))
    published = _by_year(visit, "published", "publicados", _("What the state's evaluators say"))
    published = replace(
        published,
        note=published.note
        + " "
        + _(
            "Verdicts of the evaluation pages that the state publishes since 2022, as printed. They are not"
            " computed here, and are not added to the counts above."
        ),
        when_empty=_("This release has no evaluation pages."),
    )
    return Content(_("Findings by the official rules"), (*blocks, computed, published))


def finding(visit: Visit, rule: str) -> Content:
    """One rule: its limit, its counts by year, and the programmes with the finding."""
    _ = visit.text
    limits = [
        row | {"source": source(visit, row["source"])}
        for row in visit.rows("from rules where rule = $rule order by rule_year desc", rule=rule)
    ]
    counts = _of_rule(visit, rule)
    if not limits and not counts.rows:
        raise NoSuchPageError(_("There is no such rule."))
    quantity = limits[0]["quantity"] if limits else ""
    blocks = [counts, _programs(visit, rule, quantity, "computed")] if limits else [counts]
    if any(row["origin"] == "published" for row in counts.rows):
        blocks.append(_programs(visit, rule, quantity, "published"))
    if any(row["not_told"] for row in counts.rows):
        blocks.append(_not_told(visit, rule))
    kind = _kind(quantity)
    return Content(word(visit, RULES, rule) or rule, blocks, {"limits": limits, "kind": kind, "rule": rule})


def _rules(visit: Visit, year: int | None) -> Block:
    _ = visit.text
    return Block(
        visit.release,
        "reglas",
        _("The rules and what they find in {year}").format(year=year or "—"),
        _RULES,
        {"year": year},
        columns=(
            _rule(visit),
            Column("limit_value", _("Limit"), "share", say=lambda limit: _limit(visit, limit)),
            Column("findings", _("With the finding"), "count"),
            Column("no_finding", _("Without it"), "count"),
            Column("not_told", _("Cannot be told"), "count"),
            Column("rule_year", _("Year of the rule"), "year"),
            Column("source", _("Source"), say=lambda text: source(visit, text)),
        ),
        chart=lambda rows: bars(
            [row | {"text": word(visit, RULES, row["rule"])} for row in rows],
            "text",
            _("Rule"),
            {
                "findings": _("With the finding"),
                "no_finding": _("Without it"),
                "not_told": _("Cannot be told"),
            },
            _("Programmes"),
            is_stacked=True,
            is_lying=True,
            colours=FINDING_COLOURS,
        ),
        note=_(
            "The rules are those by which the state reads the figures; here they are applied to what the"
            " reports print. A finding is no proof of a fault: it is a reason to look."
        ),
    )


def source(visit: Visit, text: str) -> str:
    """Where a rule comes from; what is printed as such, in the reader's language where it is known."""
    _ = visit.text
    start = "Official reading of the figures, rules of "
    if text.startswith(start):
        return _("Official reading of the figures, rules of {year}").format(year=text.removeprefix(start))
    return text


def _by_year(visit: Visit, origin: str, name: str, heading: str) -> Block:
    _ = visit.text
    found = visit.rows(
        "select distinct year from program_findings where origin = $origin order by year", origin=origin
    )
    years = [row["year"] for row in found]
    return Block(
        visit.release,
        name,
        heading,
        _BY_YEAR.format(counts=", ".join(_IN_YEAR.format(year=year) for year in years) or "count(*)"),
        {"origin": origin},
        columns=(_rule(visit), *(Column(str(year), str(year), "count") for year in years)),
        note=_(
            "Programmes with the finding; the page of a rule says of how many, and where it cannot be told."
        ),
    )


def _of_rule(visit: Visit, rule: str) -> Block:
    _ = visit.text
    origins = {"computed": _("computed here"), "published": _("published by the evaluators")}

    return Block(
        visit.release,
        "por-ano",
        _("By year"),
        _OF_RULE,
        {"rule": rule},
        columns=(
            Column("year", _("Year"), "year"),
            *_counts(visit),
            Column("origin", _("Origin"), say=origins.get),
        ),
        chart=lambda rows: bars(
            rows,
            "year",
            _("Year"),
            {
                "findings": _("With the finding"),
                "no_finding": _("Without it"),
                "not_told": _("Cannot be told"),
            },
            _("Programmes"),
            is_stacked=True,
            colours=FINDING_COLOURS,
        ),
    )


def _programs(visit: Visit, rule: str, quantity: str, origin: str) -> Block:
    _ = visit.text
    is_computed = origin == "computed"

    def link(row: Row) -> str:
        if is_computed and quantity in FIGURES:
            return figure_path(visit, row["program_key"], row["year"], "program_year", FIGURES[quantity])
        return year_path(row["program_key"], row["year"])

    kind = _kind(quantity)
    value = (
        Column("value", _("Value"), kind, link=link),
        Column("limit_value", _("Limit"), kind),
    )
    return Block(
        visit.release,
        "programas" if is_computed else "veredictos",
        _("Programmes with the finding") if is_computed else _("Where the state's evaluators say so"),
        _PROGRAMS,
        {"rule": rule, "origin": origin},
        columns=(
            programme(visit),
            Column("ministry", _("Ministry")),
            Column("year", _("Year"), "year", link=lambda row: year_path(row["program_key"], row["year"])),
            *(value if is_computed else (Column("sentence", _("In the words of the evaluators")),)),
        ),
        when_empty=_("No programme has it."),
    )


def _not_told(visit: Visit, rule: str) -> Block:
    _ = visit.text
    return Block(
        visit.release,
        "no-se-sabe",
        _("Why it cannot be told"),
        _REASONS,
        {"rule": rule},
        columns=(
            Column("reason", _("Reason"), say=lambda code: word(visit, FINDING_REASONS, code)),
            Column("year", _("Year"), "year"),
            Column("programs", _("Programmes"), "count"),
        ),
    )


def _rule(visit: Visit) -> Column:
    _ = visit.text
    return Column(
        "rule",
        _("Rule"),
        link=lambda row: f"hallazgos/{row['rule']}/",
        say=lambda code: word(visit, RULES, code),
    )


def _counts(visit: Visit) -> tuple[Column, ...]:
    _ = visit.text
    return (
        Column("findings", _("With the finding"), "count"),
        Column("no_finding", _("Without it"), "count"),
        Column("not_told", _("Cannot be told"), "count"),
    )


def _limit(visit: Visit, limit: float) -> str:
    """A limit of nought is one of a count."""
    return shown(limit, "share" if limit else "count", visit.language)


def _kind(quantity: str) -> Kind:
    """A limit is a part of one, but for indicators, which are counted."""
    return "count" if quantity == "purpose_indicators_worse" else "share"


def _every(release: Release) -> Iterable[Parameters]:
    return release.rows("select rule from rules union select rule from program_findings order by rule")


PAGES = (
    Page("hallazgos/", "findings.html", findings),
    Page("hallazgos/{rule}/", "finding.html", finding, _every),
)
