-- How much component spending reaches each region, for each of its inhabitants?
select year, region_name, sum(spending_clp) / census_2024 as clp_per_inhabitant
from fct_spending_by_region
join dim_region using (region_code, region_name)
group by year, region_name, census_2024
order by all
;
