-- One row a target. A cell may print several: each starts with the goal's own number
-- ("8.3", "8.a").
with
    rows as (
        select * from {{ ref("int_sdg_goals_matched") }} where sdg_number is not null
    ),

    marked as (
        select
            *,
            regexp_replace(
                target_text,
                '(^|\s)(' || sdg_number || '\.(?:\d{1,2}|[a-d]))[.:)]?(?:\s+|$)',
                chr(30) || '\2 ',
                'g'
            ) as marked_targets
        from rows
    ),

    split as (
        select
            * exclude (marked_targets),
            string_split(
                coalesce(ltrim(marked_targets, chr(30)), ''), chr(30)
            ) as targets,
            unnest(range(1, len(targets) + 1)) as target_no,
            trim(targets[target_no]) as target
        from marked
    ),

    final as (
        select
            report_id,
            row_no,
            target_no,
            reading_no,
            printed_text,
            sdg_number,
            nullif(
                regexp_extract(target, '^(\d{1,2}\.(?:\d{1,2}|[a-d]))(?: |$)', 1), ''
            ) as target_code,
            nullif(
                trim(regexp_replace(target, '^\d{1,2}\.(?:\d{1,2}|[a-d])(?: |$)', '')),
                ''
            ) as target_text,
            target_reason
        from split
    )

select *
from final
