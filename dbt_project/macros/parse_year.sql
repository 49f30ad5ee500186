{#- A printed calendar year (four digits, 1800 to 2199) as INTEGER, or NULL. -#}
{% macro parse_year(text) -%}
    try_cast(
        nullif(
            regexp_extract(trim({{ text }}), '^(1[89]|2[01])\d\d$', 0), ''
        ) as integer
    )
{%- endmacro %}
