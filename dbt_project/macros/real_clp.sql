{#- Nominal pesos of a row's year in pesos of the base year: NULL where `years.deflator` is. -#}
{% macro real_clp(nominal) -%}
    cast(round({{ nominal }} * years.deflator) as bigint)
{%- endmacro %}
