-- How many programmes of each ministry are in each official band, and what share of their budget was executed?
select year, ministry, execution_band, count(*) as programs, sum(executed_clp) / sum(initial_budget_clp) as rate
from program_year
where execution_band is not null
group by all
order by all
;
