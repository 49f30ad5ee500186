"""What figures, their items and their units are called, in English; ``visit.text`` translates."""

from collections.abc import Mapping
from typing import Any

from pipelines.language import N_
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

FIGURES: Words = {
    "fct_spending.initial_budget_clp": N_("Initial budget"),
    "fct_spending.final_budget_clp": N_("Final budget"),
    "fct_spending.next_year_initial_budget_clp": N_("Initial budget of the next year"),
    "fct_spending.executed_clp": N_("Executed spending"),
    "fct_spending.extrabudgetary_clp": N_("Extra-budgetary spending"),
    "fct_spending.total_executed_clp": N_("Total executed"),
    "fct_spending.component_spending_clp": N_("Spending on components"),
    "fct_spending.administrative_spending_clp": N_("Administrative spending"),
    "fct_spending.extrabudgetary_administrative_clp": N_("Extra-budgetary administrative spending"),
    "fct_spending.fet_clp": N_("Executed from the emergency fund (FET)"),
    "fct_spending.special_funds_clp": N_("Executed from special funds of the treasury"),
    "fct_beneficiaries.unit_of_measure": N_("Unit of measure"),
    "fct_beneficiaries.potential_population": N_("Potential population"),
    "fct_beneficiaries.target_population": N_("Target population"),
    "fct_beneficiaries.beneficiaries": N_("Beneficiaries"),
    "fct_beneficiaries.coverage_pct": N_("Coverage, recomputed"),
    "fct_beneficiaries.printed_coverage": N_("Coverage as printed"),
    "fct_beneficiaries.previous_year_target_population": N_("Target population of the year before"),
    "fct_beneficiaries.previous_year_beneficiaries": N_("Beneficiaries of the year before"),
    "fct_beneficiaries.previous_year_printed_coverage": N_("Coverage of the year before, as printed"),
    "fct_beneficiaries_by_region.beneficiaries": N_("Beneficiaries of the region"),
    "fct_beneficiaries_by_area.beneficiaries": N_("Beneficiaries of the area"),
    "fct_beneficiaries_by_flow.beneficiaries": N_("Beneficiaries by entry and exit"),
    "fct_components.component_type": N_("Kind of component"),
    "fct_components.description": N_("Description of the component"),
    "fct_components.quantity": N_("Quantity produced"),
    "fct_components.unit_of_measure": N_("Unit of measure of the component"),
    "fct_components.spending_clp": N_("Spending on the component"),
    "fct_components.spending_detail": N_("What was spent on the component"),
    "fct_components.unit_cost_clp": N_("Unit cost of the component"),
    "fct_spending_by_region.spending_clp": N_("Spending in the region"),
    "fct_spending_by_region.printed_value": N_("Spending in the region, as printed"),
    "fct_spending_by_region_component.spending_clp": N_("Spending on the component in the region"),
    "fct_spending_per_beneficiary.printed_clp": N_("Spending per beneficiary, as printed"),
    "fct_spending_per_beneficiary.nominal_clp": N_("Spending per beneficiary, nominal"),
    "fct_spending_per_beneficiary.price_base_year": N_("Year of the prices of spending per beneficiary"),
    "fct_indicators.effective": N_("Indicator, achieved"),
    "fct_indicators.estimated": N_("Indicator, estimated"),
    "fct_indicators.effective_current": N_("Indicator, achieved in the year"),
    "fct_indicators.estimated_current": N_("Indicator, estimated for the year"),
    "fct_indicators.effective_previous": N_("Indicator, achieved in the year before"),
    "fct_indicators.estimated_next": N_("Indicator, estimated for the next year"),
    "fct_extrabudgetary.amount_clp": N_("Extra-budgetary spending by source"),
    "fct_extrabudgetary.source_name": N_("Source of extra-budgetary money"),
    "fct_extrabudgetary.origin": N_("Origin of extra-budgetary money"),
    "program_executors.executor_name": N_("Executor"),
    "program_executors.executor_type": N_("Kind of executor"),
    "program_complementarities.complementary_program": N_("Complementary programme"),
    "program_complementarities.complementary_service": N_("Service of the complementary programme"),
    "program_evaluations.evaluation_name": N_("Evaluation"),
    "program_evaluations.end_year": N_("Year in which the evaluation ended"),
    "program_evaluations.institution": N_("Who evaluated"),
    "program_year.initial_budget_real_clp": N_("Initial budget, real"),
    "program_year.executed_real_clp": N_("Executed spending, real"),
    "program_year.total_executed_real_clp": N_("Total executed, real"),
    "program_year.execution_rate": N_("Execution of the initial budget"),
    "program_year.execution_band": N_("Execution, official reading"),
    "program_year.administrative_share": N_("Share of administrative spending"),
    "program_year.rank_in_ministry": N_("Place in the ministry, by executed spending"),
    "program_year.programs_ranked": N_("Programmes of the ministry that are ranked"),
    "program_year.coverage_band": N_("Coverage, official reading"),
    "program_year.spending_per_beneficiary_clp": N_("Spending per beneficiary"),
    "program_year.spending_per_beneficiary_real_clp": N_("Spending per beneficiary, real"),
    "program_year.spending_per_beneficiary_change": N_("Real change of spending per beneficiary"),
    "program_year.spending_per_beneficiary_departure": N_(
        "Spending per beneficiary against the mean of the two years before"
    ),
    "program_year.spending_per_beneficiary_band": N_("Spending per beneficiary, official reading"),
    "program_year.execution_rule_year": N_("Execution: year of the rule"),
    "program_year.coverage_rule_year": N_("Coverage: year of the rule"),
    "program_year.spending_per_beneficiary_rule_year": N_("Spending per beneficiary: year of the rule"),
    "program_year.purpose_indicator_count": N_("Purpose indicators"),
    "program_year.complementary_indicator_count": N_("Complementary indicators"),
    "program_year.indicators_compared": N_("Indicators compared with the year before"),
    "program_year.indicators_improved": N_("Indicators that improved"),
    "program_year.indicators_worsened": N_("Indicators that got worse"),
    "program_year.years_since_start": N_("Years since the start"),
    "program_year.failed_checks": N_("Checks that do not close"),
    "program_year.restated_by": N_("Years of later reports that print another value"),
}
"""By table and column."""

