-- Question: in which ministries did programmes leave most of their initial budget
-- unspent?
-- Unit: whole pesos; execution_rate is executed over initial budget, a fraction.
-- Price basis: nominal.
-- Caveats: amounts are reported by the programmes; they are not accounting. A programme
-- counts only in years for which both figures are known. Under-execution is the
-- official band (under 85 % of the INITIAL budget, rules of 2025): money that was cut
-- during the year counts as unspent. In a ministry's rate one programme's excess
-- offsets
-- another's unspent money; unspent_clp adds up the under-executing programmes alone.
select
    year,
    ministry,
    count(*) as programs,
    count(*) filter (execution_band = 'under_execution') as under_executing,
    sum(initial_budget_clp)::bigint as initial_budget_clp,
    sum(executed_clp)::bigint as executed_clp,
    round(sum(executed_clp) / sum(initial_budget_clp), 4) as execution_rate,
    coalesce(
        sum(initial_budget_clp - executed_clp) filter (
            execution_band = 'under_execution'
        ),
        0
    )::bigint as unspent_clp
from program_year
where execution_rate is not null
group by all
order by year desc, execution_rate, ministry
;
