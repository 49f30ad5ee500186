with
    figures as ({{ pivot_figures("fct_spending_by_region") }}),

    units as (
        select report_id, printed_unit from {{ ref("int_region_units_inferred") }}
    ),

    regions as (select region_code, region_name from {{ ref("regions") }}),

    years as (select year, deflator from {{ ref("dim_year") }}),

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
            {{ figure_columns("fct_spending_by_region") }},
            {{ real_columns("fct_spending_by_region") }},

            -- as printed
            units.printed_unit
        from figures
        inner join regions on regions.region_code = figures.figure_item
        left join units using (report_id)
        left join years on years.year = figures.reference_year
    )

select *
from final
