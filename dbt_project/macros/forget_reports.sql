{#-
    For a table that grows by the reports that came since it was built (`is_incremental`): the rows of
    reports that are no longer there go.
-#}
{% macro forget_reports() -%}
    {% if is_incremental() -%}
        delete from {{ this }}
        where report_id not in (select report_id from {{ ref("stg_reports") }})
    {%- endif %}
{%- endmacro %}


{# The condition that a row is of such a report; any, where the table is built anew. #}
{% macro is_new_report() -%}
    {%- if is_incremental() -%} report_id not in (select report_id from {{ this }})
    {%- else -%} true
    {%- endif -%}
{%- endmacro %}


{# The same for a table that keeps the `report_state` its rows were made in: those of another one go. #}
{% macro forget_changed_reports() -%}
    {% if is_incremental() -%}
        delete from {{ this }}
        where
            report_state
            not in (select report_state from {{ ref("int_report_states") }})
    {%- endif %}
{%- endmacro %}


{% macro is_changed_report() -%}
    {%- if is_incremental() -%}
        report_state not in (select report_state from {{ this }})
    {%- else -%} true
    {%- endif -%}
{%- endmacro %}
