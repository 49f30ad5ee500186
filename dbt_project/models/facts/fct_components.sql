with
    figures as ({{ pivot_figures("fct_components") }}),

    components as (
        select distinct report_id, figure_item, component_key, component_name
        from {{ ref("int_components_keyed") }}
    ),

    years as (select year, deflator from {{ ref("dim_year") }}),

    final as (
        select
            figures.* exclude (figure_item),
            components.component_key,
            components.component_name,
            {{ real_columns("fct_components") }}
        from figures
        inner join components using (report_id, figure_item)
        left join years on years.year = figures.year
    )

select *
from final
