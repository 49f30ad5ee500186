{#-
    Whether an answer about a contribution says that there is one: true for "Sí" and for a contribution that
    is described, false for "No" and for "El programa no …".
-#}
{% macro contributes(text) -%}
    coalesce(
        {{ yes_no(text) }},
        not regexp_matches({{ normalise_name(text) }}, '^(el |este )?programa no\b')
    )
{%- endmacro %}
