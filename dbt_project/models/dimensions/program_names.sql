with
    reports as (select * from {{ ref("int_reports_identified") }} where is_current),

    final as (
        select
            program_key,
            report_year as year,
            program_name,
            ministry,
            service,
            start_year,
            end_year,
            is_permanent
        from reports
    )

select *
from final
