-- Rows of table 7.2: one goal and the text of its targets. A goal may span several
-- rows: the rows below it have an empty goal cell.
with
    cells as (select * from {{ ref("int_cells_parsed") }} where item = 'sdg'),

    rows as (
        select
            report_id,
            row_no,
            max(text) filter (where column_id = 'goal' and reason is null) as goal_text,
            max(text) filter (
                where column_id = 'target' and reason is null
            ) as target_text,
            min(reading_no) as reading_no,
            min_by(text, reading_no) as printed_text,
            max(reason) filter (where column_id = 'goal') as goal_reason,
            max(reason) filter (where column_id = 'target') as target_reason
        from cells
        group by report_id, row_no
    ),

    filled as (
        select
            * exclude (goal_text),
            last_value(goal_text ignore nulls) over (
                partition by report_id order by row_no
            ) as goal_text
        from rows
    ),

    -- A goal is known by its number, else by its name; any other number is no goal.
    final as (
        select filled.*, coalesce(numbered.sdg_number, named.sdg_number) as sdg_number
        from filled
        left join
            {{ ref("ods_sdg") }} as numbered
            on numbered.sdg_number
            = try_cast(regexp_extract(goal_text, '^(\d{1,2})\.', 1) as integer)
        left join
            {{ ref("ods_sdg") }} as named
            on starts_with(
                {{ normalise_name("goal_text") }}, {{ normalise_name("named.name_es") }}
            )
    )

select *
from final
