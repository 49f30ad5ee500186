"""A report as the form's blocks, sections 5 to 8: budget, indicators, other attributes, observations."""

from collections.abc import Iterable

from tests.corpus.blocks import Cell, Row
from tests.corpus.model import NOT_REPORTED, Answer, BudgetLine, Indicator, Report
from tests.corpus.sheet import Sheet


def budget(sheet: Sheet, report: Report) -> None:
    """Section 5: budget law, spending by classification, component, region, administration, summary."""
    money, answers = report.budget, report.answers
    executed, administrative = Answer.of(money.executed_total), _administrative(report)
    sheet.heading("5")
    code = tuple(Answer(part) for part in money.code)
    sheet.table("budget_programs", [sheet.open_row("budget_programs", 1, code)])
    sheet.field("initial_budget", money.initial)
    sheet.field("final_budget", money.final)
    sheet.field("next_initial_budget", money.next_initial)
    sheet.heading("5.2")
    sheet.table("total_spending", _budget_rows(sheet, "total_spending", money.executed))
    sheet.field("total_spending_total", executed)
    sheet.heading("5.3")
    sheet.field("extrabudgetary_received", answers["extrabudgetary_received"])
    if money.givers:
        sources = [(Answer(one.name), Answer(one.origin), one.amount) for one in money.givers]
        sheet.listed("extrabudgetary_sources", sources)
    sheet.heading("5.4")
    for fund, amount in (("fet", money.fet), ("special_funds", money.special_funds)):
        sheet.field(f"{fund}_executed", answers[f"{fund}_executed"])
        if amount is not None:
            sheet.field(f"{fund}_amount", amount)
    sheet.heading("5.5")
    _component_spending(sheet, report)
    sheet.heading("5.6")
    _regional_spending(sheet, report)
    sheet.heading("5.7")
    rows = _budget_rows(sheet, "administrative_spending", money.administrative)
    rows.append(sheet.subtotal_row("administrative_spending", administrative))
    sheet.table("administrative_spending", rows)
    sheet.field("extrabudgetary_administrative", answers["extrabudgetary_administrative"])
    sheet.field("administrative_total", administrative)
    sheet.field("administrative_detail", answers["administrative_detail"])
    _summary(sheet, report)


def _administrative(report: Report) -> Answer:
    """The administrative total; without a single line the form prints that nothing was reported."""
    return Answer.of(report.budget.administrative_total if report.budget.administrative else NOT_REPORTED)


def _budget_rows(sheet: Sheet, table: str, lines: Iterable[BudgetLine]) -> list[Row]:
    return [
        sheet.open_row(
            table,
            row_no,
            (
                Answer(line.partida),
                Answer(line.capitulo),
                Answer(line.programa),
                Answer(line.item),
                Answer(line.asignacion),
                Answer(line.subtitulo),
                line.spending,
            ),
        )
        for row_no, line in enumerate(lines, start=1)
    ]


def _component_spending(sheet: Sheet, report: Report) -> None:
    rows = [
        sheet.open_row("component_spending", row_no, (Answer(part.name), part.spending, part.detail))
        for row_no, part in enumerate(report.components, start=1)
    ]
    sheet.table("component_spending", rows)
    sheet.field("component_spending_total", Answer.of(report.component_spending))


def _regional_spending(sheet: Sheet, report: Report) -> None:
    """A column for all, and before it one for each component where the report breaks regions down."""
    money, table = report.budget, "regional_spending"
    broken_down = report.components if money.by_component else ()
    region, spending = sheet.labels.headers(table).items()
    names = [(f"component_{number}", part.name) for number, part in enumerate(broken_down, start=1)]
    columns = dict([region, *names, spending])
    rows = [
        sheet.open_row(table, row_no, (Answer(region), *money.by_component.get(region, ()), total), columns)
        for row_no, (region, total) in enumerate(money.regional.items(), start=1)
    ]
    totals = (*(part.spending for part in broken_down), Answer.of(report.component_spending))
    rows.append(sheet.fixed_row(table, "total", totals, columns))
    sheet.table(table, rows, columns)


