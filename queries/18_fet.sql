-- How much of what each ministry executed came from the emergency fund (FET)?
select year, ministry, sum(fet_clp) as fet_clp, sum(fet_clp) / sum(executed_clp) as share
from fct_spending
join program_names using (program_key, year)
group by all
order by all
;
