"""Sentences that the database has in English only, for the catalogue: checks, tolerances, cautions."""

from pipelines.language import N_

TEXTS = (
    N_(
        "Executed spending, extra-budgetary money included, equals spending on components plus "
        "administrative spending"
    ),
    N_("The budget lines of 5.2 add up to the executed spending"),
    N_("The component rows of 5.5 add up to the printed spending on components"),
    N_("The regional rows of 5.6 add up to the printed spending on components"),
    N_("The summary of 5.8 adds up: a+b, c+d, and both totals agree (one item each)"),
    N_("Executed spending is at most the final budget"),
    N_(
        "The printed spending per beneficiary equals executed spending over beneficiaries; not testable "
        "where it is in prices of another year (fct_spending_per_beneficiary.price_base_year), whose "
        "factor the form does not print"
    ),
    N_("The regional rows of 3.3 add up to the beneficiaries"),
    N_("The grand total of the entry and exit table equals the beneficiaries"),
    N_("The coverage table prints the same beneficiaries for the report year as 3.3"),
    N_("The production of the only component, where it counts beneficiaries, equals the beneficiaries"),
    N_("The printed coverage of the report year equals beneficiaries over target population"),
    N_("The target population is at most the potential population"),
    N_("The beneficiaries are at most the target population"),
    N_("The year printed in a label or header is the year its position stands for (one item a label)"),
    N_(
        "The numbers read on a page are those of an independent plain text of the same page (one item a "
        "page); not testable for a text dump"
    ),
    N_(
        "A figure of an earlier year that this report prints as zero is not positive in the report of "
        "that year (one item a figure; counted are zeros printed for a positive figure)"
    ),
    N_("500 pesos (half a printed unit) for each of the three printed amounts"),
    N_("500 pesos for each line and for the total"),
    N_("500 pesos for each of the two printed amounts"),
    N_("500 pesos for each printed amount"),
    N_("500 pesos for each row and for the total"),
    N_(
        "500 pesos for each row and for the total where thousands are printed; 500000 pesos for each row"
        " where millions are"
    ),
    N_("500 pesos for the printed amount"),
    N_("half a unit of the last printed digit"),
    N_("none"),
    N_("none: figures are counted"),
    N_("none: numbers are counted"),
    N_("none: people are counted"),
    N_("2042 may stand for permanent; it is kept as printed."),
    N_("A budget, not spending: do not add it to executed or final amounts."),
    N_("A budget, not spending: do not add it to executed or initial amounts."),
    N_("A likeness, not a probability."),
    N_("A plan for the year after: do not add it to amounts of the row's year."),
    N_("A programme names several goals and its money is not split: do not add money up by goal."),
    N_("A proposal only: use direction."),
    N_("A ratio: do not add up or average without weights."),
    N_("A ratio: do not add up, nor compare over units."),
    N_("A ratio: for a group divide the sums, do not average."),
    N_("As effective_current."),
    N_("Holds executed_clp and extrabudgetary_clp: do not add it to them."),
    N_("Indicators count different things: do not add up or average over indicators."),
    N_("Leave out rows where it is true: most of their figures are invented."),
    N_("May be a part of executed_clp: do not add the two."),
    N_("NULL is not false."),
    N_("Never add up: it mixes units, years, revisions and totals."),
    N_("Not the average of the year."),
    N_("Not the figure of record: that is in the row of the year before."),
    N_("Often printed 0: coverage_pct is recomputed."),
    N_("Part of fct_spending: sum one table, not two."),
    N_("Part of total_executed_clp, and its lines are part of fct_budget_lines: do not add it to them."),
    N_("Part of total_executed_clp."),
    N_("Part of total_executed_clp: do not add it to it."),
    N_("Per unit_of_measure, which is not always a person. A ratio: do not add up."),
    N_(
        "Reported by the programme; not accounting. Without extra-budgetary money: total_executed_clp "
        "has both."
    ),
    N_("Spending per head: do not add up, nor compare reports of different years."),
    N_("Spending per head: do not add up."),
    N_("Text: keep its leading zero. NC is no territory."),
    N_("Text: keep its leading zeros."),
    N_("The form does not print whether administrative_spending_clp holds it: do not add the two."),
    N_("These lines are part of fct_budget_lines: do not add the two."),
    N_("Thousands and millions are mixed: use spending_clp."),
    N_(
        "Units differ (people, families, firms), and one person may be in several programmes: not a "
        "number of people."
    ),
    N_("Units differ: add up only rows of one unit."),
    N_("Units differ; a printed zero may stand for an unknown number."),
    N_("Until a person decides, two names are two programmes (quality.program_matches)."),
    N_("Whether a rise is good depends on direction."),
)
"""checks.claim, checks.tolerance_rule and dictionary.caution, as they are there."""
