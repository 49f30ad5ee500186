with
    indicators as (select * from {{ ref("int_indicators_keyed") }} where is_current),

    final as (
        select
            indicator_key,
            program_key,
            scope,

            -- text, as the newest report that states it prints it
            arg_max(indicator_name, report_year) as indicator_name,
            arg_max(formula, report_year) as formula,
            arg_max(methodology, report_year) as methodology,
            arg_max(unit, report_year) as unit,

            -- how to read it
            cast(null as varchar) as direction,
            cast(null as varchar) as direction_source
        from indicators
        group by indicator_key, program_key, scope
    )

select *
from final
