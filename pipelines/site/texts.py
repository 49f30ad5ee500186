"""Sentences that the database has in English only, for the catalogue: checks, tolerances, cautions."""


def _(text: str) -> str:
    """Mark a text for the catalogue."""
    return text


TEXTS = (
    _(
        "Executed spending, extra-budgetary money included, equals spending on components plus "
        "administrative spending"
    ),
    _("The budget lines of 5.2 add up to the executed spending"),
    _("The component rows of 5.5 add up to the printed spending on components"),
    _("The regional rows of 5.6 add up to the printed spending on components"),
    _("The summary of 5.8 adds up: a+b, c+d, and both totals agree (one item each)"),
    _("Executed spending is at most the final budget"),
    _(
        "The printed spending per beneficiary equals executed spending over beneficiaries; not testable "
        "where it is in prices of another year (fct_spending_per_beneficiary.price_base_year), whose "
        "factor the form does not print"
    ),
    _("The regional rows of 3.3 add up to the beneficiaries"),
    _("The grand total of the entry and exit table equals the beneficiaries"),
    _("The coverage table prints the same beneficiaries for the report year as 3.3"),
    _("The production of the only component, where it counts beneficiaries, equals the beneficiaries"),
    _("The printed coverage of the report year equals beneficiaries over target population"),
    _("The target population is at most the potential population"),
    _("The beneficiaries are at most the target population"),
    _("The year printed in a label or header is the year its position stands for (one item a label)"),
    _(
        "The numbers read on a page are those of an independent plain text of the same page (one item a "
        "page); not testable for a text dump"
    ),
    _(
        "A figure of an earlier year that this report prints as zero is not positive in the report of "
        "that year (one item a figure; counted are zeros printed for a positive figure)"
    ),
    _("500 pesos (half a printed unit) for each of the three printed amounts"),
    _("500 pesos for each line and for the total"),
    _("500 pesos for each of the two printed amounts"),
    _("500 pesos for each printed amount"),
    _("500 pesos for each row and for the total"),
    _(
        "500 pesos for each row and for the total where thousands are printed; 500000 pesos for each row"
        " where millions are"
    ),
    _("500 pesos for the printed amount"),
    _("half a unit of the last printed digit"),
    _("none"),
    _("none: figures are counted"),
    _("none: numbers are counted"),
    _("none: people are counted"),
    _("2042 may stand for permanent; it is kept as printed."),
    _("A budget, not spending: do not add it to executed or final amounts."),
    _("A budget, not spending: do not add it to executed or initial amounts."),
    _("A likeness, not a probability."),
    _("A plan for the year after: do not add it to amounts of the row's year."),
    _("A programme names several goals and its money is not split: do not add money up by goal."),
    _("A proposal only: use direction."),
    _("A ratio: do not add up or average without weights."),
    _("A ratio: do not add up, nor compare over units."),
    _("A ratio: for a group divide the sums, do not average."),
    _("As effective_current."),
    _("Holds executed_clp and extrabudgetary_clp: do not add it to them."),
    _("Indicators count different things: do not add up or average over indicators."),
    _("Leave out rows where it is true: most of their figures are invented."),
    _("May be a part of executed_clp: do not add the two."),
    _("NULL is not false."),
    _("Never add up: it mixes units, years, revisions and totals."),
    _("Not the average of the year."),
    _("Not the figure of record: that is in the row of the year before."),
    _("Often printed 0: coverage_pct is recomputed."),
    _("Part of fct_spending: sum one table, not two."),
    _("Part of total_executed_clp, and its lines are part of fct_budget_lines: do not add it to them."),
    _("Part of total_executed_clp."),
    _("Part of total_executed_clp: do not add it to it."),
    _("Per unit_of_measure, which is not always a person. A ratio: do not add up."),
    _(
        "Reported by the programme; not accounting. Without extra-budgetary money: total_executed_clp "
        "has both."
    ),
    _("Spending per head: do not add up, nor compare reports of different years."),
    _("Spending per head: do not add up."),
    _("Text: keep its leading zero. NC is no territory."),
    _("Text: keep its leading zeros."),
    _("The form does not print whether administrative_spending_clp holds it: do not add the two."),
    _("These lines are part of fct_budget_lines: do not add the two."),
    _("Thousands and millions are mixed: use spending_clp."),
    _(
        "Units differ (people, families, firms), and one person may be in several programmes: not a "
        "number of people."
    ),
    _("Units differ: add up only rows of one unit."),
    _("Units differ; a printed zero may stand for an unknown number."),
    _("Until a person decides, two names are two programmes (quality.program_matches)."),
    _("Whether a rise is good depends on direction."),
)
"""checks.claim, checks.tolerance_rule and dictionary.caution, as they are there."""
