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
        when {{ normalise_name(text) }} in ('n a', 'no aplica')
        then 'not_applicable'
    end
{%- endmacro %}
