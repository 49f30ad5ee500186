"""What the codes of the database are called: one list each, in English; ``word`` gives the reader's language.

The codes are those that the tests of the dbt project accept.
"""

from collections.abc import Mapping

from pipelines.site.visit import Visit

Words = Mapping[str, str]


def word(visit: Visit, words: Words, code: str | None) -> str | None:
    """What ``words`` calls ``code``; None for None, and the code itself where the list has none."""
    if code is None:
        return None
    return visit.text(words[code]) if code in words else code.replace("_", " ")


def _(text: str) -> str:
    """Mark a text for the catalogue."""
    return text


EXECUTION_BANDS: Words = {
    "under_execution": _("Under-execution (less than 85 % of the initial budget)"),
    "in_range": _("In range (85 % to 110 % of the initial budget)"),
    "over_execution": _("Over-execution (more than 110 % of the initial budget)"),
}
"""program_year.execution_band."""

COVERAGE_BANDS: Words = {
    "low": _("Low (less than 10 % of the target population)"),
    "in_range": _("In range (10 % to 100 % of the target population)"),
    "over_coverage": _("Over-coverage (more than the target population)"),
}
"""program_year.coverage_band."""

SPENDING_PER_BENEFICIARY_BANDS: Words = {
    "below_range": _("Below range (more than 20 % under the mean of the two years before)"),
    "in_range": _("In range (at most 20 % off the mean of the two years before)"),
    "above_range": _("Above range (more than 20 % over the mean of the two years before)"),
}
"""program_year.spending_per_beneficiary_band."""

RULES: Words = {
    "execution_under_85_of_initial": _("Executed less than 85 % of the initial budget"),
    "execution_over_110_of_initial": _("Executed more than 110 % of the initial budget"),
    "execution_under_90_of_final": _("Executed less than 90 % of the final budget"),
    "execution_under_85_three_years": _(
        "Executed less than 85 % of the initial budget in this year and in both years before"
    ),
    "administration_over_20": _("Spent more than 20 % of total executed on administration"),
    "spending_per_beneficiary_off_20": _(
        "Spending per beneficiary is more than 20 % off the mean of the two years before, either way"
    ),
    "purpose_indicator_worse": _("A purpose indicator got worse than in the year before"),
    "coverage_under_10": _("Reached less than 10 % of the target population"),
    "coverage_over_100": _("Reached more than the target population"),
    # Only the state's evaluators apply these.
    "targeting_criteria": _("The targeting criteria do not define the target population"),
    "prioritisation_criteria": _("The prioritisation criteria are not clear"),
    "spending_per_beneficiary_reported": _(
        "Spending per beneficiary is not reported for the years to compare"
    ),
    "administration_reported": _("Administrative spending cannot be evaluated"),
    "administration_description": _("Administrative spending is not described correctly"),
    "administration_estimate": _("Administrative spending is not estimated correctly"),
    "purpose_indicator_pertinent": _("A purpose indicator is not pertinent"),
    "purpose_indicator_formulation": _("A purpose indicator is not formulated correctly"),
    "purpose_indicator_reported": _("The values of a purpose indicator are not reported"),
    "dimension_targeting": _("Findings in targeting and prioritisation"),
    "dimension_efficiency": _("Findings in efficiency"),
    "dimension_effectiveness": _("Findings in effectiveness"),
    "targeting_criteria_other": _("Targeting criteria: a verdict in other words"),
    "prioritisation_criteria_other": _("Prioritisation criteria: a verdict in other words"),
    "spending_per_beneficiary_other": _("Spending per beneficiary: a verdict in other words"),
    "budget_execution_other": _("Budget execution: a verdict in other words"),
    "administrative_spending_other": _("Administrative spending: a verdict in other words"),
    "purpose_indicator_other": _("Purpose indicator: a verdict in other words"),
}
"""rules.rule and program_findings.rule; the finding as a sentence."""

FINDING_REASONS: Words = {
    "figures_missing": _("figures that it reads are missing"),
    "zero_base": _("it would divide by zero"),
    "years_missing": _("the reports of the years before are missing"),
    "amounts_not_comparable": _("the amounts of the three years are not comparable"),
    "direction_not_known": _("whether more is better is not known for an indicator"),
    "sentence_not_known": _("the evaluators use words that are not known"),
}
"""program_findings.reason: why a finding cannot be told."""

MISSING_REASONS: Words = {
    "not_reported": _("The programme does not report it"),
    "not_applicable": _("The report says that it does not apply"),
    "blank": _("The report leaves the place empty"),
    "ambiguous": _("The text does not show which column the value belongs to"),
    "not_in_form": _("The form of this report has no such place"),
    "unreadable": _("Something is printed that cannot be read as a value"),
    "page_without_text": _("The page has no text, such as a scan"),
    "section_missing": _("The report lacks this section or table"),
}
"""quality.missing_values.reason and vintages.reason."""

COVERAGE_STATUSES: Words = {
    "present": _("Present"),
    "incomplete": _("Present, incomplete"),
    "quarantined": _("Put aside"),
    "missing": _("Missing"),
}
"""quality.report_coverage.status; "incomplete" is a present one with a row in quality.incomplete_reports."""

PROOFS: Words = {
    "report": _("its own report"),
    "put_aside": _("its own report, put aside"),
    "index": _("the state's index"),
    "later_report": _("a later report"),
}
"""quality.report_coverage.proved_by."""

