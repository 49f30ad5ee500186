{{ config(materialized="view") }}

-- What each document prints of people and cost per beneficiary: of its own year, and of
-- the year before.
with
    reports as (select * from {{ ref("int_reports_named") }}),

    figures as (
        select *
        from {{ ref("int_figures_selected") }}
        where table_name in ('fct_beneficiaries', 'fct_spending_per_beneficiary')
    ),

    final as (
        select
            reports.program_key,
            reports.report_year,
            reports.start_year,
            reports.end_year,
            {%- for column in [
                "target_population",
                "beneficiaries",
                "previous_year_target_population",
                "previous_year_beneficiaries",
            ] %}
                max(value) filter (where column_name = '{{ column }}') as {{ column }},
            {%- endfor %}
            max(value) filter (
                where
                    column_name = 'printed_clp' and reference_year = reports.report_year
            ) as cost,
            max(value) filter (
                where
                    column_name = 'printed_clp'
                    and reference_year = reports.report_year - 1
            ) as previous_year_cost
        from reports
        left join figures using (report_id)
        group by
            reports.report_id,
            reports.program_key,
            reports.report_year,
            reports.start_year,
            reports.end_year
    )

select *
from final
