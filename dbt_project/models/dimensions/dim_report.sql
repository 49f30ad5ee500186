with
    reports as (select * from {{ ref("int_reports_identified") }}),

    -- The address where the source was last seen to have these bytes.
    addresses as (
        select file_sha256, max_by(url, (finished_at, url)) as source_url
        from {{ ref("stg_acquisitions") }}
        where kind = 'document' and is_confirmed
        group by file_sha256
    ),

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
            addresses.source_url,
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
        left join addresses using (file_sha256)
    )

select *
from final
