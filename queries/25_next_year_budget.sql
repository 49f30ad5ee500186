-- What is each ministry's initial budget of the next year, beside that of the year?
select year, ministry, sum(initial_budget_clp) as initial_clp, sum(next_year_initial_budget_clp) as next_year_clp
from program_year
group by all
order by all
;
