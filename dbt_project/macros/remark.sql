{#-
    What is said beside the answer to a yes/no question: the text without a leading "Sí" or "No" that stands
    for itself; empty where the answer is all.
-#}
{% macro remark(text) -%}
    trim(regexp_replace({{ text }}, '^\s*(?i:s[ií]|no)\s*([,.:;–\n-]\s*|$)', ''))
{%- endmacro %}
