with
    indicators as (select * from {{ ref("int_indicators_keyed") }}),

    final as (
        select
            -- ids
            indicator_key,
            program_key,
            scope,

            -- text, as the newest report that states it prints it
            arg_max(indicator_name, (report_year, revision)) as indicator_name,
            arg_max(formula, (report_year, revision)) as formula,
            arg_max(methodology, (report_year, revision)) as methodology,
            arg_max(unit, (report_year, revision)) as unit
        from indicators
        group by indicator_key, program_key, scope
    )

select *
from final
