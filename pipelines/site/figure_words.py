"""What figures, their items and their units are called, in English; ``visit.text`` translates."""

from collections.abc import Mapping
from typing import Any

from pipelines.site.formats import Kind, shown
from pipelines.site.visit import Visit
from pipelines.site.words import (
    COVERAGE_BANDS,
    EXECUTION_BANDS,
    SCOPES,
    SPENDING_PER_BENEFICIARY_BANDS,
    Words,
    word,
)


def _(text: str) -> str:
    """Mark a text for the catalogue."""
    return text


FIGURES: Words = {
    "fct_spending.initial_budget_clp": _("Initial budget"),
    "fct_spending.final_budget_clp": _("Final budget"),
    "fct_spending.next_year_initial_budget_clp": _("Initial budget of the next year"),
    "fct_spending.executed_clp": _("Executed spending"),
    "fct_spending.extrabudgetary_clp": _("Extra-budgetary spending"),
    "fct_spending.total_executed_clp": _("Total executed"),
    "fct_spending.component_spending_clp": _("Spending on components"),
    "fct_spending.administrative_spending_clp": _("Administrative spending"),
    "fct_spending.extrabudgetary_administrative_clp": _("Extra-budgetary administrative spending"),
    "fct_spending.fet_clp": _("Executed from the emergency fund (FET)"),
    "fct_spending.special_funds_clp": _("Executed from special funds of the treasury"),
    "fct_beneficiaries.unit_of_measure": _("Unit of measure"),
    "fct_beneficiaries.potential_population": _("Potential population"),
    "fct_beneficiaries.target_population": _("Target population"),
    "fct_beneficiaries.beneficiaries": _("Beneficiaries"),
    "fct_beneficiaries.coverage_pct": _("Coverage, recomputed"),
    "fct_beneficiaries.printed_coverage": _("Coverage as printed"),
    "fct_beneficiaries.previous_year_target_population": _("Target population of the year before"),
    "fct_beneficiaries.previous_year_beneficiaries": _("Beneficiaries of the year before"),
    "fct_beneficiaries.previous_year_printed_coverage": _("Coverage of the year before, as printed"),
    "fct_beneficiaries_by_region.beneficiaries": _("Beneficiaries of the region"),
    "fct_beneficiaries_by_area.beneficiaries": _("Beneficiaries of the area"),
    "fct_beneficiaries_by_flow.beneficiaries": _("Beneficiaries by entry and exit"),
    "fct_components.component_type": _("Kind of component"),
    "fct_components.description": _("Description of the component"),
    "fct_components.quantity": _("Quantity produced"),
    "fct_components.unit_of_measure": _("Unit of measure of the component"),
    "fct_components.spending_clp": _("Spending on the component"),
    "fct_components.spending_detail": _("What was spent on the component"),
    "fct_components.unit_cost_clp": _("Unit cost of the component"),
    "fct_spending_by_region.spending_clp": _("Spending in the region"),
    "fct_spending_by_region.printed_value": _("Spending in the region, as printed"),
    "fct_spending_by_region_component.spending_clp": _("Spending on the component in the region"),
    "fct_spending_per_beneficiary.printed_clp": _("Spending per beneficiary, as printed"),
    "fct_spending_per_beneficiary.nominal_clp": _("Spending per beneficiary, nominal"),
    "fct_spending_per_beneficiary.price_base_year": _("Year of the prices of spending per beneficiary"),
    "fct_indicators.effective": _("Indicator, achieved"),
    "fct_indicators.estimated": _("Indicator, estimated"),
    "fct_indicators.effective_current": _("Indicator, achieved in the year"),
    "fct_indicators.estimated_current": _("Indicator, estimated for the year"),
    "fct_indicators.effective_previous": _("Indicator, achieved in the year before"),
    "fct_indicators.estimated_next": _("Indicator, estimated for the next year"),
    "fct_extrabudgetary.amount_clp": _("Extra-budgetary spending by source"),
    "fct_extrabudgetary.source_name": _("Source of extra-budgetary money"),
    "fct_extrabudgetary.origin": _("Origin of extra-budgetary money"),
    "program_executors.executor_name": _("Executor"),
    "program_executors.executor_type": _("Kind of executor"),
    "program_complementarities.complementary_program": _("Complementary programme"),
    "program_complementarities.complementary_service": _("Service of the complementary programme"),
    "program_evaluations.evaluation_name": _("Evaluation"),
    "program_evaluations.end_year": _("Year in which the evaluation ended"),
    "program_evaluations.institution": _("Who evaluated"),
    "program_year.initial_budget_real_clp": _("Initial budget, real"),
    "program_year.executed_real_clp": _("Executed spending, real"),
    "program_year.total_executed_real_clp": _("Total executed, real"),
    "program_year.execution_rate": _("Execution of the initial budget"),
    "program_year.execution_band": _("Execution, official reading"),
    "program_year.administrative_share": _("Share of administrative spending"),
    "program_year.rank_in_ministry": _("Place in the ministry, by executed spending"),
    "program_year.programs_ranked": _("Programmes of the ministry that are ranked"),
    "program_year.coverage_band": _("Coverage, official reading"),
    "program_year.spending_per_beneficiary_clp": _("Spending per beneficiary"),
    "program_year.spending_per_beneficiary_real_clp": _("Spending per beneficiary, real"),
    "program_year.spending_per_beneficiary_change": _("Real change of spending per beneficiary"),
    "program_year.spending_per_beneficiary_departure": _(
        "Spending per beneficiary against the mean of the two years before"
    ),
    "program_year.spending_per_beneficiary_band": _("Spending per beneficiary, official reading"),
    "program_year.execution_rule_year": _("Execution: year of the rule"),
    "program_year.coverage_rule_year": _("Coverage: year of the rule"),
    "program_year.spending_per_beneficiary_rule_year": _("Spending per beneficiary: year of the rule"),
    "program_year.purpose_indicator_count": _("Purpose indicators"),
    "program_year.complementary_indicator_count": _("Complementary indicators"),
    "program_year.indicators_compared": _("Indicators compared with the year before"),
    "program_year.indicators_improved": _("Indicators that improved"),
    "program_year.indicators_worsened": _("Indicators that got worse"),
    "program_year.years_since_start": _("Years since the start"),
    "program_year.failed_checks": _("Checks that do not close"),
    "program_year.restated_by": _("Years of later reports that print another value"),
}
"""By table and column."""

