{#- What becomes of a claim with a difference, a tolerance and a comparison of the seed checks. -#}
{% macro check_status(difference, tolerance, comparison) -%}
    case
        when {{ difference }} is null
        then 'not_testable'
        when
            {{ difference }} = 0
            or ({{ comparison }} = 'at_most' and {{ difference }} < 0)
        then 'closes'
        when abs({{ difference }}) <= {{ tolerance }}
        then 'within_rounding'
        else 'breaks'
    end
{%- endmacro %}
