with
    gaps as (select * from {{ ref("stg_gaps") }}),

    reports as (
        select report_id, program_key, report_year as year, source_file
        from {{ ref("int_reports_identified") }}
    ),

    listed as (
        select
            report_id,
            string_agg(distinct page, ', ' order by page) filter (
                where kind = 'page_without_text'
            ) as pages,
            string_agg(section, ', ' order by section) filter (
                where kind = 'section_missing' and item is null
            ) as sections,
            string_agg(section || ' ' || item, ', ' order by section, item) filter (
                where kind = 'table_missing'
            ) as tables,
            string_agg(section || ' ' || item, ', ' order by section, item) filter (
                where kind = 'label_unknown'
            ) as labels
        from gaps
        group by report_id
    ),

    final as (
        select
            -- ids
            report_id,
            reports.program_key,
            reports.year,
            reports.source_file,

            -- what is missing
            listed.pages,
            listed.sections,
            listed.tables,
            listed.labels,
            concat_ws(
                ' ',
                'Pages that show something and have no text: ' || listed.pages || '.',
                'Sections that every report prints are missing: '
                || listed.sections
                || '.',
                'Tables that every report prints are missing: ' || listed.tables || '.',
                'Labels are in words that the form does not know: '
                || listed.labels
                || '. See unmapped_readings, and decide with `panelsocial match`.',
                if(
                    listed.pages is not null,
                    'Run text recognition on these pages, or ask the publisher for the report as text.',
                    if(
                        listed.sections is not null or listed.tables is not null,
                        'Compare it with the published report.',
                        null
                    )
                )
            ) as detail
        from listed
        inner join reports using (report_id)
    )

select *
from final
