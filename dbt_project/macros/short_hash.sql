{#- Twelve hexadecimal digits that stand for the given SQL expressions together. -#}
{% macro short_hash(expressions) -%}
    left(md5(concat_ws('|', {{ expressions | join(", ") }})), 12)
{%- endmacro %}
