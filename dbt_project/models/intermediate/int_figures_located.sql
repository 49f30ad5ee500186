{{ config(materialized="view") }}

-- Every printed candidate for a published figure: what it is about, and what it says.
with
    -- Columns headed by the report's own components are of one kind.
    cells as (
        select
            *, regexp_replace(column_id, '^component_\d+$', 'component') as form_column
        from {{ ref("int_cells_parsed") }}
    ),

    form_figures as (
        select * rename(column_id as form_column) from {{ ref("form_figures") }}
    ),

    row_items as (select * from {{ ref("int_row_items_named") }}),

    column_items as (select * from {{ ref("int_region_components_named") }}),

    component_types as (
        select report_id, row_no, component_type
        from {{ ref("int_component_names_split") }}
    ),

    region_units as (
        select report_id, printed_unit from {{ ref("int_region_units_inferred") }}
    ),

    located as (
        select
            cells.*,
            form_figures.table_name,
            form_figures.column_name,
            form_figures.is_open_row,
            form_figures.is_total,
            nullif(
                concat_ws(
                    '/',
                    row_items.item,
                    column_items.component_item,
                    replace(
                        form_figures.figure_item,
                        '{year}',
                        (cells.report_year + form_figures.year_offset)::varchar
                    )
                ),
                ''
            ) as figure_item,
            form_figures.unit,
            form_figures.priority,
            case
                when form_figures.is_open_row and row_items.item is null
                then coalesce(row_items.reason, 'ambiguous')
            end as row_reason,
            component_types.component_type,
            region_units.printed_unit as region_unit,
            {{ leading_number("cells.number_text") }} as leading_number
        from cells
        inner join form_figures using (item, form_column)
        left join
            row_items
            on row_items.report_id = cells.report_id
            and row_items.form_item = cells.item
            and row_items.row_no = cells.row_no
        left join
            column_items
            on column_items.report_id = cells.report_id
            and column_items.form_item = cells.item
            and column_items.column_id = cells.column_id
        left join
            component_types
            on component_types.report_id = cells.report_id
            and component_types.row_no = cells.row_no
            and form_figures.unit = 'component_type'
        left join region_units on region_units.report_id = cells.report_id
        where coalesce(row_items.is_known, true)
    ),

    read_as as (
        select
            * exclude (figure_item),
            -- Without a row there is no item either, whatever the column says.
            case when row_reason is null then figure_item end as figure_item,
            coalesce(row_reason, reason) as printed_reason,
            case
                unit
                when 'thousands'
                then number * 1000
                when 'regional'
                then
                    number * case
                        region_unit
                        when 'thousands'
                        then 1000
                        when 'millions'
                        then 1000000
                    end
                when 'count'
                then case when number = floor(number) then number end
                when 'number'
                then number
                when 'percent'
                then number
                when 'leading_number'
                then {{ parse_number("leading_number") }}
                when 'year'
                then {{ parse_year("text") }}
            end as stated_value,
            case
                unit
                when 'text'
                then text
                when 'component_type'
                then component_type
                when 'code'
                then nullif(regexp_extract(text, '^\d+'), '')
                when 'code_name'
                then nullif(trim(regexp_extract(text, '^\d*\s*\(?(.*?)\)?$', 1)), '')
                when 'trailing_text'
                then nullif(trim(substr(text, length(leading_number) + 1)), '')
            end as stated_text
        from located
    ),

    final as (
        select
            -- ids
            report_id,
            reading_no,
            report_year,

            -- the figure
            table_name,
            column_name,
            figure_item as item,
            is_open_row,
            is_total,
            priority,

            -- printed
            text as printed_text,
            status,

            -- read as; what exceeds every budget of the state is no amount
            case
                when printed_reason is null and abs(stated_value) < 1e17
                then stated_value
            end as value,
            case when printed_reason is null then stated_text end as text_value,
            case
                when printed_reason is not null
                then printed_reason
                when coalesce(stated_text, '') <> '' or abs(stated_value) < 1e17
                then null
                when unit = 'regional' and number is not null
                then 'ambiguous'
                when unit = 'component_type'
                then 'ambiguous'
                when
                    (unit = 'answer' and not answer)
                    or (unit = 'list' and not {{ announces_list("text") }})
                then 'not_applicable'
                when unit = 'answer' and answer or unit = 'list'
                then 'blank'
                when unit in ('code_name', 'trailing_text')
                then 'blank'
                else 'unreadable'
            end as reason
        from read_as
        -- A row without a single word is the frame of an empty table.
        where row_reason is distinct from 'blank' or reason is distinct from 'blank'
    )

select *
from final
