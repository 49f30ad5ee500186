with
    figures as ({{ pivot_figures("fct_production") }}),

    components as (
        select distinct report_id, figure_item, component_key, component_name
        from {{ ref("int_components_keyed") }}
        where item = 'production'
    ),

    final as (
        select
            -- ids
            figures.program_key,
            figures.report_id,
            components.component_key,

            -- years
            figures.reference_year,
            figures.report_year,
            {{ is_latest(["program_key", "reference_year", "component_key"]) }}
            as is_latest,

            -- text
            components.component_name,

            -- measures
            {{ figure_columns("fct_production") }}
        from figures
        inner join components using (report_id, figure_item)
    )

select *
from final
