-- Which kinds of institution execute programmes, and how much do those programmes execute?
select year, executor_type, count(*) as programs, sum(executed_clp) as executed_clp
from program_executors
join program_year using (program_key, year)
group by all
order by all
;
