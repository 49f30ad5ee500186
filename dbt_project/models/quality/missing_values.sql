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
            program_key,
            report_year,
            report_year as reference_year,
            'program_profile' as table_name,
            profile_column as column_name,
            cast(null as varchar) as item,
            reason,
            reading_no,
            printed_text
        from {{ ref("int_profile_answers") }}
        where reason is not null
    ),

    goals as (
        select
            report_id,
            program_key,
            report_year,
            report_year as reference_year,
            'program_sdg' as table_name,
            column_name,
            item,
            reason,
            reading_no,
            printed_text
        from {{ ref("int_sdg_gaps") }}
    ),

    titles as (
        select
            report_id,
            program_key,
            report_year,
            report_year as reference_year,
            table_name,
            column_name,
            cast(null as varchar) as item,
            reason,
            reading_no,
            printed_text
        from {{ ref("int_title_gaps") }}
    ),

    final as (
        select *
        from figures
        union all by name
        select *
        from answers
        union all by name
        select *
        from goals
        union all by name
        select *
        from titles
    )

select *
from final
