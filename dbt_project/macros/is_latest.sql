{#-
    True on the one row of a key that the newest report (of several revisions, the last) states, of the
    rows of pivot_figures. What a later revision of the same report leaves out of the same table and year
    it takes back: such a row is never the latest.
-#}
{% macro is_latest(key) -%}
    not figures.is_superseded
    and row_number() over (
        partition by {{ key | join(", ") }}
        order by
            figures.is_superseded,
            figures.report_year desc,
            figures.revision desc,
            figures.report_id
    )
    = 1
{%- endmacro %}
