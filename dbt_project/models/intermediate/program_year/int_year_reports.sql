-- What the year's own report adds to a programme's year: names, counts and the
-- outcome of each check.
{%- set checks = reconciliation_checks() %}
with
    reports as (select * from {{ ref("int_reports") }} where is_current),

    indicators as (
        select
            report_id,
            count(distinct indicator_key) filter (
                where scope = 'purpose'
            ) as purpose_indicator_count,
            count(distinct indicator_key) filter (
                where scope = 'complementary'
            ) as complementary_indicator_count
        from {{ ref("fct_indicators") }}
        group by report_id
    ),

    outcomes as (
        select
            report_id
            {%- for check in checks %}
                ,
                bool_or(status = 'breaks') filter (
                    where check_name = '{{ check }}' and status <> 'not_testable'
                ) as flag_{{ check }}
            {%- endfor %}
        from {{ ref("reconciliations") }}
        group by report_id
    ),

    final as (
        select
            reports.program_key,
            reports.report_year as reference_year,
            reports.report_id,
            reports.program_name,
            reports.ministry,
            reports.service,
            reports.is_sample,
            -- The report lists its indicators: none listed is a count of zero.
            coalesce(indicators.purpose_indicator_count, 0) as purpose_indicator_count,
            coalesce(
                indicators.complementary_indicator_count, 0
            ) as complementary_indicator_count,
            outcomes.* exclude (report_id)
        from reports
        left join indicators on indicators.report_id = reports.report_id
        left join outcomes on outcomes.report_id = reports.report_id
    )

select *
from final
