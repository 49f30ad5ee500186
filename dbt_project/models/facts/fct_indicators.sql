with
    figures as ({{ pivot_figures("fct_indicators") }}),

    indicators as (
        select report_id, figure_item, indicator_key, scope, indicator_name, unit
        from {{ ref("int_indicators_keyed") }}
    ),

    directions as (select indicator_key, direction from {{ ref("dim_indicator") }}),

    compared as (
        select
            *,
            {%- for name, text in {
                "change": "effective_previous",
                "surplus": "estimated_current",
            }.items() %}
                -- A share and a count are not compared.
                if(
                    contains(printed_effective_current, '%')
                    = contains(printed_{{ text }}, '%'),
                    round(effective_current - {{ text }}, 6),
                    null
                ) as {{ name }}
                {%- if not loop.last %},{% endif %}
            {%- endfor %}
        from figures
    ),

    final as (
        select
            figures.* exclude (figure_item, surplus),
            indicators.indicator_key,
            indicators.scope,
            indicators.indicator_name,
            indicators.unit,
            directions.direction,
            case
                directions.direction
                when 'up_is_better'
                then figures.surplus >= 0
                when 'down_is_better'
                then figures.surplus <= 0
            end as reached_estimate
        from compared as figures
        inner join indicators using (report_id, figure_item)
        left join directions using (indicator_key)
    )

select *
from final
