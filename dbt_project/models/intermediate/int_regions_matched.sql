-- Rows of the two regional tables: the region each stands for, NULL where its name is
-- unknown.
with
    cells as (
        select *
        from {{ ref("int_cells_parsed") }}
        where
            item in ('regional_spending', 'regional_beneficiaries')
            and column_id = 'region'
    ),

    names as (select * from {{ ref("int_region_names_folded") }}),

    final as (
        select
            -- ids
            cells.report_id,
            cells.reading_no,

            -- place in the form
            cells.section,
            cells.item,
            cells.row_no,

            -- text
            cells.text as printed_region,
            cells.reason,
            case when cells.reason is null then names.region_code end as region_code
        from cells
        left join names on names.compared_name = {{ normalise_name("cells.text") }}
    )

select *
from final
