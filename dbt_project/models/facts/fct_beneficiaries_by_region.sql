with
    figures as ({{ pivot_figures("fct_beneficiaries_by_region") }}),

    regions as (select region_code, region_name from {{ ref("regions") }}),

    final as (
        select
            -- ids
            figures.program_key,
            figures.report_id,
            figures.figure_item as region_code,

            -- years
            figures.reference_year,
            figures.report_year,
            {{ is_latest(["program_key", "reference_year", "figure_item"]) }}
            as is_latest,

            -- text
            regions.region_name,

            -- measures
            {{ figure_columns("fct_beneficiaries_by_region") }}
        from figures
        inner join regions on regions.region_code = figures.figure_item
    )

select *
from final
