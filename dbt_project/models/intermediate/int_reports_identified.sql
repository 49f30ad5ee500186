with
    reports as (select * from {{ ref("int_reports_keyed") }}),

    outdated as (select report_id from {{ ref("int_outdated_corrections_found") }}),

    numbered as (
        select
            *,
            row_number() over (
                partition by program_key, report_year order by document_no
            ) as revision
        from reports
        anti join outdated using (report_id)
    ),

    final as (
        select
            -- ids
            report_id,
            file_sha256,
            program_key,
            bips_id,

            -- text
            program_name,
            ministry,
            service,
            form,
            source_file,
            medium,
            reader,
            reader_version,

            -- numbers
            report_year,
            revision::integer as revision,
            start_year,
            end_year,
            first_page,
            last_page,
            page_count,
            byte_count,
            word_count,
            reading_count,
            unmapped_count,
            mapped_share,

            -- flags
            is_permanent,
            revision
            = max(revision) over (partition by program_key, report_year) as is_current,
            coalesce(is_sample, false) as is_sample,

            -- dates
            closing_date,
            document_created_at,
            extracted_at,
            first_seen
        from numbered
    )

select *
from final
