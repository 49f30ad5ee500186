-- Where a report names components: the components table with its production lines,
-- and 5.5. Two components of one name are told apart by their order in each table.
with
    cells as (select * from {{ ref("int_cells_parsed") }}),

    described as (
        select
            report_id,
            row_no,
            component_name,
            component_type,
            row_number() over (
                partition by report_id, {{ normalise_name("component_name") }}
                order by row_no
            ) as occurrence
        from {{ ref("int_component_names_split") }}
    ),

    spent as (
        select report_id, row_no, arg_min(text, reading_no) as component_name
        from cells
        where item = 'component_spending' and column_id = 'component' and reason is null
        group by report_id, row_no
    ),

    mentions as (
        select
            report_id,
            'components' as item,
            row_no,
            component_name,
            component_type,
            occurrence
        from described

        union all

        select distinct
            report_id,
            'production',
            row_no,
            described.component_name,
            described.component_type,
            described.occurrence
        from described
        inner join cells using (report_id, row_no)
        where cells.item = 'production'

        union all

        select
            report_id,
            'component_spending',
            row_no,
            component_name,
            null,
            row_number() over (
                partition by report_id, {{ normalise_name("component_name") }}
                order by row_no
            )
        from spent
    ),

    -- One component is one item of a report, in whichever table it stands.
    named as (
        select
            * exclude (component_name),
            {{ normalise_name("component_name") }} as compared_name,
            first_value(component_name) over (
                partition by report_id, compared_name, occurrence order by item, row_no
            ) as component_name
        from mentions
    ),

    final as (
        select
            -- ids
            report_id,

            -- place in the form
            item,
            row_no,

            -- text
            component_name,
            compared_name,
            occurrence,
            component_name || case
                when occurrence > 1 then ' #' || occurrence else ''
            end as figure_item,
            component_type
        from named
    )

select *
from final
