with
    reports as (select * from {{ ref("int_reports_identified") }}),

    by_figures as (
        select program_key
        from {{ ref("int_programs_joined") }}
        group by program_key
        having count(*) > 1
    ),

    final as (
        select
            -- ids
            program_key,
            max(bips_id) as bips_id,
            case
                when program_key in (select program_key from by_figures)
                then 'figures'
                when max(bips_id) is not null
                then 'bips'
                when max(program_name) is null
                then 'report'
                when count(distinct({{ normalise_name("program_name") }}, service)) > 1
                then 'alias'
                else 'name'
            end as identity,

            -- text, as the newest report that states it prints it
            arg_max(program_name, report_year) filter (is_current) as program_name,
            arg_max(ministry, report_year) filter (is_current) as ministry,
            arg_max(service, report_year) filter (is_current) as service,

            -- years
            arg_max(start_year, report_year) filter (is_current) as start_year,
            -- of the newest report that prints a year or "Permanente"
            arg_max(coalesce(end_year, 0), report_year) filter (
                is_current and (end_year is not null or is_permanent)
            ) as newest_end_year,
            nullif(newest_end_year, 0) as end_year,
            newest_end_year = 0 as is_permanent,
            min(report_year) as first_report_year,
            max(report_year) as last_report_year,

            -- counts
            cast(count(*) as integer) as report_count
        from reports
        group by program_key
    )

select * exclude (newest_end_year)
from final
