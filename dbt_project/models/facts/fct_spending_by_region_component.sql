-- The item is the region's code, a slash and the component.
with
    figures as (
        {{
            pivot_figures(
                "fct_spending_by_region_component",
                "split_part(stated.item, '/', 1) as region_code,"
                ~ " substr(stated.item, instr(stated.item, '/') + 1) as component_name",
            )
        }}
    ),

    regions as (select region_code, region_name from {{ ref("dim_region") }})

select figures.*, regions.region_name
from figures
inner join regions using (region_code)
