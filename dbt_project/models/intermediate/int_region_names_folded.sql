-- Every spelling of a region, as compared.
with
    regions as (select * from {{ ref("regions") }}),

    spellings as (
        select region_code, unnest(string_split(variants, '|')) as spelling
        from regions

        union all

        select region_code, official_name
        from regions

        union all

        select region_code, region_name
        from regions
    ),

    final as (
        select distinct region_code, {{ normalise_name("spelling") }} as compared_name
        from spellings
    )

select *
from final
