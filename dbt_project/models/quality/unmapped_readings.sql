with
    unmapped as (
        select
            report_id,
            reading_no,
            'unknown_text' as problem,
            cast(null as varchar) as printed_amount
        from {{ ref("stg_readings") }}
        where status = 'unmapped'
        union all by name
        select report_id, reading_no, 'unknown_region' as problem, printed_amount
        from {{ ref("int_unknown_regions_listed") }}
    ),

    readings as (select * from {{ ref("stg_readings") }}),

    reports as (
        select report_id, program_key, report_year as year, source_file
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
            reports.source_file,
            unmapped.problem,
            readings.section,
            readings.label,
            readings.text,
            readings.resembles,
            unmapped.printed_amount,

            -- place
            readings.page,
            readings.x0,
            readings.top,
            readings.x1,
            readings.bottom,
            readings.line_no
        from unmapped
        inner join readings using (report_id, reading_no)
        inner join reports using (report_id)
    )

select *
from final
