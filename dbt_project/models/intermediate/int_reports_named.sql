-- Which programme each report's name stands for, and in which order the documents of
-- one programme
-- and report year came.
with
    reports as (select * from {{ ref("int_reports_dated") }}),

    titles as (select * from {{ ref("int_titles_parsed") }}),

    names as (select * from {{ ref("int_programs_named") }}),

    files as (
        select
            file_sha256,
            min(source_file) as source_file,
            min(first_seen) as first_seen,
            bool_or(is_sample) as is_sample
        from {{ ref("stg_files") }}
        group by file_sha256
    ),

    keyed as (
        select
            reports.* exclude (reason, detail),
            files.* exclude (file_sha256),
            titles.* exclude (report_id, compared_name),
            -- A report without a readable name is a programme of its own until a
            -- person says which.
            coalesce(
                names.program_key, 'report-' || left(reports.report_id, 12)
            ) as program_key,
            names.bips_id
        from reports
        inner join titles using (report_id)
        left join files using (file_sha256)
        left join
            names
            on names.compared_name = titles.compared_name
            and names.compared_service
            is not distinct from {{ normalise_name("titles.service") }}
    ),

    final as (
        select
            *,
            row_number() over (
                partition by program_key, report_year
                order by
                    document_created_at nulls first,
                    first_seen nulls first,
                    file_sha256,
                    first_page
            ) as document_no
        from keyed
    )

select *
from final
