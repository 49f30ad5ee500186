with
    figures as (
        select
            report_id,
            program_key,
            report_year,
            reference_year,
            table_name,
            column_name,
            item,
            reason,
            reading_no,
            printed_text
        from {{ ref("int_figures") }}
        where reason is not null
    ),

    answers as (
        select
            report_id,
            'program_profile' as table_name,
            profile_column as column_name,
            cast(null as varchar) as item,
            reason,
            reading_no,
            printed_text
        from {{ ref("int_answers_selected") }}
        where reason is not null
    ),

    goals as (
        select
            report_id,
            'program_sdg' as table_name,
            column_name,
            item,
            reason,
            reading_no,
            printed_text
        from {{ ref("int_sdg_gaps_explained") }}
    ),

    titles as (
        select
            report_id,
            table_name,
            column_name,
            cast(null as varchar) as item,
            reason,
            reading_no,
            printed_text
        from {{ ref("int_title_gaps_explained") }}
    ),

    -- They are about the report's own year.
    told as (
        select *
        from answers
        union all by name
        select *
        from goals
        union all by name
        select *
        from titles
    ),

    reasons as (
        select *
        from figures
        union all by name
        select
            told.*,
            reports.program_key,
            reports.report_year,
            reports.report_year as reference_year
        from told
        inner join {{ ref("int_reports_identified") }} as reports using (report_id)
    ),

    gaps as (select * from {{ ref("int_gaps_by_column") }}),

    -- What a report has no place for, because its section or table is missing, is
    -- missing in the report and not in the form.
    final as (
        select
            reasons.* exclude (reason),
            if(
                reasons.reason = 'not_in_form' and gaps.reason is not null,
                gaps.reason,
                reasons.reason
            ) as reason
        from reasons
        left join gaps using (report_id, table_name, column_name)
    )

select *
from final
