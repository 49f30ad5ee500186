{#- Whether a row of int_figures is of a measure of which two reports often print a figure about one year: the
    later one repeats the year before, the earlier one plans the year after. A condition in SQL. -#}
{% macro is_compared_figure() -%}
    is_current
    and not is_total
    and value <> 0
    and measure in (
        'initial_budget_clp',
        'target_population',
        'beneficiaries',
        'effective',
        'estimated'
    )
{%- endmacro %}
