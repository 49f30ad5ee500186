with
    figures as ({{ pivot_figures("fct_beneficiaries_by_region") }}),

    regions as (select region_code, region_name from {{ ref("dim_region") }}),

    final as (
        select
            figures.program_key,
            figures.year,
            figures.report_id,
            figures.figure_item as region_code,
            regions.region_name,
            {{ figure_columns("fct_beneficiaries_by_region") }}
        from figures
        inner join regions on regions.region_code = figures.figure_item
    )

select *
from final
