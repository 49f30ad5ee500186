-- How many programmes report in each year, and what did they execute?
select year, count(*) as programs, sum(executed_clp) as executed_clp
from program_year
group by year
order by year
;
