-- Question: which programmes do not show whether they reach their purpose: no purpose
-- indicator at all, or none with a value for the year?
-- Unit: indicators counted; executed_clp in whole pesos says how much money is behind.
-- Price basis: nominal.
-- Caveats: only what the report of the year prints (6.1). reasons tells why
-- values are missing: "ambiguous" is a text dump that does not show the column, not a
-- fault of the programme; read the report before drawing conclusions.
with
    measured as (
        select program_key, year, count(effective_current) as with_value
        from fct_indicators
        where scope = 'purpose'
        group by all
    ),

    purpose_reasons as (
        select
            program_key,
            year,
            string_agg(distinct reason, ', ' order by reason) as reasons
        from quality.missing_values
        where column_name = 'effective_current' and item like 'purpose/%'
        group by all
    )

select
    year,
    ministry,
    program_name,
    purpose_indicator_count as purpose_indicators,
    coalesce(with_value, 0) as with_value,
    reasons,
    executed_clp
from program_year
left join measured using (program_key, year)
left join purpose_reasons using (program_key, year)
where coalesce(with_value, 0) = 0
order by year desc, executed_clp desc nulls last, program_name
;
