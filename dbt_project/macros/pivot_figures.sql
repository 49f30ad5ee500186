{#-
    The rows of a fact: int_figures turned so that each measure of its contract becomes a column. A row stands for the report's own year, and for
    any other year the report prints at least one figure of. `item_as` names the column of the figure's
    item (component, region, ...); none for a fact that has a row a year. is_superseded: a later revision
    of the report has rows of the table about the same year.
-#}
{% macro pivot_figures(table_name, item_as="figure_item") %}
    select
        report_id,
        program_key,
        report_year,
        reference_year,
        revision,
        revision < max(revision) over (
            partition by program_key, report_year, reference_year
        ) as is_superseded,
        {% if item_as -%} stated.item as {{ item_as }}, {%- endif %}
        {% for column in figure_measures(table_name) -%}
            cast(
                max(
                    {{ "text_value" if column.data_type == "varchar" else "value" }}
                ) filter (where column_name = '{{ column.name }}')
                as {{ column.data_type }}
            ) as {{ column.name }},
        {% endfor %}
        max(printed_text) as printed_text
    from {{ ref("int_figures") }} as stated
    where
        table_name = '{{ table_name }}'
        {%- if item_as %} and item is not null {%- endif %}
    group by
        report_id,
        program_key,
        report_year,
        reference_year,
        revision
        {%- if item_as %}, stated.item {%- endif %}
    having reference_year = report_year or count(*) filter (where reason is null) > 0
{% endmacro %}
