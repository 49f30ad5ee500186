-- Of the programmes whose execution is known, how many changed because of COVID-19, and what did they execute?
select year, covid_changes, count(*) as programs, sum(executed_clp) / sum(initial_budget_clp) as rate
from program_profile
join program_year using (program_key, year)
where execution_rate is not null
group by all
order by all
;
