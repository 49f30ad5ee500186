{#- A DECIMAL(38, 6) as people write it: without the zeros that end its decimals. -#}
{% macro plain_number(number) -%}
    regexp_replace(cast({{ number }} as varchar), '\.?0+$', '')
{%- endmacro %}
