{#-
    For a table that grows by the reports that came since it was built (`is_incremental`) and keeps their
    `extracted_at`: the rows of reports that are gone, or were read again since, go.
-#}
{% macro forget_reports() -%}
    {% if is_incremental() -%}
        delete from {{ this }}
        where
            (report_id, extracted_at) not in (
                select (report_id, extracted_at) from {{ ref("int_reports_dated") }}
            )
    {%- endif %}
{%- endmacro %}


{#-
    The reports that such a table has no rows of; all readable ones, where it is built anew. What a report
    says depends on its own readings and this project alone, so what is there stays as it is.
-#}
{% macro new_reports() -%}
    select report_id, report_year, extracted_at
    from {{ ref("int_reports_dated") }}
    {%- if is_incremental() %}
        where report_id not in (select report_id from {{ this }})
    {%- endif %}
{%- endmacro %}
