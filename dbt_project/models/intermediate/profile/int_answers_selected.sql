{{ config(materialized="incremental", pre_hook="{{ forget_reports() }}") }}

with
    reports as ({{ new_reports() }}),

    printed as (
        select
            report_id,
            item,
            min(reading_no) as reading_no,
            string_agg(text, '; ' order by reading_no) as printed_text,
            string_agg(text, '; ' order by reading_no) filter (
                where reason is null
            ) as answer,
            min_by(reason, reading_no) as reason
        from {{ ref("int_cells_parsed") }}
        where
            item in (select item from {{ ref("profile_columns") }})
            and report_id in (select report_id from reports)
        group by report_id, item
    ),

    asked as (
        select reports.*, item, table_name, profile_column, kind
        from reports
        cross join {{ ref("profile_columns") }}
    ),

    answered as (
        select
            asked.*,
            reading_no,
            printed_text,
            case
                kind
                when 'text'
                then answer
                when 'remark'
                then nullif({{ remark("answer") }}, '')
            end as value_text,
            case
                kind
                when 'yes_no'
                then {{ yes_no("answer") }}
                when 'third_parties'
                then {{ third_parties("answer") }}
                when 'contribution'
                then {{ contributes("answer") }}
            end as value_boolean,
            case
                when reading_no is null
                then 'not_in_form'
                when answer is null
                then reason
                when value_text is not null or value_boolean is not null
                then null
                when kind = 'remark'
                then if({{ yes_no("answer") }}, 'blank', 'not_applicable')
                else 'unreadable'
            end as reason
        from asked
        left join printed using (report_id, item)
    ),

    final as (select * from answered)

select *
from final
