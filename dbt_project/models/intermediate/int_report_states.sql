-- What the figures and answers of a report depend on besides its own cells: another
-- name in an index, a new alias or a spelling can change that years after it was read.
with
    reports as (
        select report_id, program_key, report_year from {{ ref("int_reports") }}
    ),

    row_items as (
        select
            report_id,
            -- In any order; a row of a report is there once.
            bit_xor(hash(form_item, row_no, item, reason, is_known)) as items
        from {{ ref("int_row_items") }}
        group by report_id
    ),

    final as (
        select
            reports.*,
            hash(
                report_id, program_key, report_year, items, region_units.printed_unit
            ) as report_state
        from reports
        left join row_items using (report_id)
        left join {{ ref("int_region_units") }} as region_units using (report_id)
    )

select *
from final
