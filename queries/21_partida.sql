-- How much is executed under each partida of the budget law?
select year, partida_name, sum(spending_clp) as spending_clp
from fct_budget_lines
group by all
order by all
;
