{#- Names of the reconciliations, in the order of the seed `checks`; a test holds the two together. -#}
{% macro reconciliation_checks() -%}
    {{
        return(
            [
                "executed_equals_components_plus_administrative",
                "budget_lines_equal_executed",
                "component_rows_equal_component_spending",
                "regional_spending_equals_component_spending",
                "summary_adds_up",
                "final_budget_covers_executed",
                "printed_spending_per_beneficiary_equals_recomputed",
                "regional_beneficiaries_equal_beneficiaries",
                "flow_total_equals_beneficiaries",
                "coverage_table_equals_beneficiaries",
                "production_equals_beneficiaries",
                "printed_coverage_equals_recomputed",
                "target_within_potential",
                "beneficiaries_within_target",
                "label_years_match",
                "numbers_agree_with_plain_text",
            ]
        )
    }}
{%- endmacro %}
