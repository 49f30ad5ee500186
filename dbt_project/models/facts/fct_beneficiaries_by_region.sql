with
    figures as (
        {{ pivot_figures("fct_beneficiaries_by_region", "stated.item as region_code") }}
    ),

    regions as (select region_code, region_name from {{ ref("dim_region") }})

select figures.*, regions.region_name
from figures
inner join regions using (region_code)
