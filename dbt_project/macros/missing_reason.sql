{#-
    Why a reading gives no value, in the words of quality.missing_values; NULL if it should give one.
    A lone dash is the form's empty cell; "N/A" and "No aplica" count as such wherever they stand.
-#}
{% macro missing_reason(status, text) -%}
    case
        when {{ status }} <> 'value'
        then {{ status }}
        when regexp_full_match(trim({{ text }}), '[-−–—]*')
        then 'blank'
        when
            regexp_full_match(
                strip_accents(lower({{ text }})),
                '[^a-z0-9]*(n[^a-z0-9]+a|no[^a-z0-9]+aplica)[^a-z0-9]*'
            )
        then 'not_applicable'
    end
{%- endmacro %}
