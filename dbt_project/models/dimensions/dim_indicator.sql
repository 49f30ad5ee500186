with
    indicators as (select * from {{ ref("int_indicators_keyed") }} where is_current),

    directions as (
        select *, {{ normalise_name("indicator_name") }} as compared_name
        from {{ ref("indicator_directions") }}
    ),

    words as (select * from {{ ref("indicator_direction_words") }}),

    -- Words of both directions propose none.
    proposals as (
        select
            indicators.compared_name,
            case
                when count(distinct words.direction) = 1 then min(words.direction)
            end as proposed_direction
        from (select distinct compared_name from indicators) as indicators
        inner join
            words
            on contains(
                ' ' || indicators.compared_name || ' ', ' ' || words.words || ' '
            )
        group by indicators.compared_name
    ),

    final as (
        select
            -- ids
            indicators.indicator_key,
            indicators.program_key,
            indicators.scope,

            -- text, as the newest report that states it prints it
            arg_max(indicators.indicator_name, report_year) as indicator_name,
            arg_max(formula, report_year) as formula,
            arg_max(methodology, report_year) as methodology,
            arg_max(unit, report_year) as unit,

            -- how to read it
            any_value(directions.direction) as direction,
            any_value(
                case when directions.direction is not null then 'reviewed' end
            ) as direction_source,
            any_value(proposals.proposed_direction) as proposed_direction
        from indicators
        left join directions using (compared_name)
        left join proposals using (compared_name)
        group by indicators.indicator_key, indicators.program_key, indicators.scope
    )

select *
from final
