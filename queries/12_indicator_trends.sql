-- Question: which indicators moved on the year before, and which reached what had been
-- estimated for the year?
-- Unit: that of the indicator (percent or number); the change is in the same unit.
-- Price basis: none.
-- Caveats: whether a rise is good depends on the indicator: reached_estimate is NULL
-- where its direction has not been reviewed (dim_indicator.direction). Both values are
-- those that the report of the year prints.
select
    year,
    program_name,
    scope,
    indicator_name,
    unit,
    effective_previous as value_before,
    effective_current as value,
    change,
    estimated_current as estimate,
    direction,
    reached_estimate
from fct_indicators
inner join program_names using (program_key, year)
where change is not null
order by year desc, program_name, scope desc, indicator_name
;