LINES: Words = {
    "partida": N_("Partida"),
    "capitulo": N_("Capítulo"),
    "programa": N_("Programa"),
    "subtitulo": N_("Subtítulo"),
    "subtitulo_name": N_("Name of the subtítulo"),
    "item": N_("Ítem"),
    "asignacion": N_("Asignación"),
    "spending_clp": N_("Spending"),
}
"""Columns of fct_budget_lines and fct_administrative_lines."""

TABLES: Words = {
    "fct_spending": N_("Money"),
    "fct_beneficiaries": N_("People"),
    "fct_beneficiaries_by_region": N_("Beneficiaries by region"),
    "fct_beneficiaries_by_area": N_("Beneficiaries by area"),
    "fct_beneficiaries_by_flow": N_("Beneficiaries by entry and exit"),
    "fct_components": N_("Components"),
    "fct_spending_by_region": N_("Spending by region"),
    "fct_spending_by_region_component": N_("Spending by region and component"),
    "fct_spending_per_beneficiary": N_("Spending per beneficiary"),
    "fct_indicators": N_("Indicators"),
    "fct_budget_lines": N_("Budget lines"),
    "fct_administrative_lines": N_("Administrative lines"),
    "fct_extrabudgetary": N_("Extra-budgetary money"),
    "program_executors": N_("Executors"),
    "program_complementarities": N_("Complementary programmes"),
    "program_evaluations": N_("Evaluations"),
    "program_year": N_("Computed from these figures"),
}
"""Tables that have figures."""

UNITS: Words = {
    "pesos": N_("pesos"),
    "percent": N_("percent"),
    "number": N_("number"),
    "thousands of pesos": N_("thousands of pesos"),
    "millions of pesos": N_("millions of pesos"),
}
"""Units of an explained figure; others are words of the report."""

_ENTRIES: Words = {
    "before_year": N_("entered before the year"),
    "during_year": N_("entered during the year"),
    "total": N_("all entries"),
}
_EXITS: Words = {
    "during_year": N_("left during the year"),
    "after_year": N_("leave after the year"),
    "other": N_("left otherwise"),
    "total": N_("all exits"),
}

TOTAL = N_("total")
NONE = N_("none")

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
