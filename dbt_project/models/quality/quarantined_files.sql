with
    files as (select * from {{ ref("stg_files") }}),

    reports as (select * from {{ ref("stg_reports") }} where reason is not null),

    final as (
        select
            -- ids
            source_file,
            reports.report_id,

            -- text
            reports.reason,
            reports.detail,
            reports.form,

            -- numbers
            reports.report_year,
            reports.first_page,
            reports.last_page,
            files.byte_count,

            -- dates
            files.first_seen,
            files.last_seen
        from files
        inner join reports using (file_sha256)
    )

select *
from final
