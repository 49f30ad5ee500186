with
    figures as (
        select
            *,
            regexp_extract(item, '^(.*)/([a-z]+)$', 1) as figure_item,
            regexp_extract(item, '^(.*)/([a-z]+)$', 2) as value_type
        from ({{ pivot_figures("fct_indicators", item_as="item") }})
    ),

    indicators as (
        select
            report_id,
            figure_item,
            indicator_key,
            scope,
            indicator_name,
            unit as usual_unit
        from {{ ref("int_indicators_keyed") }}
    ),

    final as (
        select
            -- ids
            figures.program_key,
            figures.report_id,
            indicators.indicator_key,
            figures.value_type,

            -- years
            figures.reference_year,
            figures.report_year,
            {{ is_latest(["indicator_key", "value_type", "reference_year"]) }}
            as is_latest,

            -- text
            indicators.scope,
            indicators.indicator_name,

            -- value
            figures.value,
            case
                when contains(figures.printed_text, '%')
                then 'percent'
                when figures.value is not null
                then 'number'
                else indicators.usual_unit
            end as unit,
            nullif(figures.printed_text, '') as printed_value
        from figures
        inner join indicators using (report_id, figure_item)
    )

select *
from final
