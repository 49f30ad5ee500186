-- A reading that feeds several columns is one row: what is wrong is the print.
with
    -- Every printed candidate for a figure, also one that another label of the form
    -- stands in for.
    candidates as (
        select report_id, reading_no, table_name || '.' || column_name as feeds
        from {{ ref("int_figures_located") }}
        where reason = 'unreadable'
    ),

    -- Totals that no fact publishes.
    totals as (
        select report_id, reading_no, cast(null as varchar) as feeds
        from {{ ref("int_cells_parsed") }}
        where
            item in ('regional_spending.total', 'regional_beneficiaries.total')
            and column_id in ('spending', 'beneficiaries')
            and reason is null
            and number is null
    ),

    unparsed as (
        select
            report_id,
            reading_no,
            string_agg(distinct feeds, ', ' order by feeds) as feeds
        from
            (
                select *
                from candidates
                union all
                select *
                from totals
            )
        group by report_id, reading_no
    ),

    readings as (select * from {{ ref("stg_readings") }}),

    reports as (
        select report_id, program_key, report_year
        from {{ ref("int_reports_identified") }}
    ),

    final as (
        select
            -- ids
            report_id,
            reading_no,
            reports.program_key,
            reports.report_year,

            -- text
            readings.section,
            readings.item as form_item,
            readings.label,
            readings.text,
            unparsed.feeds,

            -- place
            readings.page,
            readings.x0,
            readings.top,
            readings.x1,
            readings.bottom,
            readings.line_no
        from unparsed
        inner join readings using (report_id, reading_no)
        inner join reports using (report_id)
    )

select *
from final
