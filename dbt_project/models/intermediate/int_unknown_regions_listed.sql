-- Regional rows whose printed name is no known region: they reach no fact, and are
-- listed instead.
with
    region_rows as (
        select *
        from {{ ref("int_regions_matched") }}
        where region_code is null and reason is null
    ),

    amounts as (
        select *
        from {{ ref("int_cells_parsed") }}
        where column_id in ('spending', 'beneficiaries')
    ),

    final as (
        select
            -- ids
            region_rows.report_id,
            region_rows.reading_no,

            -- place in the form
            region_rows.section,
            region_rows.item,
            region_rows.row_no,

            -- printed
            region_rows.printed_region,
            max(amounts.text) as printed_amount
        from region_rows
        left join amounts using (report_id, item, row_no)
        group by all
    )

select *
from final
