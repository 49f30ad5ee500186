{#- A public table of lines of the budget law, with the law's name of their partida. -#}
{% macro budget_lines(table_name) %}
    with
        figures as (
            {{ pivot_figures(table_name, "cast(stated.item as integer) as line_no") }}
        ),

        names as (
            select partida, institution_name as partida_name
            from {{ ref("budget_partidas") }}
            where capitulo is null
        )

    select figures.*, names.partida_name
    from figures
    left join names using (partida)
{% endmacro %}
