{#- Whether a figure is one that an operand of the seed check_operands names; a printed total only by name. -#}
{% macro is_operand(figure, operand) -%}
    coalesce({{ figure }}.item, '') like coalesce({{ operand }}.figure_items, '')
    and (not {{ figure }}.is_total or {{ figure }}.item = {{ operand }}.figure_items)
{%- endmacro %}


{#-
    What each sum of the seed check_operands is made of in a report: one row a reading. `figures` names a
    relation of figures (int_figures_selected or int_figures). Where the seed names a place in the form,
    amounts are those on the page, so that a row which a fact has lost shows as a sum that does not agree;
    else they are the figures. `rounding` is half a printed unit.
    corrected: what a reviewer has corrected counts as corrected.
-#}
{% macro sum_operands(figures, corrected=false) -%}
    with
        operands as (
            select *
            from {{ ref("check_operands") }}
            inner join
                (select check_name, unit from {{ ref("check_claims") }}) using (
                    check_name
                )
        ),

        figures as (
            select * from {{ ref(figures) }} where reference_year = report_year
        ),

        cells as (
            select
                cells.report_id,
                cells.reading_no,
                cells.item as form_item,
                cells.column_id,
                cells.text,
                cells.number,
                case
                    when units.printed_unit = 'millions' then 1000000 else 1000
                end as clp_unit
            from {{ ref("int_cells_parsed") }} as cells
            left join
                {{ ref("int_region_units_inferred") }} as units
                on units.report_id = cells.report_id
                and cells.item = 'regional_spending'
            where cells.reason is null and cells.number is not null
        ),

        {% if corrected -%}
            corrections as (
                select distinct report_id, table_name, column_name, reading_no, value
                from figures
                where correction_reason is not null and value is not null
            ),

            reports as (select report_id from {{ ref("int_reports_identified") }}),
        {%- endif %}

        located as (
            select
                operands.*,
                figures.report_id,
                figures.reading_no,
                figures.printed_text,
                figures.value as amount,
                if(operands.unit = 'clp', 500, 0) as rounding
            from operands
            inner join
                figures
                on figures.table_name = operands.table_name
                and figures.column_name = operands.column_name
                and {{ is_operand("figures", "operands") }}
            where operands.form_item is null and figures.value is not null

            union all by name

            select
                operands.*,
                cells.report_id,
                cells.reading_no,
                cells.text as printed_text,
                {% if corrected -%}
                    coalesce(
                        corrections.value,
                        cells.number * if(operands.unit = 'clp', cells.clp_unit, 1)
                    ) as amount,
                {%- else -%}
                    cells.number
                    * if(operands.unit = 'clp', cells.clp_unit, 1) as amount,
                {%- endif %}
                if(operands.unit = 'clp', cells.clp_unit / 2, 0) as rounding
            from operands
            inner join cells using (form_item, column_id)
            {%- if corrected %}
                inner join reports using (report_id)
                left join
                    corrections
                    on corrections.report_id = cells.report_id
                    and corrections.table_name = operands.table_name
                    and corrections.column_name = operands.column_name
                    and corrections.reading_no = cells.reading_no
            {%- endif %}
        )

    select
        report_id,
        check_name,
        item,
        side,
        operand_no,
        priority,
        unit,
        form_item,
        reading_no,
        printed_text,
        amount::decimal(38, 6) as amount,
        rounding
    from located
    qualify
        priority = min(priority) over (partition by report_id, check_name, item, side)
{%- endmacro %}
