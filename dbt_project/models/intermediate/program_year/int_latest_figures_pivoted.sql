-- The newest stated value of each figure of a programme's year: one row a programme
-- and year.
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
            {%- for table in ["fct_spending", "fct_beneficiaries"] -%}
                {%- for column in figure_measures(table) %}
                    ,
                    max(
                        {{ "text_value" if column.data_type == "varchar" else "value" }}
                    ) filter (
                        where
                            table_name = '{{ table }}'
                            and column_name = '{{ column.name }}'
                            {%- if column.name in of_the_printed_amount %}
                                and report_id = printing_report_id
                            {%- endif %}
                    ) as {{ column.name }}
                {%- endfor -%}
            {%- endfor %}
        from figures
        group by program_key, reference_year
    ),

    final as (select * from pivoted)

select *
from final
