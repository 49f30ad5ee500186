-- depends_on: {{ ref("stg_reports") }}
{{
    config(
        materialized="incremental",
        pre_hook="{{ forget_reports() }}",
    )
}}

-- What depends on nothing but the readings of one report, which never change as long as
-- the program that reads them and this project stay as they are: only reports that came
-- since are read as numbers, and a build of another project begins anew.
-- Header cells (row 0) are labels, not values.
with
    readings as (
        select *
        from {{ ref("stg_readings") }}
        where coalesce(row_no, 1) > 0 and status <> 'unmapped' and {{ is_new_report() }}
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
            {{ parse_number("text") }} as number,
            {{ yes_no("text") }} as answer
        from candidates
    )

select *
from final
