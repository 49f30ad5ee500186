{#- Measures of which two reports often print a figure about one year: the later one repeats the year before,
    the earlier one plans the year after. In SQL, behind `in`. -#}
{% macro compared_measures() -%}
    (
        'initial_budget_clp',
        'target_population',
        'beneficiaries',
        'effective',
        'estimated'
    )
{%- endmacro %}
