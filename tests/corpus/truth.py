"""What the warehouse must say about a report, under the contract's names and in whole pesos.

Computed from the model alone. An entry's ``where`` names exactly one row of a fact; a report is
addressed by the programme name it prints and its year. Where the contract leaves a value open, the
truth is silent.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from tests.corpus.blocks import Drawing
from tests.corpus.figures import Figure, figures_of
from tests.corpus.lost import is_left
from tests.corpus.model import Answer, Report
from tests.corpus.truth_checks import reconciliations

Entry = dict[str, dict[str, Any]]
Tables = dict[str, list[Entry]]

PROFILE_TEXTS = (
    "problem",
    "purpose",
    "potential_population_description",
    "targeting_criteria",
    "targeting_guarantee",
    "prioritisation_criteria",
    "strategy",
)
PROFILE_YES_NO = (
    "covid_changes",
    "social_registry_used",
    "extrabudgetary_received",
    "fet_executed",
    "human_rights_included",
)


def tables_of(report: Report, reports: Sequence[Report], drawing: Drawing) -> Tables:
    """Table → entries for one report of the sample ``reports``."""
    programme = [other for other in reports if _same_programme(report, other)]
    figures = [_as_drawn(figure, report) for figure in figures_of(report)]
    tables: Tables = {
        "program_names": [
            _entry(report, {}, {"ministry": report.ministry, "service": report.service}),
        ],
        "dim_report": [_entry(report, {}, _report_facts(report, drawing))],
        "program_profile": [_entry(report, {}, _profile(report))],
    }
    if report.year == max(other.year for other in programme):
        tables["dim_program"] = [_programme(report, programme)]
    for entry_table, entry in _facts(report, figures):
        tables.setdefault(entry_table, []).append(entry)
    for table, entry in _lists(report):
        tables.setdefault(table, []).append(entry)
    tables["quality.reconciliations"] = [
        _entry(report, {"check_name": name}, {"status": status})
        for name, status in reconciliations(report).items()
    ]
    tables["quality.missing_values"] = [
        _entry(report, _missing_address(figure), {"reason": figure.answer.status})
        for figure in figures
        if figure.value is None and not figure.is_total
    ]
    return tables


def _entry(report: Report, where: dict[str, Any], then: dict[str, Any]) -> Entry:
    return {"where": {"program_name": report.programme, "year": report.year} | where, "then": then}


def _same_programme(report: Report, other: Report) -> bool:
    """The sample has one programme a service, whatever it is called in a year."""
    return other.service == report.service


def _programme(report: Report, programme: Sequence[Report]) -> Entry:
    then = {
        "ministry": report.ministry,
        "service": report.service,
        "start_year": report.start_year,
        "end_year": report.end_year,
        "first_report_year": min(other.year for other in programme),
        "last_report_year": report.year,
        "report_count": len(programme),
    }
    return {"where": {"program_name": report.programme}, "then": then}


def _report_facts(report: Report, drawing: Drawing) -> dict[str, Any]:
    return {
        "closing_date": f"{report.year}-12-31",
        "page_count": drawing.page_count,
        "byte_count": len(drawing.content),
        "unmapped_count": 0,
        "is_sample": True,
    }


def _profile(report: Report) -> dict[str, Any]:
    """Prose as printed, NULL where the report says nothing; yes and no as booleans."""
    answers = report.answers
    texts = {
        name: answers[name].squeezed if answers[name].status == "value" else None for name in PROFILE_TEXTS
    }
    yes_no = {name: _yes(answers[name]) for name in PROFILE_YES_NO}
    execution = answers["execution"]
    third = "terceros" in execution.text if execution.status == "value" else None
    return texts | yes_no | {"executed_by_third_parties": third}


def _yes(answer: Answer) -> bool | None:
    return {"Si": True, "No": False}.get(answer.text)


def _as_drawn(figure: Figure, report: Report) -> Figure:
    """The figure as the drawing leaves it: a text dump loses which column a row's values stood in."""
    if report.producer != "text":
        return figure
    rows: dict[str, list[tuple[Answer, ...]]] = {
        "fct_spending_per_beneficiary": [report.budget.per_beneficiary],
        "fct_indicators": [
            indicator.values
            for indicator in report.indicators
            if indicator.name == figure.grain.get("indicator_name")
        ],
    }
    lost = any(not answer.text for row in rows.get(figure.table, []) for answer in row)
    if figure.table == "fct_spending_per_beneficiary":
        people = report.population
        prints = {1: people.previous_beneficiaries.text, 2: people.beneficiaries.text}
        empty_years = [place for place, text in prints.items() if text == "0"]
        lost = not is_left([answer.text for answer in report.budget.per_beneficiary], empty_years)
    return replace(figure, answer=Answer("", "ambiguous"), beside={}) if lost else figure


def _facts(report: Report, figures: Sequence[Figure]) -> Iterator[tuple[str, Entry]]:
    """One entry for each row of a fact, what is missing in it NULL."""
    rows: dict[str, tuple[str, Entry]] = {}
    for figure in figures:
        if figure.is_total:
            continue
        key = f"{figure.table} {figure.grain}"
        _, entry = rows.setdefault(key, (figure.table, _entry(report, dict(figure.grain), {})))
        entry["then"][figure.column] = figure.value
        if figure.value is not None:
            entry["then"] |= figure.beside
    for table, entry in rows.values():
        if table == "fct_beneficiaries":
            entry["then"] |= _coverage(entry["then"])
        yield table, entry


def _coverage(then: dict[str, Any]) -> dict[str, float]:
    """Coverage recomputed, in percent; the sample's populations divide without a rest."""
    target, beneficiaries = then["target_population"], then["beneficiaries"]
    if not target or beneficiaries is None:
        return {}
    return {"coverage_pct": float(Decimal(100 * beneficiaries) / target)}


def _lists(report: Report) -> Iterator[tuple[str, Entry]]:
    for part in report.components:
        where = {"component_name": part.name}
        yield "dim_component", _entry(report, where, {"component_type": part.type})
    for item_no, executor in enumerate(report.executors, start=1):
        yield "program_executors", _entry(report, {"item_no": item_no}, {"executor_type": executor})
    approach = report.answers["human_rights_approaches"]
    if approach.status == "value" and approach.text:
        yield "program_approaches", _entry(report, {"item_no": 1}, {"approach": approach.squeezed})
    for indicator in report.indicators:
        then: dict[str, Any] = {"formula": indicator.formula}
        if report.producer != "text" or all(value.text for value in indicator.values):
            then["unit"] = indicator.unit
        if indicator.methodology.status == "value":
            then["methodology"] = indicator.methodology.squeezed
        named = {"scope": indicator.scope, "indicator_name": indicator.name}
        yield "dim_indicator", _entry(report, named, then)
    for goal in report.goals:
        target = {"sdg_number": goal.number, "target_code": goal.target_code}
        yield "program_sdg", _entry(report, target, {"target_text": goal.target_text})


def _missing_address(figure: Figure) -> dict[str, Any]:
    return {
        "table_name": figure.table,
        "column_name": figure.column,
        "item": figure.item,
    }
