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
    "purpose",
    "previous_evaluations",
    "potential_population_description",
    "potential_population_source",
    "targeting_criteria",
    "prioritisation_method",
    "targeting_guarantee",
    "prioritisation_criteria",
    "regional_beneficiaries_note",
    "no_regional_breakdown",
    "strategy",
    "covid_changes",
    "execution",
    "executors",
    "administrative_detail",
    "purpose_indicators_evidence",
    "complementary_indicators_evidence",
    "human_rights_approaches",
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
    "executed_by_third_parties",
    "extrabudgetary_received",
    "fet_executed",
    "special_funds_executed",
    "human_rights_included",
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
        select
            report_id,
            program_key,
            report_year,
            row_number() over (
                partition by program_key
                order by report_year desc, is_current desc, revision desc
            )
            = 1 as is_latest
        from {{ ref("int_reports_identified") }}
    ),

    final as (
        select
            -- ids
            report_id,
            program_key,
            report_year,

            -- flags
            is_latest,

            -- answers
            pivoted.* exclude (report_id)
        from reports
        inner join pivoted using (report_id)
    )

select *
from final
