with
    source as (select * from {{ source("raw", "witness") }}),

    renamed as (
        select
            -- ids
            report_id,
            page,
            number,

            -- numbers
            read_count,
            witnessed_count
        from source
    ),

    final as (select * from renamed)

select *
from final
