{#- The number a text starts with, as printed ("327" of "327 Número de beneficiarios"), or ''. -#}
{% macro leading_number(text) -%}
    regexp_extract(
        {{ text }}, '^([-−(]?\d+((\s*\.\s*|\x{00A0})\d+)*(,\d+)?\s*%?\)?)(\s|$)', 1
    )
{%- endmacro %}
