with
    reports as (select * from {{ ref("int_reports_identified") }} where is_current),

    final as (
        select
            -- ids
            program_key,
            report_year,

            -- text
            program_name,
            ministry,
            service
        from reports
    )

select *
from final
