{{ config(materialized="view") }}

-- The figures of each programme, those that a reviewer has corrected with what is
-- meant. A correction
-- applies while the report still prints what the reviewer saw; one of a single
-- revision goes before one of all.
with
    figures as (
        select selected.*, reports.program_key
        from {{ ref("int_figures_selected") }} as selected
        inner join {{ ref("int_reports_identified") }} as reports using (report_id)
    ),

    corrections as (select * from {{ ref("corrections") }}),

    applied as (
        select
            figures.table_name,
            figures.column_name,
            figures.report_id,
            figures.reference_year,
            figures.item,
            corrections.corrected_value,
            corrections.corrected_text,
            corrections.reason as correction_reason,
            corrections.source as correction_source
        from corrections
        inner join
            figures
            on figures.program_key = corrections.program_key
            and figures.report_year = corrections.year
            and figures.table_name = corrections.table_name
            and figures.column_name = corrections.column_name
        where
            figures.item is not distinct from corrections.item
            and figures.printed_text = corrections.printed_text
            and figures.report_id = coalesce(corrections.report_id, figures.report_id)
        qualify
            row_number() over (
                partition by
                    figures.table_name,
                    figures.column_name,
                    figures.report_id,
                    figures.item
                order by corrections.report_id nulls last
            )
            = 1
    ),

    final as (
        select
            figures.* replace (
                if(correction_reason is null, figures.value, corrected_value) as value,
                if(
                    correction_reason is null, figures.text_value, corrected_text
                ) as text_value,
                if(correction_reason is null, figures.reason, null) as reason
            ),
            figures.value as printed_value,
            correction_reason,
            correction_source
        from figures
        left join
            applied
            on applied.report_id = figures.report_id
            and applied.table_name = figures.table_name
            and applied.column_name = figures.column_name
            and applied.item is not distinct from figures.item
    )

select *
from final
