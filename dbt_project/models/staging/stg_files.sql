with
    source as (select * from {{ source("raw", "files") }}),

    renamed as (
        select
            -- ids
            file_sha256,

            -- text
            source_file,

            -- numbers
            byte_count,

            -- flags
            is_sample,

            -- dates
            first_seen,
            last_seen
        from source
    ),

    final as (select * from renamed)

select *
from final
