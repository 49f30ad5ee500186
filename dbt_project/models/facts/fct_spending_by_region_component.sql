with
    figures as ({{ pivot_figures("fct_spending_by_region_component") }}),

    regions as (select region_code, region_name from {{ ref("dim_region") }}),

    final as (
        select
            figures.program_key,
            figures.year,
            figures.report_id,
            regions.region_code,
            regions.region_name,
            substr(
                figures.figure_item, length(regions.region_code) + 2
            ) as component_name,
            {{ figure_columns("fct_spending_by_region_component") }}
        from figures
        inner join
            regions on regions.region_code = split_part(figures.figure_item, '/', 1)
    )

select *
from final
