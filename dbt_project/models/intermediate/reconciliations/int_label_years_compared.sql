{{ config(materialized="incremental", pre_hook="{{ forget_reports() }}") }}

-- Labels and headers that print a year, against the year their position stands for:
-- one row a label.
with
    reports as ({{ new_reports() }}),

    labels as (
        select
            report_id,
            extracted_at,
            concat_ws(
                '/',
                item,
                case when column_id <> 'value' then column_id end,
                case when row_no > 1 then row_no end
            ) as item,
            reports.report_year + year_offset as expected,
            -- A header, a caption and a row's label are readings; any other label
            -- stands beside one.
            case
                when row_no = 0 or column_id = 'label' or ends_with(item, '.caption')
                then text
                else label
            end as printed,
            reading_no
        from {{ ref("stg_readings") }}
        inner join reports using (report_id)
        inner join {{ ref("label_years") }} using (item, column_id)
        where row_no = 0 or column_id in ('value', 'label')
    ),

    years as (
        select
            *,
            try_cast(
                nullif(regexp_extract(printed, '\b(19|20)\d\d\b'), '') as integer
            ) as actual
        from labels
    ),

    -- A header repeated on the next page is one label; if the two differ, the wrong
    -- one counts.
    final as (
        select
            report_id,
            extracted_at,
            'label_years_match' as check_name,
            item,
            expected,
            actual,
            0 as tolerance,
            printed,
            reading_no
        from years
        -- A label that prints no year claims none.
        where actual is not null
        qualify
            row_number() over (
                partition by report_id, item
                order by (actual <> expected) desc, reading_no
            )
            = 1
    )

select *
from final
