-- Reports that print something else than the reviewer of a correction saw. While an
-- earlier document of the programme and year is as it was, older ones stand too: they
-- were there when the correction was reviewed.
with
    corrections as (
        select row_number() over () as correction_no, * from {{ ref("corrections") }}
    ),

    reports as (
        select report_id, program_key, report_year, document_no
        from {{ ref("int_reports_keyed") }}
    ),

    tried as (
        select
            corrections.*,
            reports.report_id as tried_report_id,
            reports.document_no,
            figures.printed_text as printed_now,
            coalesce(figures.printed_text = corrections.printed_text, false) as fits
        from corrections
        inner join
            reports
            on reports.program_key = corrections.program_key
            and reports.report_year = corrections.year
            and reports.report_id = coalesce(corrections.report_id, reports.report_id)
        left join
            {{ ref("int_figures_selected") }} as figures
            on figures.report_id = reports.report_id
            and figures.table_name = corrections.table_name
            and figures.column_name = corrections.column_name
            and figures.item is not distinct from corrections.item
    ),

    outdated as (
        select *
        from tried
        qualify
            not fits
            and document_no > coalesce(
                max(document_no) filter (fits) over (partition by correction_no), 0
            )
    ),

    final as (
        select
            tried_report_id as report_id,
            'outdated_correction' as reason,
            min(
                'A reviewed correction of '
                || concat_ws(', ', table_name || '.' || column_name, item)
                || ' of '
                || year
                || ' expects "'
                || printed_text
                || '" in print, and the report has '
                || coalesce('"' || printed_now || '"', 'no such figure')
                || ': review it in seeds/corrections.csv.'
            ) as detail
        from outdated
        group by tried_report_id
    )

select *
from final
