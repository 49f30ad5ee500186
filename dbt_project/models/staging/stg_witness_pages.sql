with
    source as (select * from {{ source("raw", "witness_pages") }}),

    renamed as (
        select
            -- ids
            report_id,
            page,

            -- numbers
            read_count,
            witnessed_count
        from source
    ),

    final as (select * from renamed)

select *
from final
