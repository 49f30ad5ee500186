{{ config(materialized="incremental", pre_hook="{{ forget_reports() }}") }}

-- The components table prints name and type in one cell. The name is the longest
-- component name of 5.5 in the same report that the cell starts with. In a report
-- without 5.5 it is what stands before a known type at the end; where none fits, the
-- whole cell is the name.
with
    reports as ({{ new_reports() }}),

    cells as (
        select *
        from {{ ref("int_cells_parsed") }}
        where reason is null and report_id in (select report_id from reports)
    ),

    described as (
        select report_id, row_no, text, {{ normalise_name("text") }} as compared
        from cells
        where item = 'components' and column_id = 'name_and_type'
    ),

    spent as (
        select distinct
            report_id, text as name, {{ normalise_name("text") }} as compared
        from cells
        where item = 'component_spending' and column_id = 'component'
    ),

    named as (
        select described.*, spent.name, spent.compared as compared_name
        from described
        left join
            spent
            on spent.report_id = described.report_id
            and spent.compared <> ''
            and starts_with(described.compared || ' ', spent.compared || ' ')
        qualify
            row_number() over (
                partition by described.report_id, described.row_no
                order by length(spent.compared) desc nulls last, spent.name
            )
            = 1
    ),

    -- Where the name ends in print: the last position up to which the cell compares
    -- equal to it.
    positions as (
        select
            report_id,
            row_no,
            -- No text is shorter than what it compares as.
            unnest(range(length(compared_name), length(text) + 1)) as position,
            text,
            compared_name
        from named
        where compared_name is not null
    ),

    ends as (
        select report_id, row_no, max(position) as name_end
        from positions
        where {{ normalise_name("left(text, position)") }} = compared_name
        group by report_id, row_no
    ),

    typed as (
        select
            named.report_id,
            named.row_no,
            max_by(types.component_type, length(types.component_type)) as component_type
        from named
        inner join
            {{ ref("component_types") }} as types
            on ends_with(lower(named.text), lower(' ' || types.component_type))
        where named.report_id not in (select report_id from spent)
        group by named.report_id, named.row_no
    ),

    final as (
        select
            named.report_id,
            named.row_no,
            coalesce(
                named.name,
                trim(
                    left(named.text, length(named.text) - length(typed.component_type))
                ),
                named.text
            ) as component_name,
            coalesce(
                nullif(trim(substr(named.text, ends.name_end + 1)), ''),
                typed.component_type
            ) as component_type,
            reports.extracted_at
        from named
        inner join reports using (report_id)
        left join ends using (report_id, row_no)
        left join typed using (report_id, row_no)
    )

select *
from final
