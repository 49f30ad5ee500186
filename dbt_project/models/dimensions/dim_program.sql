with
    reports as (select * from {{ ref("int_reports_identified") }}),

    final as (
        select
            -- ids
            program_key,
            max(bips_id) as bips_id,

            -- text, as the newest report that states it prints it
            arg_max(program_name, (report_year, revision)) as program_name,
            arg_max(ministry, (report_year, revision)) as ministry,
            arg_max(service, (report_year, revision)) as service,

            -- years
            arg_max(start_year, (report_year, revision)) as start_year,
            arg_max(end_year, (report_year, revision)) as end_year,
            min(report_year) as first_report_year,
            max(report_year) as last_report_year,

            -- counts
            cast(count(*) as integer) as report_count
        from reports
        group by program_key
    )

select *
from final
