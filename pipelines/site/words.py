"""What the codes of the database are called: one list each, in English; ``word`` gives the reader's language.

The codes are those that the tests of the dbt project accept.
"""

from collections.abc import Mapping

from pipelines.language import N_
from pipelines.site.visit import Visit

Words = Mapping[str, str]


def word(visit: Visit, words: Words, code: str | None) -> str | None:
    """What ``words`` calls ``code``; None for None, and the code itself where the list has none."""
    if code is None:
        return None
    return visit.text(words[code]) if code in words else code.replace("_", " ")


EXECUTION_BANDS: Words = {
    "under_execution": N_("Under-execution (less than 85 % of the initial budget)"),
    "in_range": N_("In range (85 % to 110 % of the initial budget)"),
    "over_execution": N_("Over-execution (more than 110 % of the initial budget)"),
}
"""program_year.execution_band."""

COVERAGE_BANDS: Words = {
    "low": N_("Low (less than 10 % of the target population)"),
    "in_range": N_("In range (10 % to 100 % of the target population)"),
    "over_coverage": N_("Over-coverage (more than the target population)"),
}
"""program_year.coverage_band."""

SPENDING_PER_BENEFICIARY_BANDS: Words = {
    "below_range": N_("Below range (more than 20 % under the mean of the two years before)"),
    "in_range": N_("In range (at most 20 % off the mean of the two years before)"),
    "above_range": N_("Above range (more than 20 % over the mean of the two years before)"),
}
"""program_year.spending_per_beneficiary_band."""

RULES: Words = {
    "execution_under_85_of_initial": N_("Executed less than 85 % of the initial budget"),
    "execution_over_110_of_initial": N_("Executed more than 110 % of the initial budget"),
    "execution_under_90_of_final": N_("Executed less than 90 % of the final budget"),
    "execution_under_85_three_years": N_(
        "Executed less than 85 % of the initial budget in this year and in both years before"
    ),
    "administration_over_20": N_("Spent more than 20 % of total executed on administration"),
    "spending_per_beneficiary_off_20": N_(
        "Spending per beneficiary is more than 20 % off the mean of the two years before, either way"
    ),
    "purpose_indicator_worse": N_("A purpose indicator got worse than in the year before"),
    "coverage_under_10": N_("Reached less than 10 % of the target population"),
    "coverage_over_100": N_("Reached more than the target population"),
    # Only the state's evaluators apply these.
    "targeting_criteria": N_("The targeting criteria do not define the target population"),
    "prioritisation_criteria": N_("The prioritisation criteria are not clear"),
    "spending_per_beneficiary_reported": N_(
        "Spending per beneficiary is not reported for the years to compare"
    ),
    "administration_reported": N_("Administrative spending cannot be evaluated"),
    "administration_description": N_("Administrative spending is not described correctly"),
    "administration_estimate": N_("Administrative spending is not estimated correctly"),
    "purpose_indicator_pertinent": N_("A purpose indicator is not pertinent"),
    "purpose_indicator_formulation": N_("A purpose indicator is not formulated correctly"),
    "purpose_indicator_reported": N_("The values of a purpose indicator are not reported"),
    "dimension_targeting": N_("Findings in targeting and prioritisation"),
    "dimension_efficiency": N_("Findings in efficiency"),
    "dimension_effectiveness": N_("Findings in effectiveness"),
    "targeting_criteria_other": N_("Targeting criteria: a verdict in other words"),
    "prioritisation_criteria_other": N_("Prioritisation criteria: a verdict in other words"),
    "spending_per_beneficiary_other": N_("Spending per beneficiary: a verdict in other words"),
    "budget_execution_other": N_("Budget execution: a verdict in other words"),
    "administrative_spending_other": N_("Administrative spending: a verdict in other words"),
    "purpose_indicator_other": N_("Purpose indicator: a verdict in other words"),
}
"""rules.rule and program_findings.rule; the finding as a sentence."""

FINDING_REASONS: Words = {
    "figures_missing": N_("figures that it reads are missing"),
    "zero_base": N_("it would divide by zero"),
    "years_missing": N_("the reports of the years before are missing"),
    "amounts_not_comparable": N_("the amounts of the three years are not comparable"),
    "direction_not_known": N_("whether more is better is not known for an indicator"),
    "sentence_not_known": N_("the evaluators use words that are not known"),
}
"""program_findings.reason: why a finding cannot be told."""

MISSING_REASONS: Words = {
    "not_reported": N_("The programme does not report it"),
    "not_applicable": N_("The report says that it does not apply"),
    "blank": N_("The report leaves the place empty"),
    "ambiguous": N_("The text does not show which column the value belongs to"),
    "not_in_form": N_("The form of this report has no such place"),
    "unreadable": N_("Something is printed that cannot be read as a value"),
    "page_without_text": N_("The page has no text, such as a scan"),
    "section_missing": N_("The report lacks this section or table"),
}
"""quality.missing_values.reason and vintages.reason."""

COVERAGE_STATUSES: Words = {
    "present": N_("Present"),
    "incomplete": N_("Present, incomplete"),
    "quarantined": N_("Put aside"),
    "missing": N_("Missing"),
}
"""quality.report_coverage.status; "incomplete" is a present one with a row in quality.incomplete_reports."""

PROOFS: Words = {
    "report": N_("its own report"),
    "put_aside": N_("its own report, put aside"),
    "index": N_("the state's index"),
    "later_report": N_("a later report"),
}
"""quality.report_coverage.proved_by."""

