-- One row for every figure a report states or should state, with the printed value
-- that counts.
with
    printed as (select * from {{ ref("int_printed_figures") }}),

    reports as (
        select report_id, program_key, report_year from {{ ref("int_reports") }}
    ),

    form_figures as (select * from {{ ref("form_figures") }}),

    table_columns as (select distinct table_name, column_name from form_figures),

    -- What the form prints once is expected in every report.
    fixed_figures as (select * from form_figures where not is_open_row),

    open_tables as (select distinct table_name from form_figures where is_open_row),

    -- Where a figure is printed for a key, the public table has a row: all its
    -- columns need a reason.
    rows as (
        select distinct report_id, table_name, reference_year, item
        from printed
        where reason is null or table_name in (select table_name from open_tables)

        union all

        -- An open table without a single row is one missing item.
        select reports.report_id, open_tables.table_name, reports.report_year, null
        from reports
        cross join open_tables
        anti join
            printed
            on printed.report_id = reports.report_id
            and printed.table_name = open_tables.table_name
    ),

    expected as (
        select
            reports.report_id,
            fixed_figures.table_name,
            fixed_figures.column_name,
            reports.report_year + fixed_figures.year_offset as reference_year,
            fixed_figures.figure_item as item
        from reports
        cross join fixed_figures

        union

        select
            rows.report_id,
            table_name,
            table_columns.column_name,
            rows.reference_year,
            rows.item
        from rows
        inner join table_columns using (table_name)
    ),

    -- The lowest priority that holds a value counts; printed twice there, it is
    -- undecidable.
    chosen as (
        select
            *,
            count(*) filter (where reason is null) over same_place > 1 as is_double,
            string_agg(printed_text, ' | ' order by reading_no) over same_place
            as printed_texts
        from printed
        window
            same_place as (
                partition by
                    report_id, table_name, column_name, reference_year, item, priority
            )
        qualify
            row_number() over (
                partition by report_id, table_name, column_name, reference_year, item
                order by reason is not null, priority, reading_no
            )
            = 1
    ),

    final as (
        select
            -- the figure
            expected.table_name,
            expected.column_name,
            expected.report_id,
            reports.program_key,
            reports.report_year,
            expected.reference_year,
            expected.item,

            -- printed
            chosen.reading_no,
            case
                when chosen.is_double or chosen.reason = 'ambiguous'
                then chosen.printed_texts
                else chosen.printed_text
            end as printed_text,
            chosen.status,

            -- read as
            case when not chosen.is_double then chosen.value end as value,
            case when not chosen.is_double then chosen.text_value end as text_value,
            case
                when chosen.report_id is null
                then 'not_in_form'
                when chosen.is_double
                then 'ambiguous'
                else chosen.reason
            end as reason
        from expected
        inner join reports using (report_id)
        left join
            chosen
            on chosen.report_id = expected.report_id
            and chosen.table_name = expected.table_name
            and chosen.column_name = expected.column_name
            and chosen.reference_year = expected.reference_year
            and chosen.item is not distinct from expected.item
    )

select *
from final
