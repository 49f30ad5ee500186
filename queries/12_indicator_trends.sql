-- Question: which indicators rose or fell on the year before, and which reached what
-- had been estimated for the year?
-- Unit: that of the indicator (percent or number); the change is in the same unit.
-- Price basis: none.
-- Caveats: read officially upwards: lower than last year is a finding, though a few
-- indicators are meant to fall (dim_indicator.formula). Only neighbouring years with a
-- value in both. Each value is the newest that a current report states: is_latest would
-- lose one that the newest report leaves blank. reached_estimate is NULL where no
-- estimate was printed.
with
    latest as (
        select
            indicator_key,
            reference_year,
            value_type,
            arg_max(value, report_year) as value
        from fct_indicators
        where
            value is not null
            and report_id in (select report_id from dim_report where is_current)
        group by all
    ),

    effective as (select * from latest where value_type = 'effective'),

    estimated as (select * from latest where value_type = 'estimated')

select
    effective.reference_year,
    dim_program.program_name,
    dim_indicator.scope,
    dim_indicator.indicator_name,
    dim_indicator.unit,
    previous.value as value_before,
    effective.value,
    round(effective.value - previous.value, 4) as change,
    estimated.value as estimate,
    effective.value >= estimated.value as reached_estimate
from effective
inner join
    effective as previous
    on effective.indicator_key = previous.indicator_key
    and effective.reference_year = previous.reference_year + 1
left join
    estimated
    on effective.indicator_key = estimated.indicator_key
    and effective.reference_year = estimated.reference_year
inner join dim_indicator on effective.indicator_key = dim_indicator.indicator_key
inner join dim_program using (program_key)
order by
    effective.reference_year desc,
    dim_program.program_name,
    dim_indicator.scope desc,
    dim_indicator.indicator_name
;
