with
    source as (select * from {{ source("raw", "acquisitions") }}),

    renamed as (
        select
            -- ids
            sha256 as file_sha256,
            id_bips as bips_id,
            id_programa as bips_program_id,

            -- text
            kind,
            status,
            url,
            final_url,
            source_file,
            detail,

            -- numbers
            year as index_year,
            attempt,
            http_status,
            byte_count,

            -- flags
            status in (
                'downloaded', 'revised', 'shrank', 'unchanged', 'not_modified'
            ) as is_confirmed,

            -- dates
            attempted_at,
            finished_at
        from source
    ),

    final as (select * from renamed)

select *
from final
