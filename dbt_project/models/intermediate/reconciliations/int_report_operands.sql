-- Figures of the report year that the reconciliations compare, one row a report.
{%- set published = {
    "fct_spending": [
        "final_budget_clp",
        "executed_clp",
        "component_spending_clp",
        "administrative_spending_clp",
        "printed_spending_per_beneficiary_clp",
        "printed_price_base_year",
    ],
    "fct_beneficiaries": [
        "potential_population",
        "target_population",
        "beneficiaries",
        "printed_coverage",
    ],
} %}
{#- Printed numbers the facts do not carry, because another label of the form prints the same amount. -#}
{%- set printed_thousands = [
    "summary_executed",
    "summary_extrabudgetary",
    "summary_total_ab",
    "summary_components",
    "summary_administrative",
    "summary_total_cd",
] %}
with
    figures as (
        select *
        from {{ ref("int_figures") }}
        where
            reference_year = report_year
            and (
                item is null
                or (table_name = 'fct_beneficiaries_by_flow' and item = 'total/total')
            )
    ),

    published as (
        select
            report_id,
            max(printed_text) filter (
                where column_name = 'printed_coverage'
            ) as printed_coverage_text,
            max(value) filter (
                where table_name = 'fct_beneficiaries_by_flow'
            ) as flow_total
            {%- for table, columns in published.items() -%}
                {%- for column in columns %}
                    ,
                    max(value) filter (
                        where
                            table_name = '{{ table }}' and column_name = '{{ column }}'
                    ) as {{ column }}
                {%- endfor -%}
            {%- endfor %}
        from figures
        group by report_id
    ),

    numbers as (
        select report_id, item, column_id, number
        from {{ ref("int_cells") }}
        where reason is null
    ),

    printed as (
        select
            report_id,
            {%- for item in printed_thousands %}
                1000 * max(number) filter (where item = '{{ item }}') as {{ item }}_clp,
            {%- endfor %}
            max(number) filter (where item = 'beneficiaries') as counted_beneficiaries,
            max(number) filter (
                where item = 'coverage.beneficiaries' and column_id = 'current'
            ) as coverage_beneficiaries
        from numbers
        group by report_id
    ),

    reports as (select report_id, report_year from {{ ref("int_reports") }}),

    final as (
        select *
        from reports
        left join published using (report_id)
        left join printed using (report_id)
    )

select *
from final