QUARANTINE_REASONS: Words = {
    "empty_file": N_("The file is empty"),
    "not_a_pdf": N_("The file is named .pdf and is something else"),
    "damaged_pdf": N_("The PDF is damaged"),
    "damaged_page": N_("The saved web page is damaged"),
    "encrypted": N_("The PDF needs a password"),
    "no_text_layer": N_("The PDF has no text, such as a scan"),
    "letters_without_names": N_("The letters of the PDF cannot be told"),
    "too_large": N_("The file is too large"),
    "timed_out": N_("Reading it took too long"),
    "out_of_memory": N_("Reading it needed too much memory"),
    "not_a_report": N_("It is no report of a known form"),
    "unsupported_form": N_("A form that is recognised but not read"),
    "several_reports": N_("Several reports in one file, without a clear border"),
    "undecodable_text": N_("The letters of the text are in no known encoding"),
    "unavailable": N_("The file could not be opened"),
    "invalid_answer": N_("Reading it gave what no report can say"),
    "invalid_date": N_("The closing date in its title is no date"),
    "unlisted_page": N_("An evaluation page that names neither programme nor year"),
    "words_lost": N_("Words of the document are in no reading"),
    "invalid_place": N_("A reading has no place on a page"),
    "inconsistent_reading": N_("A sum closes with the plain text and not with the reading"),
    "outdated_correction": N_("It prints something else than the reviewer of a correction saw"),
}
"""quality.quarantined_files.reason."""

FORMS: Words = {
    "informe_detalle": N_("Detail report (Informe de Detalle)"),
    "informe_seguimiento": N_("Follow-up report (Informe de Seguimiento)"),
    "informe_ex_ante": N_("Ex-ante evaluation (Evaluación Ex Ante)"),
    "evaluation_page": N_("Evaluation page: texts and verdicts, no figures"),
}
"""dim_report.form and quality.quarantined_files.form."""

DIRECTIONS: Words = {"up_is_better": N_("more is better"), "down_is_better": N_("less is better")}
"""dim_indicator.direction."""

OUTCOMES: Words = {
    "reached": N_("Reached the estimate"),
    "not_reached": N_("Did not reach the estimate"),
    "not_told": N_("Cannot be told"),
}
"""fct_indicators.reached_estimate: true, false and NULL."""

OUTCOME_REASONS: Words = {
    "figures_missing": N_("The estimate or the value is missing"),
    "direction_not_known": N_("Whether more is better is not reviewed yet"),
    "not_comparable": N_("A share and a count are not compared"),
}
"""Why it cannot be told whether an indicator reached its estimate."""

UNITS: Words = {"percent": N_("percent"), "number": N_("number")}
"""fct_indicators.unit."""

SCOPES: Words = {"purpose": N_("Purpose"), "complementary": N_("Complementary")}
"""fct_indicators.scope."""

CHECK_STATUSES: Words = {
    "closes": N_("closes"),
    "within_rounding": N_("closes within rounding"),
    "breaks": N_("does not close"),
    "not_testable": N_("cannot be tested"),
}
"""quality.reconciliations.status."""

CHANGES: Words = {
    "began": N_("first report"),
    "ended": N_("last report"),
    "returned": N_("reports again"),
    "renamed": N_("new name"),
    "moved_ministry": N_("another ministry"),
    "moved_service": N_("another service"),
}
"""program_changes.change."""

RESTATEMENTS: Words = {"later_report": N_("by a later report"), "revision": N_("by a revision of the report")}
"""quality.restatements.kind."""

UNMAPPED_PROBLEMS: Words = {
    "unknown_text": N_("Text that the form does not know"),
    "unknown_region": N_("A region that is not known"),
}
"""quality.unmapped_readings.problem."""

CORRECTION_STATUSES: Words = {
    "applied": N_("applied"),
    "not_as_printed": N_("not applied: the report prints something else"),
    "report_not_loaded": N_("the report is not here"),
}
"""quality.declared_corrections.status."""

IDENTITIES: Words = {
    "figures": N_("names joined because their figures agree"),
    "bips": N_("the number of the state's index"),
    "alias": N_("names joined by a reviewer"),
    "name": N_("its name and service"),
    "report": N_("its only report"),
}
"""dim_program.identity: what makes reports those of one programme."""

RELEASE_CHANGES: Words = {
    "added": N_("rows added"),
    "removed": N_("rows removed"),
    "changed": N_("values changed"),
    "table_added": N_("table added"),
    "table_removed": N_("table removed"),
    "column_added": N_("column added"),
    "column_removed": N_("column removed"),
}
"""quality.release_changes.change."""

DICTIONARY_UNITS: Words = {
    "pesos": N_("pesos"),
    "fraction": N_("fraction"),
    "people": N_("people"),
    "year": N_("year"),
    "percent": N_("percent"),
    "count": N_("count"),
    "bytes": N_("bytes"),
    "points": N_("points of the page"),
    "fraction or count": N_("fraction or count"),
    "factor": N_("factor"),
    "index, 2023 = 100": N_("index, 2023 = 100"),
    "as the check's unit": N_("as the check's unit"),
    "as value": N_("as value"),
    "as unit": N_("as the column unit"),
    "as unit_of_measure": N_("as the column unit_of_measure"),
    "as fct_beneficiaries.unit_of_measure": N_("as fct_beneficiaries.unit_of_measure"),
    "as printed_unit": N_("as the column printed_unit"),
    "as column_name": N_("as the column that column_name names"),
}
"""dictionary.unit."""

PRICE_BASES: Words = {
    "nominal": N_("nominal"),
    "nominal, of the year after": N_("nominal, of the year after"),
    "prices of price_base_year": N_("prices of price_base_year"),
    "as printed": N_("as printed"),
}
"""dictionary.price_basis; others name a year."""

BUDGET_PHASES: Words = {
    "initial": N_("initial budget"),
    "final": N_("final budget"),
    "executed": N_("executed"),
    "next_initial": N_("initial budget of the next year"),
}
"""dictionary.budget_phase."""
