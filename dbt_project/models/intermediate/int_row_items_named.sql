-- What each row of an open table is about: the `item` of its figures. A row that
-- names nothing ("El programa no presenta información.") has none, and its figures
-- share the reason.
with
    cells as (select * from {{ ref("int_cells_parsed") }}),

    components as (
        select
            cells.report_id,
            cells.item as form_item,
            cells.row_no,
            components.figure_item as item,
            case
                when components.figure_item is null
                then coalesce(cells.reason, 'ambiguous')
            end as reason,
            true as is_known
        from cells
        left join
            {{ ref("int_components_listed") }} as components using (
                report_id, item, row_no
            )
        where
            cells.item = 'production'
            or (cells.item = 'components' and cells.column_id = 'name_and_type')
            or (cells.item = 'component_spending' and cells.column_id = 'component')
    ),

    regions as (
        select
            report_id,
            item as form_item,
            row_no,
            region_code as item,
            reason,
            region_code is not null or reason is not null as is_known
        from {{ ref("int_regions_matched") }}
    ),

    areas as (
        select
            report_id,
            item as form_item,
            row_no,
            if(reason is null, text, null) as item,
            reason,
            true as is_known
        from cells
        where item = 'territorial_beneficiaries' and column_id = 'aspect'
    ),

    -- Rows that only their number tells apart.
    numbered as (
        select
            report_id,
            item as form_item,
            row_no,
            case when bool_or(reason is null) then row_no::varchar end as item,
            case when not bool_or(reason is null) then max(reason) end as reason,
            true as is_known
        from cells
        where
            item in (
                'total_spending',
                'administrative_spending',
                'extrabudgetary_sources',
                'executors',
                'complementarities',
                'evaluations'
            )
        group by report_id, cells.item, row_no
    ),

    indicators as (
        select
            cells.report_id,
            cells.item as form_item,
            cells.row_no,
            indicators.figure_item as item,
            case
                when indicators.figure_item is null
                then coalesce(cells.reason, 'ambiguous')
            end as reason,
            true as is_known
        from cells
        left join
            {{ ref("int_indicators_listed") }} as indicators using (
                report_id, item, row_no
            )
        where
            cells.item in ('purpose_indicators', 'complementary_indicators')
            and cells.column_id = 'indicator_name'
    ),

    unioned as (
        select *
        from components
        union all
        select *
        from regions
        union all
        select *
        from areas
        union all
        select *
        from numbered
        union all
        select *
        from indicators
    ),

    final as (
        select
            report_id,
            form_item,
            row_no,
            min(item) as item,
            case when min(item) is null then min(reason) end as reason,
            bool_and(is_known) as is_known
        from unioned
        group by report_id, form_item, row_no
    )

select *
from final
