with
    reports as (
        select report_id, program_key, report_year as year
        from {{ ref("int_reports_identified") }}
        where is_current
    ),

    figures as (
        select
            report_id, table_name, column_name, item, reason, reading_no, printed_text
        from {{ ref("int_figures") }}
        where reason is not null and not is_total
    ),

    answers as (
        select
            report_id,
            table_name,
            profile_column as column_name,
            reason,
            reading_no,
            printed_text
        from {{ ref("int_answers_selected") }}
        where reason is not null
    ),

    told as (
        select *
        from answers
        union all by name
        select
            report_id,
            'program_sdg' as table_name,
            column_name,
            item,
            reason,
            reading_no,
            printed_text
        from {{ ref("int_sdg_gaps_explained") }}
        union all by name
        select report_id, table_name, column_name, reason, reading_no, printed_text
        from {{ ref("int_title_gaps_explained") }}
    ),

    gaps as (select * from {{ ref("int_gaps_by_column") }}),

    -- What a report has no place for, because its section or table is missing, is
    -- missing in the report and not in the form.
    explained as (
        select
            told.* replace (
                if(
                    told.reason = 'not_in_form' and gaps.reason is not null,
                    gaps.reason,
                    told.reason
                ) as reason
            )
        from told
        left join gaps using (report_id, table_name, column_name)

        union all by name

        select *
        from figures
    ),

    final as (
        select
            reports.program_key,
            reports.year,
            reports.report_id,
            table_name,
            column_name,
            item,
            reason,
            reading_no,
            printed_text
        from explained
        inner join reports using (report_id)
    )

select *
from final
