-- Question: which programmes do not show whether they reach their purpose: no purpose
-- indicator at all, or none with a value for the year?
-- Unit: indicators counted; executed_clp in whole pesos says how much money is behind.
-- Price basis: nominal.
-- Caveats: only what the year's own current report prints (6.1). reasons tells why
-- values are missing: "ambiguous" is a text dump that does not show the column, not a
-- fault of the programme; read the report before drawing conclusions.
with
    measured as (
        select report_id, count(*) filter (value is not null) as with_value
        from fct_indicators
        where
            scope = 'purpose'
            and value_type = 'effective'
            and reference_year = report_year
        group by all
    ),

    purpose_reasons as (
        select report_id, string_agg(distinct reason, ', ' order by reason) as reasons
        from quality.missing_values
        where
            table_name = 'fct_indicators'
            and item like 'purpose/%/effective'
            and reference_year = report_year
        group by all
    )

select
    program_year.reference_year,
    program_year.ministry,
    program_year.program_name,
    program_year.purpose_indicator_count as purpose_indicators,
    coalesce(measured.with_value, 0) as with_value,
    purpose_reasons.reasons,
    program_year.executed_clp
from program_year
left join measured using (report_id)
left join purpose_reasons using (report_id)
where program_year.report_id is not null and coalesce(measured.with_value, 0) = 0
order by
    program_year.reference_year desc,
    program_year.executed_clp desc nulls last,
    program_year.program_name
;
