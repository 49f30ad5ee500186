-- What the year's own report adds to a programme's year: names, indicators and the
-- outcome of each check.
{%- set checks = reconciliation_checks() %}
with
    reports as (select * from {{ ref("int_reports") }} where is_current),

    -- Both years as the one report prints them, in one unit.
    indicators as (
        select
            report_id,
            indicator_key,
            scope,
            max(value) filter (where is_effective and is_report_year)
            - max(value) filter (where is_effective and is_year_before) as rise,
            count(distinct unit) filter (where is_effective and value is not null)
            = 1 as is_in_one_unit
        from
            (
                select
                    *,
                    value_type = 'effective' as is_effective,
                    reference_year = report_year as is_report_year,
                    reference_year = report_year - 1 as is_year_before
                from {{ ref("fct_indicators") }}
            )
        group by report_id, indicator_key, scope
    ),

    counts as (
        select
            report_id,
            count_if(scope = 'purpose') as purpose_indicator_count,
            count_if(scope = 'complementary') as complementary_indicator_count,
            count(rise) filter (where is_in_one_unit) as indicators_compared,
            count_if(rise > 0 and is_in_one_unit) as indicators_improved,
            count_if(rise < 0 and is_in_one_unit) as indicators_lowered
        from indicators
        group by report_id
    ),

    outcomes as (
        select
            report_id,
            count(distinct check_name) filter (
                where status = 'breaks'
            ) as failed_check_count
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
            coalesce(counts.purpose_indicator_count, 0) as purpose_indicator_count,
            coalesce(
                counts.complementary_indicator_count, 0
            ) as complementary_indicator_count,
            coalesce(counts.indicators_compared, 0) as indicators_compared,
            coalesce(counts.indicators_improved, 0) as indicators_improved,
            coalesce(counts.indicators_lowered, 0) as indicators_lowered,
            outcomes.* exclude (report_id)
        from reports
        left join counts on counts.report_id = reports.report_id
        left join outcomes on outcomes.report_id = reports.report_id
    )

select *
from final
