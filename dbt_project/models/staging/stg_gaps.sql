with
    source as (select * from {{ source("raw", "gaps") }}),

    renamed as (
        select
            -- ids
            report_id,

            -- what is missing
            kind,
            page,
            section,
            item
        from source
    ),

    final as (select * from renamed)

select *
from final
