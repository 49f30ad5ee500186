with
    indicators as (select * from {{ ref("int_indicators_listed") }}),

    reports as (
        select report_id, program_key, report_year, is_current
        from {{ ref("int_reports_identified") }}
    ),

    final as (
        select
            indicators.*,
            reports.* exclude (report_id),
            {{ short_hash(["program_key", "scope", "compared_name", "occurrence"]) }}
            as indicator_key
        from indicators
        inner join reports using (report_id)
    )

select *
from final
