-- How many programmes changed because of COVID-19, and how much of their budget did they execute?
select year, covid_changes, count(*) as programs, sum(executed_clp) / sum(initial_budget_clp) as rate
from program_profile
join program_year using (program_key, year)
group by all
order by all
;
