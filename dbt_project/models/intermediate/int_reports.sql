with
    reports as (select * from {{ ref("stg_reports") }} where reason is null),

    titles as (select * from {{ ref("int_report_titles") }}),

    names as (select * from {{ ref("int_program_names") }}),

    files as (
        select
            file_sha256,
            min(source_file) as source_file,
            min(first_seen) as first_seen,
            bool_or(is_sample) as is_sample
        from {{ ref("stg_files") }}
        group by file_sha256
    ),

    identified as (
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

    numbered as (
        select
            *,
            row_number() over (
                partition by program_key, report_year
                order by
                    document_created_at nulls first,
                    first_seen nulls first,
                    file_sha256,
                    first_page
            ) as revision
        from identified
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
