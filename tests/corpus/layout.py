"""A report as the form's blocks, sections 0 to 4: title, background, population, strategy."""

from tests.corpus.blocks import Block, Row
from tests.corpus.labels import Labels
from tests.corpus.layout_figures import budget, closing_sections, indicators
from tests.corpus.model import Answer, Report
from tests.corpus.sheet import Sheet


def lay_out(report: Report) -> list[Block]:
    """Every block of the report, in the order of the real form."""
    sheet = Sheet(Labels(report.year, report.stale_labels))
    _title_block(sheet, report)
    _background(sheet, report)
    _population(sheet, report)
    _strategy(sheet, report)
    budget(sheet, report)
    indicators(sheet, report)
    closing_sections(sheet, report)
    return sheet.blocks


def _title_block(sheet: Sheet, report: Report) -> None:
    title, closing = sheet.labels.title_lines()
    sheet.title("title", title)
    sheet.title("closing", closing)
    sheet.title("program_name", report.programme)
    sheet.title("ministry", report.ministry)
    sheet.title("service", report.service)
    sheet.field("start_year", Answer(str(report.start_year)))
    sheet.field("end_year", Answer(str(report.end_year)))


def _background(sheet: Sheet, report: Report) -> None:
    sheet.heading("1")
    for name in (
        "form_type",
        "comparable_years",
        "ex_ante_rating",
        "responsible_unit",
        "website",
        "manager_name",
        "manager_position",
        "counterpart_name",
        "counterpart_position",
        "strategic_objective",
    ):
        sheet.field(name, report.answers[name])
    sheet.field("system_membership", report.answers["system_membership"], own_line=True)
    sheet.heading("2")
    sheet.field("problem", report.answers["problem"])
    sheet.field("purpose", report.answers["purpose"])
    sheet.heading("2.1")
    sheet.body("previous_evaluations", report.answers["previous_evaluations"])


def _population(sheet: Sheet, report: Report) -> None:
    population = report.population
    sheet.heading("3")
    sheet.heading("3.1")
    sheet.field("potential_population_description", report.answers["potential_population_description"])
    sheet.field("potential_population", population.potential)
    sheet.field("potential_population_source", report.answers["potential_population_source"])
    sheet.field("unit_of_measure", report.answers["unit_of_measure"])
    sheet.heading("3.2")
    sheet.field("targeting_criteria", report.answers["targeting_criteria"])
    sheet.field("target_population", population.target)
    sheet.heading("3.3")
    for name in ("prioritisation_method", "targeting_guarantee", "prioritisation_criteria"):
        sheet.field(name, report.answers[name])
    sheet.field("social_registry_used", report.answers["social_registry_used"])
    sheet.field("beneficiaries", population.beneficiaries)
    sheet.table("flow", [sheet.fixed_row("flow", entry, row) for entry, row in report.flow.items()])
    _regional_beneficiaries(sheet, report)
    sheet.field("no_regional_breakdown", report.answers["no_regional_breakdown"])
    sheet.field("territorial_breakdown", report.answers["territorial_breakdown"])
    if report.areas:
        areas = [(Answer(area), reached) for area, reached in report.areas.items()]
        sheet.listed("territorial_beneficiaries", areas)
    pairs = {
        "target_population": (population.previous_target, population.target),
        "beneficiaries": (population.previous_beneficiaries, population.beneficiaries),
        "coverage": (population.previous_coverage, population.coverage),
    }
    sheet.table("coverage", [sheet.fixed_row("coverage", row, pair) for row, pair in pairs.items()])


def _regional_beneficiaries(sheet: Sheet, report: Report) -> None:
    rows: list[Row] = [
        sheet.open_row("regional_beneficiaries", row_no, (Answer(region), beneficiaries))
        for row_no, (region, beneficiaries) in enumerate(report.regional_beneficiaries.items(), start=1)
    ]
    if rows:
        sheet.table("regional_beneficiaries", rows)
        sheet.field("regional_beneficiaries_note", report.answers["regional_beneficiaries_note"])


def _strategy(sheet: Sheet, report: Report) -> None:
    sheet.heading("4")
    sheet.field("component_count", Answer(f"{len(report.components)} componentes."))
    for row_no, component in enumerate(report.components, start=1):
        name_and_type = Answer(f"{component.name}\n{component.type}")
        row = sheet.open_row("components", row_no, (name_and_type, component.description))
        sheet.table("components", [row])
        quantity = component.production
        produced = Answer(f"{quantity.text} {component.production_unit}".strip(), quantity.status)
        sheet.field("production", produced, row_no=row_no)
    sheet.field("strategy", report.answers["strategy"])
    sheet.field("covid_changes", report.answers["covid_changes"])
    sheet.heading("4.2")
    sheet.field("execution", report.answers["execution"])
    if report.executors:
        rows = [
            sheet.open_row("executors", row_no, (Answer(executor),))
            for row_no, executor in enumerate(report.executors, start=1)
        ]
        sheet.table("executors", rows)
