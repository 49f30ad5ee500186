with
    source as (select * from {{ source("raw", "reports") }}),

    renamed as (
        select
            -- ids
            report_id,
            file_sha256,

            -- text
            form,
            title,
            medium,
            reader,
            reader_version,
            reason,
            detail,

            -- numbers
            report_year,
            first_page,
            last_page,
            page_count,
            byte_count,
            word_count,
            reading_count,
            unmapped_count,
            mapped_share,

            -- dates
            closing_date,
            document_created_at,
            extracted_at
        from source
    ),

    final as (select * from renamed)

select *
from final
