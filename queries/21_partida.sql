-- How much is executed under each partida of the budget law?
select year, partida_name, sum(spending_clp) as spending_clp
from fct_budget_lines
left join dim_budget_program using (partida, capitulo, programa)
group by all
order by all
;
