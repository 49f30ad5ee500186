{#-
    "El programa es ejecutado por terceros" as a boolean: true where third parties take part, false
    where the text denies it or names only the institution itself; NULL for anything else.
-#}
{% macro third_parties(text) -%}
    case
        when
            regexp_matches(
                {{ normalise_name(text) }},
                '\bno es ejecutado por terceros\b|\bsin la ejecucion de terceros\b'
            )
        then false
        when regexp_matches({{ normalise_name(text) }}, '\bterceros\b')
        then true
        when
            regexp_matches(
                {{ normalise_name(text) }}, '\bdirectamente\b|\bejecucion directa\b'
            )
        then false
    end
{%- endmacro %}
