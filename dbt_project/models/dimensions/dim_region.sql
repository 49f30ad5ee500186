with
    regions as (select * from {{ ref("regions") }}),

    final as (
        select
            -- ids
            region_code,
            iso_code,

            -- text
            region_name,
            official_name,

            -- years
            first_year,
            last_year,

            -- numbers
            north_south_order,

            -- flags
            is_territory
        from regions
    )

select *
from final
