with
    cells as (
        select *
        from {{ ref("int_cells_parsed") }}
        where item in ('purpose_indicators', 'complementary_indicators')
    ),

    rows as (
        select
            report_id,
            item,
            row_no,
            split_part(item, '_', 1) as scope,
            max(text) filter (
                where column_id = 'indicator_name' and reason is null
            ) as indicator_name,
            max(text) filter (
                where column_id = 'formula' and reason is null
            ) as formula,
            max(text) filter (
                where column_id = 'methodology' and reason is null
            ) as methodology,
            bool_or(contains(text, '%')) filter (
                where column_id like 'e%_%' and number is not null
            ) as is_percent,
            bool_or(number is not null) filter (
                where column_id like 'e%_%'
            ) as has_number
        from cells
        group by all
    ),

    numbered as (
        select
            *,
            {{ normalise_name("indicator_name") }} as compared_name,
            row_number() over (
                partition by report_id, scope, {{ normalise_name("indicator_name") }}
                order by row_no
            ) as occurrence
        from rows
        where indicator_name is not null
    ),

    final as (
        select
            -- ids
            report_id,

            -- place in the form
            item,
            row_no,

            -- text
            scope,
            indicator_name,
            compared_name,
            occurrence,
            scope
            || '/'
            || indicator_name
            || case
                when occurrence > 1 then ' #' || occurrence else ''
            end as figure_item,
            formula,
            methodology,
            case
                when is_percent then 'percent' when has_number then 'number'
            end as unit
        from numbered
    )

select *
from final
