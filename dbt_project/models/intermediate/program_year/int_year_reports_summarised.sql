-- What the year's own report adds to a programme's year: names and indicators.
with
    reports as (select * from {{ ref("int_reports_identified") }} where is_current),

    -- Both years as the one report prints them, in one unit.
    indicators as (
        select
            keyed.report_id,
            keyed.indicator_key,
            keyed.scope,
            max(value) filter (is_effective and reference_year = figures.report_year)
            - max(value) filter (
                is_effective and reference_year = figures.report_year - 1
            ) as rise,
            count(distinct contains(figures.printed_text, '%')) filter (
                is_effective and value is not null
            )
            = 1 as is_in_one_unit
        from
            (
                select *, ends_with(item, '/effective') as is_effective
                from {{ ref("int_figures") }}
                where table_name = 'fct_indicators'
            ) as figures
        inner join
            {{ ref("int_indicators_keyed") }} as keyed
            on keyed.report_id = figures.report_id
            and keyed.figure_item = regexp_extract(figures.item, '^(.*)/([a-z]+)$', 1)
        group by keyed.report_id, keyed.indicator_key, keyed.scope
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
            coalesce(counts.indicators_lowered, 0) as indicators_lowered
        from reports
        left join counts on counts.report_id = reports.report_id
    )

select *
from final
