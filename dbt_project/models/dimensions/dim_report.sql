with
    reports as (select * from {{ ref("int_reports") }}),

    final as (
        select
            -- ids
            report_id,
            program_key,

            -- vintage
            report_year,
            closing_date,
            revision,
            is_current,

            -- document
            form,
            source_file,
            cast(null as varchar) as source_url,
            file_sha256,
            first_page,
            last_page,
            page_count,
            byte_count,

            -- reading
            reader,
            reader_version,
            extracted_at,
            reading_count,
            unmapped_count,
            mapped_share,
            is_sample
        from reports
    )

select *
from final
