with
    reports as (
        select report_id
        from {{ ref("int_reports_dated") }}
        where
            report_id not in (select report_id from {{ ref("int_reports_put_aside") }})
    ),

    readings as (
        select * from {{ ref("stg_readings") }} where section = '0' and status = 'value'
    ),

    pages as (select * from {{ ref("int_pages_listed") }}),

    institutions as (select * from {{ ref("int_institutions_folded") }}),

    printed as (
        select
            reports.report_id,
            coalesce(
                max(text) filter (where item = 'program_name'), any_value(program_name)
            ) as program_name,
            coalesce(
                max(text) filter (where item = 'ministry'), any_value(ministry)
            ) as ministry,
            coalesce(
                max(text) filter (where item = 'service'), any_value(service)
            ) as service,
            max(text) filter (where item = 'start_year') as start_year,
            max(text) filter (where item = 'end_year') as end_year
        from reports
        left join readings using (report_id)
        left join pages using (report_id)
        group by reports.report_id
    ),

    final as (
        select
            -- ids
            printed.report_id,

            -- text
            printed.program_name,
            {{ normalise_name("printed.program_name") }} as compared_name,
            coalesce(ministries.canonical, printed.ministry) as ministry,
            coalesce(services.canonical, printed.service) as service,

            -- numbers
            {{ parse_year("printed.start_year") }} as start_year,
            {{ parse_year("printed.end_year") }} as end_year,

            -- flags
            {{ normalise_name("printed.end_year") }} = 'permanente' as is_permanent
        from printed
        left join
            institutions as ministries
            on ministries.kind = 'ministry'
            and ministries.printed_name = {{ normalise_name("printed.ministry") }}
        left join
            institutions as services
            on services.kind = 'service'
            and services.printed_name = {{ normalise_name("printed.service") }}
    )

select *
from final
