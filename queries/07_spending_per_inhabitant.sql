-- How much component spending reaches each region, for each of its inhabitants?
select year, region_name, sum(spending_clp) / inhabitants as clp_per_inhabitant
from fct_spending_by_region
join region_population using (region_code, year)
group by year, region_name, inhabitants
order by all
;
