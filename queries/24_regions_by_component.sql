-- What do components spend in each region?
select year, region_name, component_name, sum(spending_clp) as spending_clp
from fct_spending_by_region_component
group by all
order by all
;
