{#-
    The rows of a fact: int_figures turned so that each column name becomes a column. `numbers` maps
    column names to types, `texts` lists text columns. A row stands for the report's own year, and for
    any other year the report prints at least one figure of. `item_as` names the column of the figure's
    item (component, region, ...); none for a fact that has a row a year. is_superseded: a later revision
    of the report has rows of the table about the same year.
-#}
{% macro pivot_figures(table_name, numbers={}, texts=[], item_as="figure_item") %}
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
        {% for column, type in numbers.items() -%}
            cast(
                max(value) filter (where column_name = '{{ column }}') as {{ type }}
            ) as {{ column }},
        {% endfor %}
        {% for column in texts -%}
            max(text_value) filter (where column_name = '{{ column }}') as {{ column }},
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
