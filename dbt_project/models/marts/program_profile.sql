-- One row a report: the pivot of its answers. Which label feeds which column is the
-- seed profile_columns.
{%- set texts = [
    "form_type",
    "comparable_years",
    "responsible_unit",
    "website",
    "strategic_objective",
    "system_membership",
    "problem",
    "description",
    "purpose",
    "previous_evaluations",
    "potential_population_description",
    "potential_population_source",
    "target_population_description",
    "targeting_criteria",
    "prioritisation_method",
    "targeting_guarantee",
    "prioritisation_criteria",
    "regional_beneficiaries_note",
    "no_regional_breakdown",
    "strategy",
    "covid_changes_detail",
    "execution",
    "administrative_detail",
    "purpose_indicators_evidence",
    "complementary_indicators_evidence",
    "sdg_contribution",
    "multidimensional_poverty",
    "income_poverty_contribution",
    "observations_design",
    "observations_population",
    "observations_strategy",
    "observations_indicators",
    "observations_budget",
    "observations_other",
] %}
{%- set answers = [
    "has_ex_ante_rating",
    "social_registry_used",
    "has_territorial_breakdown",
    "covid_changes",
    "executed_by_third_parties",
    "extrabudgetary_received",
    "fet_executed",
    "special_funds_executed",
    "human_rights_included",
    "multidimensional_poverty_addressed",
    "income_poverty_addressed",
] %}
with
    pivoted as (
        select
            report_id
            {%- for column in texts %}
                ,
                max(value_text) filter (
                    where profile_column = '{{ column }}'
                ) as {{ column }}
            {%- endfor %}
            {%- for column in answers %}
                ,
                bool_or(value_boolean) filter (
                    where profile_column = '{{ column }}'
                ) as {{ column }}
            {%- endfor %}
        from {{ ref("int_answers_selected") }}
        group by report_id
    ),

    reports as (
        select report_id, program_key, report_year as year
        from {{ ref("int_reports_identified") }}
        where is_current
    ),

    final as (
        select
            reports.program_key, reports.year, report_id, pivoted.* exclude (report_id)
        from reports
        inner join pivoted using (report_id)
    )

select *
from final
