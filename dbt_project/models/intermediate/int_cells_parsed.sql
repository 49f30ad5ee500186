{{ config(materialized="incremental", pre_hook="{{ forget_reports() }}") }}

-- Header cells (row 0) are labels, not values.
with
    reports as ({{ new_reports() }}),

    readings as (
        select
            *,
            if(
                comma_groups.reading_no is null, text, replace(text, ',', '.')
            ) as number_text
        from {{ ref("stg_readings") }}
        inner join reports using (report_id)
        left join
            {{ ref("int_comma_groups_found") }} as comma_groups using (
                report_id, reading_no
            )
        where coalesce(row_no, 1) > 0 and status <> 'unmapped'
    ),

    -- A cell whose column cannot be decided stands in each of its candidate columns,
    -- without a value.
    candidates as (
        select
            * exclude (column_id, status),
            unnest(list_distinct(string_split(column_id, '|'))) as column_id,
            case
                when contains(column_id, '|') then 'ambiguous' else status
            end as status
        from readings
    ),

    final as (
        select
            -- ids
            report_id,
            reading_no,

            -- place in the form
            section,
            item,
            row_no,
            column_id,

            -- printed
            text,
            status,
            {{ missing_reason("status", "text") }} as reason,

            -- read as
            number_text,
            {{ parse_number("number_text") }} as number,
            {{ yes_no("text") }} as answer,

            -- the report
            report_year,
            extracted_at
        from candidates
    )

select *
from final
