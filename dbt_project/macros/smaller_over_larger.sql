{#- How near two amounts are: the smaller over the larger, 0 to 1; NULL unless both are positive. -#}
{% macro smaller_over_larger(one, other) -%}
    case
        when {{ one }} > 0 and {{ other }} > 0
        then
            round(
                least({{ one }}, {{ other }})::double
                / greatest({{ one }}, {{ other }})::double,
                4
            )
    end
{%- endmacro %}
