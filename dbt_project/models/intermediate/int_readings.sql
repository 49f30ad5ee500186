{{ config(materialized="view") }}

with
    readings as (select * from {{ ref("stg_readings") }}),

    reports as (
        select report_id, program_key, report_year from {{ ref("int_reports") }}
    ),

    final as (
        select
            -- ids
            readings.report_id,
            readings.reading_no,
            reports.program_key,
            reports.report_year,
            readings.* exclude (report_id, reading_no)
        from readings
        inner join reports using (report_id)
    )

select *
from final