LINES: Words = {
    "partida": _("Partida"),
    "capitulo": _("Capítulo"),
    "programa": _("Programa"),
    "subtitulo": _("Subtítulo"),
    "subtitulo_name": _("Name of the subtítulo"),
    "item": _("Ítem"),
    "asignacion": _("Asignación"),
    "spending_clp": _("Spending"),
}
"""Columns of fct_budget_lines and fct_administrative_lines."""

TABLES: Words = {
    "fct_spending": _("Money"),
    "fct_beneficiaries": _("People"),
    "fct_beneficiaries_by_region": _("Beneficiaries by region"),
    "fct_beneficiaries_by_area": _("Beneficiaries by area"),
    "fct_beneficiaries_by_flow": _("Beneficiaries by entry and exit"),
    "fct_components": _("Components"),
    "fct_spending_by_region": _("Spending by region"),
    "fct_spending_by_region_component": _("Spending by region and component"),
    "fct_spending_per_beneficiary": _("Spending per beneficiary"),
    "fct_indicators": _("Indicators"),
    "fct_budget_lines": _("Budget lines"),
    "fct_administrative_lines": _("Administrative lines"),
    "fct_extrabudgetary": _("Extra-budgetary money"),
    "program_executors": _("Executors"),
    "program_complementarities": _("Complementary programmes"),
    "program_evaluations": _("Evaluations"),
    "program_year": _("Computed from these figures"),
}
"""Tables that have figures."""

UNITS: Words = {
    "pesos": _("pesos"),
    "percent": _("percent"),
    "number": _("number"),
    "thousands of pesos": _("thousands of pesos"),
    "millions of pesos": _("millions of pesos"),
}
"""Units of an explained figure; others are words of the report."""

_ENTRIES: Words = {
    "before_year": _("entered before the year"),
    "during_year": _("entered during the year"),
    "total": _("all entries"),
}
_EXITS: Words = {
    "during_year": _("left during the year"),
    "after_year": _("leave after the year"),
    "other": _("left otherwise"),
    "total": _("all exits"),
}

TOTAL = _("total")
NONE = _("none")

_NUMBERED = ("fct_budget_lines", "fct_administrative_lines")


def figure_words(visit: Visit, table: str, column: str) -> str:
    """What a column of ``table`` is called."""
    if table in _NUMBERED and column in LINES:
        return f"{visit.text(TABLES[table])}: {visit.text(LINES[column])}"
    return word(visit, FIGURES, f"{table}.{column}") or column


def item_words(visit: Visit, table: str, item: str | None, item_name: str | None = None) -> str | None:
    """What an item of ``table`` is called; ``item_name`` is its name where the item is a code."""
    if item is None:
        return None
    if table == "fct_indicators":
        scope, _slash, name = item.partition("/")
        return f"{name} ({word(visit, SCOPES, scope)})" if name else item
    if table == "fct_beneficiaries_by_flow":
        entry, _slash, leaving = item.partition("/")
        return f"{word(visit, _ENTRIES, entry)}, {word(visit, _EXITS, leaving)}"
    if item == "total":
        return visit.text(TOTAL)
    return item_name or item


def kind_of(table: str, column: str) -> Kind:
    """How the values of a column of a fact or of ``program_year`` are shown."""
    if column.endswith("_clp"):
        return "money"
    if column in _SHARES:
        return "share"
    if column.endswith(("coverage_pct", "printed_coverage")):
        return "percent"
    if column.endswith("_year"):
        return "year"
    return "number" if table != "fct_beneficiaries" else "count"


_SHARES = {
    "execution_rate",
    "administrative_share",
    "spending_per_beneficiary_change",
    "spending_per_beneficiary_departure",
}


def computed_value(visit: Visit, column: str, value: Any) -> str:
    """A value of ``program_year`` as the page shows it: its words where it is a code."""
    if isinstance(value, str) and column in _CODES:
        return str(word(visit, _CODES[column], value))
    if isinstance(value, list):
        texts = _claims(visit) if column == "failed_checks" else {}
        return "; ".join(texts.get(str(one), str(one)) for one in value) or visit.text(NONE)
    return shown(value, kind_of("program_year", column), visit.language)


def _claims(visit: Visit) -> dict[str, str]:
    """What each check claims."""
    return {row["check_name"]: visit.text(row["claim"]) for row in visit.rows("from checks")}


_CODES: Mapping[str, Words] = {
    "execution_band": EXECUTION_BANDS,
    "coverage_band": COVERAGE_BANDS,
    "spending_per_beneficiary_band": SPENDING_PER_BENEFICIARY_BANDS,
}
