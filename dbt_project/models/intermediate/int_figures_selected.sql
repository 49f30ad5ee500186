{{ config(materialized="incremental", pre_hook="{{ forget_reports() }}") }}

with
    reports as ({{ new_reports() }}),

    printed as (
        select *
        from {{ ref("int_figures_located") }}
        where report_id in (select report_id from reports)
    ),

    form_figures as (select * from {{ ref("form_figures") }}),

    -- What the form prints once is expected in every report. An announcement of a
    -- list is none of its rows.
    fixed_figures as (
        select * from form_figures where not is_open_row and unit <> 'list'
    ),

    open_columns as (
        select distinct table_name, column_name, measure, year_offset
        from form_figures
        where is_open_row
    ),

    -- Where one column of a row is printed, the public table has a row: all its columns
    -- need a reason.
    open_rows as (
        select distinct report_id, table_name, item
        from printed
        where is_open_row

        union all

        -- A table without a single row is one missing item.
        select reports.report_id, open_columns.table_name, null
        from reports
        cross join (select distinct table_name from open_columns) as open_columns
        anti join
            (select * from printed where is_open_row) as printed
            on printed.report_id = reports.report_id
            and printed.table_name = open_columns.table_name
    ),

    expected as (
        select distinct
            reports.report_id,
            fixed_figures.table_name,
            fixed_figures.column_name,
            fixed_figures.measure,
            reports.report_year + fixed_figures.year_offset as reference_year,
            replace(
                fixed_figures.figure_item, '{year}', reference_year::varchar
            ) as item,
            fixed_figures.is_total,
            false as is_row
        from reports
        cross join fixed_figures
        -- A page publishes no figures in the places of the yearly report.
        anti join {{ ref("int_pages_listed") }} as pages using (report_id)

        union all

        select
            open_rows.report_id,
            table_name,
            open_columns.column_name,
            open_columns.measure,
            reports.report_year + open_columns.year_offset,
            open_rows.item,
            false,
            true
        from open_rows
        inner join reports using (report_id)
        inner join open_columns using (table_name)
    ),

    -- The lowest priority that holds a value counts; printed twice there, it is
    -- undecidable.
    chosen as (
        select *
        from printed
        qualify
            row_number() over (
                partition by report_id, table_name, column_name, item, is_total
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
            item,
            is_total,
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
            and printed.item is not distinct from undecided.item
            and printed.is_total = undecided.is_total
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
            and all_printed.item is not distinct from chosen.item
            and all_printed.is_total = chosen.is_total
            and all_printed.priority = chosen.priority
    ),

    -- Why nothing is printed: the report lacks the section, it says that there is
    -- nothing to list, it leaves out this row, or its form has no such place.
    absences as (
        select
            report_id,
            table_name,
            min(reason) filter (
                where
                    item is null and table_name in (select table_name from open_columns)
            ) as table_reason,
            list(distinct column_name) as columns
        from printed
        group by report_id, table_name
    ),

    gaps as (select * from {{ ref("int_gaps_by_column") }}),

    final as (
        select
            -- the figure
            expected.table_name,
            expected.column_name,
            expected.measure,
            expected.report_id,
            reports.report_year,
            reports.extracted_at,
            expected.reference_year,
            expected.item,
            expected.is_total,
            expected.is_row,

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
                when decided.report_id is not null
                then if(decided.is_double, 'ambiguous', decided.reason)
                when gaps.reason is not null
                then gaps.reason
                when expected.item is null and absences.table_reason is not null
                then absences.table_reason
                when list_contains(absences.columns, expected.column_name)
                then 'blank'
                else 'not_in_form'
            end as reason
        from expected
        inner join reports using (report_id)
        left join
            decided
            on decided.report_id = expected.report_id
            and decided.table_name = expected.table_name
            and decided.column_name = expected.column_name
            and decided.item is not distinct from expected.item
            and decided.is_total = expected.is_total
        left join
            absences
            on absences.report_id = expected.report_id
            and absences.table_name = expected.table_name
        left join
            gaps
            on gaps.report_id = expected.report_id
            and gaps.table_name = expected.table_name
            and gaps.column_name = expected.column_name
    )

select *
from final
