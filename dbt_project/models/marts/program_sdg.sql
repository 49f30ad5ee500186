with
    -- A target named twice is one.
    targets as (
        select
            report_id,
            sdg_number,
            target_code,
            target_text,
            min((row_no, target_no)) as place
        from {{ ref("int_sdg_targets_split") }}
        group by all
    ),

    reports as (select program_key, year, report_id from {{ ref("dim_report") }}),

    final as (
        select
            reports.program_key,
            reports.year,
            report_id,
            cast(
                row_number() over (
                    partition by report_id order by targets.place
                ) as integer
            ) as item_no,
            targets.sdg_number,
            targets.target_code,
            targets.target_text
        from targets
        inner join reports using (report_id)
    )

select *
from final
