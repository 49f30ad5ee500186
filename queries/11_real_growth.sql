-- How much did executed spending grow in real terms?
select year, sum(executed_real_clp) as real_clp, real_clp / lag(real_clp) over (order by year) - 1 as growth
from program_year
group by year
order by year
;
