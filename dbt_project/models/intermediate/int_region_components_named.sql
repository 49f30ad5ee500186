-- Columns of the regional table that are headed by components: the component each is
-- about, as int_components_listed names it, else as it is printed.
with
    headers as (
        select report_id, item, column_id, min_by(text, reading_no) as printed_name
        from {{ ref("stg_readings") }}
        where
            item = 'regional_spending'
            and row_no = 0
            and starts_with(column_id, 'component_')
        group by report_id, item, column_id
    ),

    components as (
        select distinct report_id, compared_name, figure_item
        from {{ ref("int_components_listed") }}
        where occurrence = 1
    ),

    final as (
        select
            headers.report_id,
            headers.item as form_item,
            headers.column_id,
            coalesce(components.figure_item, headers.printed_name) as component_item
        from headers
        left join
            components
            on components.report_id = headers.report_id
            and components.compared_name = {{ normalise_name("headers.printed_name") }}
    )

select *
from final
