-- What a report's title block does not say: one row a report and column.
with
    cells as (
        select report_id, item, reading_no, text, reason
        from {{ ref("int_cells_parsed") }}
        where section = '0'
        qualify row_number() over (partition by report_id, item order by reading_no) = 1
    ),

    titles as (
        select
            report_id,
            is_permanent,
            cast(
                columns(
                    ['program_name', 'ministry', 'service', 'start_year', 'end_year']
                ) as varchar
            )
        from {{ ref("int_reports_identified") }}
    ),

    absent as (
        select report_id, item, is_permanent
        from
            titles unpivot include nulls(
                stated for item
                in (program_name, ministry, service, start_year, end_year)
            )
        where coalesce(stated, '') = ''
    ),

    final as (
        select
            report_id,
            'program_names' as table_name,
            item as column_name,
            case
                when reading_no is null
                then 'not_in_form'
                -- "Permanente"
                when is_permanent and item = 'end_year'
                then 'not_applicable'
                else coalesce(reason, 'unreadable')
            end as reason,
            reading_no,
            text as printed_text
        from absent
        left join cells using (report_id, item)
    )

select *
from final
