{#-
    Whether an answer announces the list below it: false where it says that there is nothing to list, true
    for "Sí" and for an execution by third parties; NULL for anything else.
-#}
{% macro announces_list(text) -%}
    case
        when regexp_matches({{ normalise_name(text) }}, '\bno presenta evaluaciones\b')
        then false
        else coalesce({{ yes_no(text) }}, {{ third_parties(text) }})
    end
{%- endmacro %}
