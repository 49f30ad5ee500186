with
    targets as (select * from {{ ref("int_sdg_targets_split") }}),

    reports as (
        select report_id, program_key, report_year, is_latest
        from {{ ref("program_profile") }}
    ),

    final as (
        select distinct
            -- ids
            report_id,
            program_key,
            report_year,
            sdg_number,
            target_code,

            -- text
            target_text,

            -- flags
            is_latest
        from targets
        inner join reports using (report_id)
    )

select *
from final
