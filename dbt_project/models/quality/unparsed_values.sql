-- A reading that feeds several columns is one row: what is wrong is the print.
with
    -- Every printed candidate for a figure, also one that another label of the form
    -- stands in for.
    unparsed as (
        select
            report_id,
            reading_no,
            string_agg(
                distinct table_name || '.' || column_name,
                ', '
                order by table_name || '.' || column_name
            ) as feeds
        from {{ ref("int_figures_located") }}
        where reason = 'unreadable'
        group by report_id, reading_no
    ),

    readings as (select * from {{ ref("stg_readings") }}),

    reports as (
        select report_id, program_key, report_year as year
        from {{ ref("int_reports_identified") }}
    ),

    final as (
        select
            -- ids
            report_id,
            reading_no,
            reports.program_key,
            reports.year,

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
