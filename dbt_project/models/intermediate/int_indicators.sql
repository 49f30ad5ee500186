with
    cells as (
        select *
        from {{ ref("int_cells") }}
        where item in ('purpose_indicators', 'complementary_indicators')
    ),

    rows as (
        select
            report_id,
            program_key,
            report_year,
            item,
            row_no,
            split_part(item, '_', 1) as scope,
            max(text) filter (
                where column_id = 'indicator_name' and reason is null
            ) as indicator_name,
            max(text) filter (
                where column_id = 'formula' and reason is null
            ) as formula,
            max(text) filter (
                where column_id = 'methodology' and reason is null
            ) as methodology,
            bool_or(contains(text, '%')) filter (
                where column_id like 'e%_%' and number is not null
            ) as is_percent,
            bool_or(number is not null) filter (
                where column_id like 'e%_%'
            ) as has_number
        from cells
        group by all
    ),

    numbered as (
        select
            rows.*,
            reports.revision,
            {{ normalise_name("indicator_name") }} as compared_name,
            row_number() over (
                partition by
                    rows.report_id, rows.scope, {{ normalise_name("indicator_name") }}
                order by rows.row_no
            ) as occurrence
        from rows
        inner join {{ ref("int_reports") }} as reports using (report_id)
        where indicator_name is not null
    ),

    final as (
        select
            -- ids
            report_id,
            program_key,
            {{ short_hash(["program_key", "scope", "compared_name", "occurrence"]) }}
            as indicator_key,

            -- place in the form
            item,
            row_no,

            -- text
            scope,
            indicator_name,
            scope
            || '/'
            || indicator_name
            || case
                when occurrence > 1 then ' #' || occurrence else ''
            end as figure_item,
            formula,
            methodology,
            case
                when is_percent then 'percent' when has_number then 'number'
            end as unit,

            -- numbers
            report_year,
            revision
        from numbered
    )

select *
from final
