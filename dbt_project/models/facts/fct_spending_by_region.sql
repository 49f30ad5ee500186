with
    figures as (
        {{ pivot_figures("fct_spending_by_region", "stated.item as region_code") }}
    ),

    units as (
        select report_id, printed_unit from {{ ref("int_region_units_inferred") }}
    ),

    regions as (select region_code, region_name from {{ ref("dim_region") }}),

    years as (select year, deflator from {{ ref("dim_year") }}),

    final as (
        select
            figures.*,
            regions.region_name,
            units.printed_unit,
            {{ real_columns("fct_spending_by_region") }}
        from figures
        inner join regions using (region_code)
        left join units using (report_id)
        left join years on years.year = figures.year
    )

select *
from final
