{#-
    The form's answer as a boolean: true for "Sí" or "Si", false for "No", whatever text follows the
    word; NULL for anything else ("Sin información" is no answer).
-#}
{% macro yes_no(text) -%}
    case
        regexp_extract(
            strip_accents(lower({{ text }})), '^[^a-z0-9]*(si|no)([^a-z0-9]|$)', 1
        )
        when 'si'
        then true
        when 'no'
        then false
    end
{%- endmacro %}
