-- Every document that was read as a report, also those that a later one replaces.
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
            report_year as year,
            closing_date,
            revision,
            is_current,
            case
                when not is_current
                then
                    'Replaced by revision '
                    || max(revision) over (partition by program_key, report_year)
                    || ' of the same year, which was made later.'
                when revision > 1
                then 'Of ' || revision || ' documents of this year the one made last.'
                else 'The only document of its programme and year.'
            end as why,

            -- document
            form,
            source_file,
            addresses.source_url,
            file_sha256,
            first_page,
            last_page,
            page_count,
            byte_count,
            document_created_at,

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