QUARANTINE_REASONS: Words = {
    "empty_file": _("The file is empty"),
    "not_a_pdf": _("The file is named .pdf and is something else"),
    "damaged_pdf": _("The PDF is damaged"),
    "damaged_page": _("The saved web page is damaged"),
    "encrypted": _("The PDF needs a password"),
    "no_text_layer": _("The PDF has no text, such as a scan"),
    "letters_without_names": _("The letters of the PDF cannot be told"),
    "too_large": _("The file is too large"),
    "timed_out": _("Reading it took too long"),
    "out_of_memory": _("Reading it needed too much memory"),
    "not_a_report": _("It is no report of a known form"),
    "unsupported_form": _("A form that is recognised but not read"),
    "several_reports": _("Several reports in one file, without a clear border"),
    "undecodable_text": _("The letters of the text are in no known encoding"),
    "unavailable": _("The file could not be opened"),
    "invalid_answer": _("Reading it gave what no report can say"),
    "invalid_date": _("The closing date in its title is no date"),
    "unlisted_page": _("An evaluation page that names neither programme nor year"),
    "words_lost": _("Words of the document are in no reading"),
    "invalid_place": _("A reading has no place on a page"),
    "inconsistent_reading": _("A sum closes with the plain text and not with the reading"),
    "outdated_correction": _("It prints something else than the reviewer of a correction saw"),
}
"""quality.quarantined_files.reason."""

FORMS: Words = {
    "informe_detalle": _("Detail report (Informe de Detalle)"),
    "informe_seguimiento": _("Follow-up report (Informe de Seguimiento)"),
    "informe_ex_ante": _("Ex-ante evaluation (Evaluación Ex Ante)"),
    "evaluation_page": _("Evaluation page: texts and verdicts, no figures"),
}
"""dim_report.form and quality.quarantined_files.form."""

DIRECTIONS: Words = {"up_is_better": _("more is better"), "down_is_better": _("less is better")}
"""dim_indicator.direction."""

OUTCOMES: Words = {
    "reached": _("Reached the estimate"),
    "not_reached": _("Did not reach the estimate"),
    "not_told": _("Cannot be told"),
}
"""fct_indicators.reached_estimate: true, false and NULL."""

OUTCOME_REASONS: Words = {
    "figures_missing": _("The estimate or the value is missing"),
    "direction_not_known": _("Whether more is better is not reviewed yet"),
    "not_comparable": _("A share and a count are not compared"),
}
"""Why it cannot be told whether an indicator reached its estimate."""

UNITS: Words = {"percent": _("percent"), "number": _("number")}
"""fct_indicators.unit."""

SCOPES: Words = {"purpose": _("Purpose"), "complementary": _("Complementary")}
"""fct_indicators.scope."""

CHECK_STATUSES: Words = {
    "closes": _("closes"),
    "within_rounding": _("closes within rounding"),
    "breaks": _("does not close"),
    "not_testable": _("cannot be tested"),
}
"""quality.reconciliations.status."""

CHANGES: Words = {
    "began": _("first report"),
    "ended": _("last report"),
    "returned": _("reports again"),
    "renamed": _("new name"),
    "moved_ministry": _("another ministry"),
    "moved_service": _("another service"),
}
"""program_changes.change."""

RESTATEMENTS: Words = {"later_report": _("by a later report"), "revision": _("by a revision of the report")}
"""quality.restatements.kind."""

UNMAPPED_PROBLEMS: Words = {
    "unknown_text": _("Text that the form does not know"),
    "unknown_region": _("A region that is not known"),
}
"""quality.unmapped_readings.problem."""

CORRECTION_STATUSES: Words = {
    "applied": _("applied"),
    "not_as_printed": _("not applied: the report prints something else"),
    "report_not_loaded": _("the report is not here"),
}
"""quality.declared_corrections.status."""

IDENTITIES: Words = {
    "figures": _("names joined because their figures agree"),
    "bips": _("the number of the state's index"),
    "alias": _("names joined by a reviewer"),
    "name": _("its name and service"),
    "report": _("its only report"),
}
"""dim_program.identity: what makes reports those of one programme."""

RELEASE_CHANGES: Words = {
    "added": _("rows added"),
    "removed": _("rows removed"),
    "changed": _("values changed"),
    "table_added": _("table added"),
    "table_removed": _("table removed"),
    "column_added": _("column added"),
    "column_removed": _("column removed"),
}
"""quality.release_changes.change."""

DICTIONARY_UNITS: Words = {
    "pesos": _("pesos"),
    "fraction": _("fraction"),
    "people": _("people"),
    "year": _("year"),
    "percent": _("percent"),
    "count": _("count"),
    "bytes": _("bytes"),
    "points": _("points of the page"),
    "fraction or count": _("fraction or count"),
    "factor": _("factor"),
    "index, 2023 = 100": _("index, 2023 = 100"),
    "as the check's unit": _("as the check's unit"),
    "as value": _("as value"),
    "as unit": _("as the column unit"),
    "as unit_of_measure": _("as the column unit_of_measure"),
    "as fct_beneficiaries.unit_of_measure": _("as fct_beneficiaries.unit_of_measure"),
    "as printed_unit": _("as the column printed_unit"),
    "as column_name": _("as the column that column_name names"),
}
"""dictionary.unit."""

PRICE_BASES: Words = {
    "nominal": _("nominal"),
    "nominal, of the year after": _("nominal, of the year after"),
    "prices of price_base_year": _("prices of price_base_year"),
    "as printed": _("as printed"),
}
"""dictionary.price_basis; others name a year."""

BUDGET_PHASES: Words = {
    "initial": _("initial budget"),
    "final": _("final budget"),
    "executed": _("executed"),
    "next_initial": _("initial budget of the next year"),
}
"""dictionary.budget_phase."""
