-- The newest stated value of each figure of a programme's year: one row a programme
-- and year.
{%- set columns = {
    "fct_spending": [
        "initial_budget_clp",
        "final_budget_clp",
        "executed_clp",
        "extrabudgetary_clp",
        "total_executed_clp",
        "component_spending_clp",
        "administrative_spending_clp",
        "printed_spending_per_beneficiary_clp",
        "printed_price_base_year",
        "printed_spending_per_beneficiary_nominal_clp",
    ],
    "fct_beneficiaries": [
        "potential_population",
        "target_population",
        "beneficiaries",
        "printed_coverage",
    ],
} %}
{#- Belong to the printed amount of their own report, and to no other vintage's. -#}
{%- set of_the_printed_amount = [
    "printed_price_base_year",
    "printed_spending_per_beneficiary_nominal_clp",
] %}
with
    figures as (
        select
            *,
            max(report_id) filter (
                where column_name = 'printed_spending_per_beneficiary_clp'
            ) over (partition by program_key, reference_year) as printing_report_id
        from {{ ref("int_figures") }}
        where is_latest_value
    ),

    pivoted as (
        select
            program_key,
            reference_year,
            max(report_year) as report_year
            {%- for table, names in columns.items() -%}
                {%- for name in names %}
                    ,
                    max(value) filter (
                        where
                            table_name = '{{ table }}' and column_name = '{{ name }}'
                            {%- if name in of_the_printed_amount %}
                                and report_id = printing_report_id
                            {%- endif %}
                    ) as {{ name }}
                {%- endfor -%}
            {%- endfor %},
            max(text_value) filter (
                where
                    table_name = 'fct_beneficiaries' and column_name = 'unit_of_measure'
            ) as unit_of_measure
        from figures
        group by program_key, reference_year
    ),

    final as (select * from pivoted)

select *
from final
