-- Every spelling of a ministry or service that reports print and no reviewed row
-- replaces, and every name in a regional table that is no known region.
with
    reports as (
        select reports.*, described.executed_clp
        from {{ ref("int_reports_identified") }} as reports
        left join {{ ref("int_programs_described") }} as described using (report_id)
    ),

    printed as (
        select
            'ministry' as kind,
            ministry as name,
            report_id,
            report_year,
            source_file,
            program_name,
            executed_clp
        from reports

        union all by name

        select
            'service' as kind,
            service as name,
            report_id,
            report_year,
            source_file,
            program_name,
            executed_clp
        from reports

        union all by name

        select
            'region' as kind,
            rows.printed_region as name,
            report_id,
            reports.report_year,
            reports.source_file
        from {{ ref("int_unknown_regions_listed") }} as rows
        inner join reports using (report_id)
    ),

    final as (
        select
            kind,
            {{ normalise_name("name") }} as compared_name,
            max_by(name, (report_year, report_id)) as name,
            count(distinct report_id) as report_count,
            sum(executed_clp) as executed_clp,
            min(report_year) as first_report_year,
            max(report_year) as last_report_year,
            max_by(source_file, (report_year, report_id)) as source_file,
            list(distinct {{ normalise_name("program_name") }}) filter (
                where program_name is not null
            ) as programs
        from printed
        where {{ normalise_name("name") }} <> ''
        group by kind, compared_name
    )

select *
from final
