with
    source as (select * from {{ source("raw", "bips_index") }}),

    renamed as (
        select
            -- ids
            id_bips as bips_id,
            id_programa as bips_program_id,

            -- text
            nombre as program_name,
            ministerio as ministry,
            servicio as service,

            -- numbers
            index_year,

            -- flags
            is_listed,

            -- dates
            fetched_at
        from source
    ),

    final as (select * from renamed)

select *
from final
