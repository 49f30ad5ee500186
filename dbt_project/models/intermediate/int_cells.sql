{{ config(materialized="view") }}

with
    cells as (select * from {{ ref("int_read_cells") }}),

    reports as (
        select report_id, program_key, report_year from {{ ref("int_reports") }}
    ),

    final as (
        select
            -- ids
            cells.report_id,
            cells.reading_no,
            reports.program_key,
            reports.report_year,
            cells.* exclude (report_id, reading_no)
        from cells
        inner join reports using (report_id)
    )

select *
from final
