with
    files as (select * from {{ ref("stg_files") }}),

    reports as (select * from {{ ref("stg_reports") }} where reason is not null),

    final as (
        select
            -- ids
            source_file,
            report_id,

            -- text
            reports.reason,
            reports.detail,
            reports.form,

            -- numbers
            reports.report_year,
            files.byte_count,

            -- dates
            files.first_seen,
            files.last_seen
        from files
        inner join reports using (report_id)
    )

select *
from final