def _summary(sheet: Sheet, report: Report) -> None:
    money = report.budget
    components = report.component_spending
    sheet.heading("5.8")
    sheet.field("summary_executed", Answer.of(money.executed_total))
    sheet.field("summary_extrabudgetary", money.extrabudgetary)
    extra = int(money.extrabudgetary.number or 0)
    sheet.field("summary_total_ab", Answer.of(money.executed_total + extra))
    sheet.field("summary_components", Answer.of(components))
    sheet.field("summary_administrative", _administrative(report))
    sheet.field("summary_total_cd", Answer.of(components + money.administrative_total))
    row = sheet.fixed_row("spending_per_beneficiary", "executed_budget", money.per_beneficiary)
    sheet.table("spending_per_beneficiary", [row])


def indicators(sheet: Sheet, report: Report) -> None:
    """Section 6. A table without indicators still prints its header and the methodology's label."""
    sheet.heading("6")
    for section, scope in (("6.1", "purpose"), ("6.2", "complementary")):
        table = f"{scope}_indicators"
        sheet.heading(section)
        chosen = [indicator for indicator in report.indicators if indicator.scope == scope]
        rows = [_indicator_row(sheet, table, number, one) for number, one in enumerate(chosen, start=1)]
        sheet.table(table, rows or [_empty_indicator_row(sheet, table)])
        sheet.field(f"{table}_evidence", report.answers[f"{table}_evidence"])


def _formula_cell(sheet: Sheet, table: str, row_no: int, formula: Answer, methodology: Answer) -> Cell:
    """Formula and methodology share a cell, the methodology behind a label of its own."""
    label = sheet.labels.row(table, "methodology")
    first = sheet.cell(table, row_no, "formula", formula)
    second = sheet.cell(table, row_no, "methodology", methodology)
    lines = (*(line for line in first.lines if line), f"{label} {methodology.text}".strip())
    return Cell(lines, first.pieces + second.pieces)


def _indicator_row(sheet: Sheet, table: str, row_no: int, indicator: Indicator) -> Row:
    name = sheet.cell(table, row_no, "indicator_name", Answer(indicator.name))
    formula = _formula_cell(sheet, table, row_no, Answer(indicator.formula), indicator.methodology)
    columns = [column for column in sheet.labels.headers(table) if column.startswith(("eff", "est"))]
    values = (
        sheet.cell(table, row_no, column, value)
        for column, value in zip(columns, indicator.values, strict=True)
    )
    return (name, formula, *values)


def _empty_indicator_row(sheet: Sheet, table: str) -> Row:
    """No indicator, so no row of the table: only the methodology's label stands in a frame."""
    label = sheet.label_cell(table, "methodology")
    empty = [Cell(("",), ()) for _ in sheet.labels.headers(table)]
    return (empty[0], label, *empty[2:])


def closing_sections(sheet: Sheet, report: Report) -> None:
    """Sections 7 and 8."""
    answers = report.answers
    sheet.heading("7")
    sheet.heading("7.1")
    sheet.field("human_rights_included", answers["human_rights_included"], own_line=True)
    if answers["human_rights_approaches"].text:
        sheet.field("human_rights_approaches", answers["human_rights_approaches"], own_line=True)
    sheet.heading("7.2")
    if report.goals:
        rows = [
            sheet.open_row(
                "sdg",
                row_no,
                (Answer(f"{goal.number}. {goal.name}"), Answer(f"{goal.target_code} {goal.target_text}")),
            )
            for row_no, goal in enumerate(report.goals, start=1)
        ]
        sheet.table("sdg", rows)
    sheet.field("sdg_contribution", answers["sdg_contribution"])
    sheet.heading("7.3")
    sheet.body("multidimensional_poverty", answers["multidimensional_poverty"])
    sheet.field("income_poverty_contribution", answers["income_poverty_contribution"])
    observations = ("design", "population", "strategy", "indicators", "budget", "other")
    sheet.heading("8")
    for number, subject in enumerate(observations, start=1):
        sheet.heading(f"8.{number}")
        sheet.field(f"observations_{subject}", answers[f"observations_{subject}"])
