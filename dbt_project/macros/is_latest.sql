{#- True on the one row of a key that the newest report (of several revisions, the last) states. -#}
{% macro is_latest(key) -%}
    row_number() over (
        partition by {{ key | join(", ") }}
        order by report_year desc, revision desc, report_id
    )
    = 1
{%- endmacro %}
