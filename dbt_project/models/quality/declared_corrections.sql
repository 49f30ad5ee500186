with
    corrections as (select * from {{ ref("corrections") }}),

    -- Also those that are put aside because a correction is outdated.
    documents as (
        select
            report_id,
            program_key,
            report_year,
            document_no
            = max(document_no) over (partition by program_key, report_year) as is_last
        from {{ ref("int_reports_keyed") }}
    ),

    -- The revision that a correction is about: the one it names, else the last.
    reports as (
        select
            corrections.* exclude (report_id),
            corrections.report_id as named_report_id,
            reports.report_id
        from corrections
        left join
            documents as reports
            on reports.program_key = corrections.program_key
            and reports.report_year = corrections.year
            and if(
                corrections.report_id is null,
                reports.is_last,
                reports.report_id = corrections.report_id
            )
    ),

    loaded as (select distinct program_key, report_year as year from documents),

    figures as (select * from {{ ref("int_figures_selected") }}),

    final as (
        select
            -- the figure
            reports.program_key,
            reports.year,
            coalesce(reports.report_id, reports.named_report_id) as report_id,
            reports.table_name,
            reports.column_name,
            reports.item,

            -- the correction
            reports.printed_text,
            figures.printed_text as printed_now,
            cast(reports.corrected_value as double) as corrected_value,
            reports.corrected_text,
            reports.reason,
            reports.source,
            reports.reviewed_on,
            case
                when loaded.program_key is null
                then 'report_not_loaded'
                when figures.printed_text = reports.printed_text
                then 'applied'
                else 'not_as_printed'
            end as status
        from reports
        left join loaded using (program_key, year)
        left join
            figures
            on figures.report_id = reports.report_id
            and figures.table_name = reports.table_name
            and figures.column_name = reports.column_name
            and figures.item is not distinct from reports.item
    )

select *
from final
