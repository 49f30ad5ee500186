{{ config(materialized="incremental", pre_hook="{{ forget_reports() }}") }}

with
    reports as ({{ new_reports() }}),

    printed as (
        select *
        from {{ ref("int_figures_located") }}
        where report_id in (select report_id from reports)
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
        select *
        from printed
        qualify
            row_number() over (
                partition by report_id, table_name, column_name, reference_year, item
                order by reason is not null, priority, reading_no
            )
            = 1
    ),

    -- They are few: to put together what is printed would cost most for all the rest.
    undecided as (
        select
            report_id,
            table_name,
            column_name,
            reference_year,
            item,
            priority,
            count(*) filter (where reason is null) > 1 as is_double
        from printed
        group by all
        having is_double or bool_or(reason = 'ambiguous')
    ),

    all_printed as (
        select undecided.*, string_agg(printed_text, ' | ' order by reading_no) as texts
        from undecided
        inner join
            printed
            on printed.report_id = undecided.report_id
            and printed.table_name = undecided.table_name
            and printed.column_name = undecided.column_name
            and printed.reference_year is not distinct from undecided.reference_year
            and printed.item is not distinct from undecided.item
            and printed.priority = undecided.priority
        group by all
    ),

    decided as (
        select
            chosen.*,
            coalesce(all_printed.is_double, false) as is_double,
            all_printed.texts as printed_texts
        from chosen
        left join
            all_printed
            on all_printed.report_id = chosen.report_id
            and all_printed.table_name = chosen.table_name
            and all_printed.column_name = chosen.column_name
            and all_printed.reference_year is not distinct from chosen.reference_year
            and all_printed.item is not distinct from chosen.item
            and all_printed.priority = chosen.priority
    ),

    final as (
        select
            -- the figure
            expected.table_name,
            expected.column_name,
            expected.report_id,
            reports.report_year,
            reports.extracted_at,
            expected.reference_year,
            expected.item,

            -- printed
            decided.reading_no,
            case
                when decided.is_double or decided.reason = 'ambiguous'
                then decided.printed_texts
                else decided.printed_text
            end as printed_text,
            decided.status,

            -- read as
            case when not decided.is_double then decided.value end as value,
            case when not decided.is_double then decided.text_value end as text_value,
            case
                when decided.report_id is null
                then 'not_in_form'
                when decided.is_double
                then 'ambiguous'
                else decided.reason
            end as reason
        from expected
        inner join reports using (report_id)
        left join
            decided
            on decided.report_id = expected.report_id
            and decided.table_name = expected.table_name
            and decided.column_name = expected.column_name
            and decided.reference_year = expected.reference_year
            and decided.item is not distinct from expected.item
    )

select *
from final
