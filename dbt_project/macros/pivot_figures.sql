{#-
    The rows of a public table: the figures of current reports about their own year, turned so that each
    measure of the table's contract becomes a column. One row for each item of a programme and year, which `item`
    selects as columns; with none of these, one row a programme and year.
-#}
{% macro pivot_figures(table_name, item="stated.item as figure_item") %}
    select
        program_key,
        report_year as year,
        report_id,
        {% if item -%} {{ item }}, {%- endif %}
        {% for column in figure_measures(table_name) -%}
            cast(
                max(
                    {{
                        (
                            "nullif(printed_text, '')"
                            if column.config.meta.printed_of
                            else (
                                "text_value"
                                if column.data_type == "varchar"
                                else "value"
                            )
                        )
                    }}
                ) filter (
                    where
                        column_name
                        = '{{ column.config.meta.printed_of or column.name }}'
                ) as {{ column.data_type }}
            ) as {{ column.name }}
            {%- if not loop.last %}, {% endif %}
        {% endfor %}
    from {{ ref("int_figures") }} as stated
    where
        table_name = '{{ table_name }}' and is_current and not is_total
        {%- if item %} and stated.item is not null {%- endif %}
    group by all
{% endmacro %}
