-- What does a unit of each kind of component cost?
select year, component_type, unit_of_measure, count(*) as components, median(unit_cost_clp) as median_clp
from fct_components
group by all
order by all
;
