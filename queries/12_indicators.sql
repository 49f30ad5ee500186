-- Which indicators reached what had been estimated for the year, and which fell?
select year, program_name, indicator_name, effective_current, estimated_current, reached_estimate, change
from fct_indicators
join program_names using (program_key, year)
where reached_estimate or change < 0
order by all
;
