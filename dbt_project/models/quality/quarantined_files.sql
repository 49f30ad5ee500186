with
    files as (select * from {{ ref("stg_files") }}),

    -- What the reader could not read, what it cannot have read rightly, and what a
    -- reviewer has to look at again.
    put_aside as (
        select report_id, reason, detail
        from {{ ref("stg_reports") }}
        where reason is not null
        union all
        select report_id, reason, detail
        from {{ ref("int_reports_put_aside") }}
        union all
        select report_id, reason, detail
        from {{ ref("int_outdated_corrections_found") }}
    ),

    reports as (
        select reports.* exclude (reason, detail), put_aside.reason, put_aside.detail
        from {{ ref("stg_reports") }} as reports
        inner join put_aside using (report_id)
    ),

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
            reports.report_year as year,
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
