-- Printed quotients against those of the figures they are made of.
with
    reports as (select report_id, report_year from {{ ref("int_reports_identified") }}),

    figures as (
        select
            report_id,
            max(printed_text) filter (
                column_name = 'printed_coverage'
            ) as printed_coverage_text
            {%- for column in [
                "executed_clp",
                "printed_clp",
                "price_base_year",
                "target_population",
                "beneficiaries",
                "printed_coverage",
            ] %}
                , max(value) filter (column_name = '{{ column }}') as {{ column }}
            {%- endfor %}
        from {{ ref("int_figures") }}
        where
            table_name
            in ('fct_spending', 'fct_beneficiaries', 'fct_spending_per_beneficiary')
            and reference_year = report_year
        group by report_id
    ),

    final as (
        select
            report_id,
            'printed_spending_per_beneficiary_equals_recomputed' as check_name,
            cast(null as varchar) as item,
            -- The factor to the prices of another year is not printed: not testable.
            -- An amount that fits no year's prices is compared, and breaks.
            case
                when coalesce(price_base_year, report_year) = report_year
                then round(executed_clp / nullif(beneficiaries, 0), 2)
            end as expected,
            printed_clp as actual,
            500 as tolerance
        from reports
        left join figures using (report_id)

        union all by name

        select
            report_id,
            'printed_coverage_equals_recomputed' as check_name,
            round(100 * beneficiaries / nullif(target_population, 0), 6) as expected,
            printed_coverage as actual,
            -- Half a unit of the last printed digit.
            0.5 / pow(
                10, length(regexp_extract(printed_coverage_text, ',(\d+)', 1))
            ) as tolerance
        from reports
        left join figures using (report_id)
    )

select *
from final
