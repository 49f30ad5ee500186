{# The rows of `model` for which `condition` holds, with the columns of its first key and the one concerned. #}
{% macro sound_rows(model, column, keys, problem, condition) -%}
    {%- set shown = (keys[0] | list) if keys else [] -%}
    {%- if column not in shown -%} {%- do shown.append(column) -%} {%- endif -%}
    {{
        return(
            "select '" ~ problem ~ "' as broken_promise, " ~ shown
            | join(", ") ~ " from " ~ model ~ " where " ~ condition
        )
    }}
{%- endmacro %}
