with
    gaps as (select * from {{ ref("stg_gaps") }}),

    columns_of_items as (
        select distinct split_part(item, '.', 1) as item, table_name, column_name
        from {{ ref("form_figures") }}
        union
        select item, table_name, profile_column
        from {{ ref("profile_columns") }}
        union
        select
            'sdg', 'program_sdg', unnest(['sdg_number', 'target_code', 'target_text'])
    ),

    without_text as (
        select distinct report_id from gaps where kind = 'page_without_text'
    ),

    final as (
        select
            gaps.report_id,
            columns_of_items.table_name,
            columns_of_items.column_name,
            case
                when bool_or(gaps.kind = 'label_unknown')
                then 'unreadable'
                when bool_or(without_text.report_id is not null)
                then 'page_without_text'
                else 'section_missing'
            end as reason
        from gaps
        inner join columns_of_items using (item)
        left join without_text using (report_id)
        group by all
    )

select *
from final
