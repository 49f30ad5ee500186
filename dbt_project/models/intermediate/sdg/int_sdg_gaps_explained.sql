-- Why a report has no row in program_sdg, or a row without its target.
with
    reports as (select report_id from {{ ref("int_reports_identified") }}),

    rows as (select * from {{ ref("int_sdg_goals_matched") }}),

    targets as (select * from {{ ref("int_sdg_targets_split") }}),

    gaps as (
        select
            report_id,
            'sdg_number' as column_name,
            cast(null as varchar) as item,
            cast(null as integer) as reading_no,
            cast(null as varchar) as printed_text,
            'not_in_form' as reason
        from reports
        anti join rows using (report_id)
        union all by name
        select
            report_id,
            'sdg_number' as column_name,
            'row ' || row_no as item,
            reading_no,
            printed_text,
            coalesce(goal_reason, 'unreadable') as reason
        from rows
        where sdg_number is null
        union all by name
        select
            report_id,
            column_name,
            concat_ws('/', sdg_number, coalesce(target_code, 'row ' || row_no)) as item,
            reading_no,
            printed_text,
            coalesce(
                target_reason,
                case when target_text is null then 'blank' else 'unreadable' end
            ) as reason
        from targets
        cross join (values ('target_code'), ('target_text')) as absent(column_name)
        where if(column_name = 'target_code', target_code, target_text) is null
    ),

    -- A target named twice is one gap.
    final as (
        select *
        from gaps
        qualify
            row_number() over (
                partition by report_id, column_name, item order by reading_no
            )
            = 1
    )

select *
from final
